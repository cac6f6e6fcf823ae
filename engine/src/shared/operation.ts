import type { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Scope } from './scopes.ts'

/** `read` sees a snapshot, `write` is one transaction, `charge` moves money in two transactions of its own. */
export type Effect = 'read' | 'write' | 'charge'

/** One thing that a caller may ask of the shop. The list of operations is the shop; every head is a mapping over it. */
export type Operation<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Kind extends Effect = Effect,
> = {
  readonly name: Name
  readonly title: string
  readonly summary: string
  readonly effect: Kind
  readonly scope: Scope
  readonly input: Input
  readonly output: Output
  /** Codes beyond those that any operation can answer with (invalid_input, forbidden, rate_limited, internal, unavailable). */
  readonly errors: readonly ErrorCode[]
  /** Whether the answer holds what its caller alone may know, such as a code that pays: it is kept for repeats sealed. */
  readonly hasSecretAnswer?: true
  /**
   * Fields of an answer that a caller may send back with the input, as UCP platforms do: heads drop them before the
   * engine sees the input, so they never count. `true` drops the field, a tree goes on inside it (and inside lists).
   */
  readonly echoes?: EchoTree
}

export type EchoTree = { readonly [field: string]: true | EchoTree }

export const operation = <Name extends string, Input extends z.ZodType, Output extends z.ZodType, Kind extends Effect>(
  value: Operation<Name, Input, Output, Kind>,
): Operation<Name, Input, Output, Kind> => value

/** The input without the answer's own fields (see `Operation.echoes`). */
export function dropEchoes(value: unknown, echoes: EchoTree | undefined): unknown {
  if (echoes === undefined) return value
  // A list in a list is nothing that the shop answers; going on inside it would let a caller choose the depth.
  if (Array.isArray(value)) return value.map(item => (Array.isArray(item) ? item : dropEchoes(item, echoes)))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      const echo = Object.hasOwn(echoes, key) ? echoes[key] : undefined
      return echo === true ? [] : [[key, dropEchoes(part, echo)]]
    }),
  )
}

/** What an operation takes and answers, as types: `Input<typeof contract.getCart>`. */
export type Input<O extends Operation> = z.infer<O['input']>
export type Output<O extends Operation> = z.infer<O['output']>
