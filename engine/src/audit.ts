import { auditSubjects } from './audit-subjects.ts'
import type { Actor } from './shared/actor.ts'
import type { Operation } from './shared/operation.ts'
import { type Scope, shopperScopes } from './shared/scopes.ts'
import { type AuditedCall, noteChanges } from './staff/index.ts'
import type { Storage, Tx } from './storage/index.ts'
import type { Caller } from './use-cases.ts'
import { type Auditing, changesIn } from './watched.ts'

/** Who works for the shop is watched in all they do; the shop itself in what is not a shopper's. */
export const isWatched = ({ kind }: Actor, { scope }: { readonly scope: Scope }): boolean =>
  kind === 'staff' || (kind === 'system' && !shopperScopes.includes(scope))

export type Watching = {
  readonly call: AuditedCall
  readonly operation: Operation
  readonly input: unknown
  readonly caller: Caller
}

/** Does the work and notes, in its transaction, what it changed and how that was before. */
export async function watch(tx: Tx, watching: Watching, work: () => Promise<unknown>): Promise<unknown> {
  const { call, operation, input, caller } = watching
  const { type, look, customer } = auditingOf(operation)
  const before = await look(tx, { input, caller })
  const output = await work()
  const after = await look(tx, { input, output, caller })
  const customerId = await customer?.(tx, { input, output, caller })
  await noteChanges(tx, call, changesIn(type, { before, after }, customerId))
  return output
}

/**
 * The storage of a charge, which does its own transactions: each of them that changes the thing is an entry, such as the
 * refund that is written down and then the provider's word on it.
 */
export const watchedStorage = (storage: Storage, watching: Watching): Storage => ({
  ...storage,
  write: work =>
    storage.write(async tx => {
      let answer: Awaited<ReturnType<typeof work>> | undefined
      await watch(tx, watching, async () => {
        answer = await work(tx)
      })
      return answer as Awaited<ReturnType<typeof work>>
    }),
})

/** The table is typed where it is written; here the operation's name alone chooses. */
function auditingOf({ name }: Operation): Auditing<unknown, unknown> {
  const table: Readonly<Record<string, unknown>> = auditSubjects
  return table[name] as Auditing<unknown, unknown>
}
