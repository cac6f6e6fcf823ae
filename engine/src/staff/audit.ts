import type { Actor } from '../shared/actor.ts'
import type { Door } from '../shared/identity.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { bounded } from './bounded.ts'
import type { AuditState } from './contract.ts'
import { findMember } from './member-records.ts'
import { staffTables } from './tables.ts'

const tables = tablesOf(staffTables)

/** A call that changes the shop, as far as the audit wants to know. */
export type AuditedCall = {
  readonly actor: Actor
  readonly door: Door
  readonly credentialId?: string | undefined
  readonly operation: string
  readonly idempotencyKey?: string | undefined
}

/** What became of one thing. A state that is not there is told by null: it was new, or it is gone. */
export type Change = {
  readonly type: string
  readonly id: string | undefined
  readonly before: object | null
  readonly after: object | null
  /** The customer whose data the states tell, if they do. */
  readonly customerId?: string | undefined
}

/** Notes changes in the transaction that made them. */
export async function noteChanges(tx: Tx, call: AuditedCall, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const { actor, door, credentialId, operation, idempotencyKey } = call
  const by = {
    at: tx.now,
    actorKind: actor.kind,
    actorId: idOf(actor),
    actorName: actor.kind === 'staff' ? ((await findMember(tx, actor.staffId))?.name ?? null) : null,
    credentialId: credentialId ?? null,
    door,
    operation,
    idempotencyKey: idempotencyKey ?? null,
    redactedAt: null,
  }
  const rows = changes.map(({ type, id, before, after, customerId }) => ({
    ...by,
    subjectType: type,
    subjectId: id ?? null,
    stateBefore: kept(before),
    stateAfter: kept(after),
    customerId: customerId ?? null,
  }))
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await tx.db.insert(tables(tx).auditEntries).values(rows.slice(start, start + rowsAtOnce))
  }
}

const rowsAtOnce = 100

/** As JSON would have it, so that a moment is its text. */
const kept = (state: object | null) => bounded(JSON.parse(JSON.stringify(state))) as AuditState | null

function idOf(actor: Actor): string | null {
  if (actor.kind === 'staff') return actor.staffId
  if (actor.kind === 'agent') return actor.agentId
  return actor.kind === 'customer' ? actor.customerId : null
}
