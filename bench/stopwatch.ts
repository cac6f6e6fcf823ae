/** The steps of `perform` (DESIGN §4). */
export const steps = ['authorise', 'parse', 'idempotency', 'run', 'check'] as const
export type Step = (typeof steps)[number]

/** Milliseconds that each step took, for as long as one call after another is made. */
export const spent: Record<Step, number> = { authorise: 0, parse: 0, idempotency: 0, run: 0, check: 0 }

/** Adds what the work takes, until its promise settles where it answers one, to its step. */
export function timed<T>(step: Step, work: () => T): T {
  const began = performance.now()
  const result = work()
  if (!(result instanceof Promise)) {
    spent[step] += performance.now() - began
    return result
  }
  const ended = () => {
    spent[step] += performance.now() - began
  }
  result.then(ended, ended)
  return result
}
