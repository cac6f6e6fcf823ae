import { CommerceError } from './errors.ts'

/** Which status may follow which, as a table; a status without successors is final. */
export type States<S extends string> = {
  readonly names: readonly S[]
  canMove: (from: S, to: S) => boolean
  isFinal: (status: S) => boolean
  /** Answers the next status, or throws `invalid_state` with both names in it. */
  move: (from: S, to: S, what: string) => S
}

export function states<S extends string>(table: Record<S, readonly NoInfer<S>[]>): States<S> {
  const canMove = (from: S, to: S) => table[from].includes(to)
  return {
    names: Object.keys(table) as S[],
    canMove,
    isFinal: status => table[status].length === 0,
    move: (from, to, what) => {
      if (canMove(from, to)) return to
      throw new CommerceError('invalid_state', `${what} is ${from} and cannot become ${to}.`, { from, to })
    },
  }
}
