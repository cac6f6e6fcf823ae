import { CommerceError } from './shared/errors.ts'
import type { Change } from './staff/index.ts'
import type { ReadTx } from './storage/index.ts'
import type { Caller } from './use-cases.ts'

/** A call while it is watched; its output is there once it has been done. */
type Seen<I, O> = { readonly input: I; readonly output?: O; readonly caller: Caller }

type State = { readonly id: string | undefined; readonly state: object }

/** What an operation changes: how to look at it, before and after. */
export type Auditing<I, O> = {
  readonly type: string
  readonly look: (tx: ReadTx, seen: Seen<I, O>) => Promise<readonly State[]>
  /** The customer whose data it tells, if it does. */
  readonly customer?: (tx: ReadTx, seen: Seen<I, O>) => Promise<string | undefined>
}

type One<I, O> = {
  /** Its name or id: what the input says of it before, and what the answer says after. */
  readonly id: (input: I, output: O | undefined) => string | undefined
  readonly read: (tx: ReadTx, id: string, seen: Seen<I, O>) => Promise<object | undefined>
  /** The customer whose data it tells, if it does. */
  readonly customer?: (tx: ReadTx, seen: Seen<I, O>) => Promise<string | undefined>
}

/** An operation on one thing. */
export const one = <I, O>(type: string, { id: idOf, read, customer }: One<I, O>): Auditing<I, O> => ({
  type,
  ...(customer && { customer }),
  look: async (tx, seen) => {
    const id = idOf(seen.input, seen.output)
    const state = id === undefined ? undefined : await orNone(read(tx, id, seen))
    return state ? [{ id, state }] : []
  },
})

type Each<I, O> = { readonly read: (tx: ReadTx, input: I, output?: O) => Promise<ReadonlyMap<string, object>> }

/** An operation on several things at once, each under its id. */
export const each = <I, O>(type: string, { read }: Each<I, O>): Auditing<I, O> => ({
  type,
  look: async (tx, { input, output }) => {
    const states = await orNone(read(tx, input, output))
    return [...(states ?? [])].map(([id, state]) => ({ id, state }))
  },
})

/**
 * An operation on so many things that its answer stands for them: what it counted is kept, and nothing of before. An
 * answer of undefined says that it changed nothing.
 */
export const told = <I, O>(
  type: string,
  outcome: (input: I, output: O) => object | undefined,
  { id }: { readonly id?: (input: I) => string } = {},
): Auditing<I, O> => ({
  type,
  look: async (_, { input, output }) => {
    const state = output && outcome(input, output)
    return state ? [{ id: id?.(input), state }] : []
  },
})

async function orNone<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof CommerceError) return undefined
    throw error
  }
}

type Looked = { readonly before: readonly State[]; readonly after: readonly State[] }

/** What became of each thing that was looked at; those that are as they were are left out. */
export function changesIn(type: string, { before, after }: Looked, customerId: string | undefined): Change[] {
  const isAlone = before.length <= 1 && after.length <= 1
  const ids = isAlone ? [after[0]?.id ?? before[0]?.id] : [...new Set([...before, ...after].map(({ id }) => id))]
  const stateOf = (states: readonly State[], id: string | undefined) =>
    (isAlone ? states[0] : states.find(state => state.id === id))?.state ?? null
  return ids
    .map(id => ({ type, id, before: stateOf(before, id), after: stateOf(after, id), customerId }))
    .filter(change => JSON.stringify(change.before) !== JSON.stringify(change.after))
}
