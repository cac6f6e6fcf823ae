import { and, desc, eq, gte, lt, sql } from 'drizzle-orm'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor, fingerprint } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type * as contract from './contract.ts'
import type { AuditEntryView } from './contract.ts'
import { staffTables } from './tables.ts'

const tables = tablesOf(staffTables)

type Wish = Input<typeof contract.listAudit>

export async function listAudit(tx: ReadTx, wish: Wish): Promise<Output<typeof contract.listAudit>> {
  const { pagination, ...filters } = wish
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const list = `audit ${fingerprint(filters)}`
  const { auditEntries } = tables(tx)
  const { at, number } = auditEntries
  const [time, last] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const older =
    cursor === undefined
      ? undefined
      : sql`(${at}, ${number}) < (${sql.param(new Date(Number(time)), at)}, ${sql.param(Number(last), number)})`
  const rows = await tx.db
    .select()
    .from(auditEntries)
    .where(and(older, ...conditions(tx, filters)))
    .orderBy(desc(at), desc(number))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const end = rows.length > limit ? shown.at(-1) : undefined
  return {
    entries: shown.map(entryView),
    pagination: end
      ? { has_next_page: true, cursor: encodeCursor(list, [end.at.getTime(), end.number]) }
      : { has_next_page: false },
  }
}

function conditions(tx: ReadTx, { actor_id, operation, subject, from, before }: Omit<Wish, 'pagination'>) {
  const { at, actorId, operation: name, subjectType, subjectId } = tables(tx).auditEntries
  return [
    actor_id === undefined ? undefined : eq(actorId, actor_id),
    operation === undefined ? undefined : eq(name, operation),
    subject && eq(subjectType, subject.type),
    subject?.id === undefined ? undefined : eq(subjectId, subject.id),
    from === undefined ? undefined : gte(at, new Date(from)),
    before === undefined ? undefined : lt(at, new Date(before)),
  ]
}

type EntryRow = ReturnType<typeof staffTables>['auditEntries']['$inferSelect']

const entryView = (row: EntryRow): AuditEntryView => ({
  id: String(row.number),
  at: row.at.toISOString(),
  actor: {
    kind: row.actorKind,
    ...(row.actorId !== null && { id: row.actorId }),
    ...(row.actorName !== null && { name: row.actorName }),
    ...(row.credentialId !== null && { credential_id: row.credentialId }),
  },
  door: row.door,
  operation: row.operation,
  subject: { type: row.subjectType, ...(row.subjectId !== null && { id: row.subjectId }) },
  ...(row.stateBefore && { before: row.stateBefore }),
  ...(row.stateAfter && { after: row.stateAfter }),
  ...(row.idempotencyKey !== null && { idempotency_key: row.idempotencyKey }),
  ...(row.redactedAt && { redacted_at: row.redactedAt.toISOString() }),
})
