/** Why a form was not answered: there is no network, the shop was not reached, or it has too much to do. */
export type Trouble = 'offline' | 'unreached' | 'busy'

let present: Trouble | undefined
const listeners = new Set<() => void>()

/** What the page says of the form that was sent last. It belongs to no route, as forms are sent from everywhere. */
export const trouble = {
  now: (): Trouble | undefined => present,
  is(next: Trouble | undefined): void {
    present = next
    for (const listener of listeners) listener()
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}
