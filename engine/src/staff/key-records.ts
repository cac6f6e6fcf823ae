import { and, count, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm'
import { notFound } from '../shared/errors.ts'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, query, tablesOf } from '../storage/query.ts'
import { type ApiKey, endOf, hashOf } from './api-key.ts'
import type { StaffMember } from './member.ts'
import { staffTables } from './tables.ts'

const tables = tablesOf(staffTables)

type KeyRow = ReturnType<typeof staffTables>['apiKeys']['$inferSelect']

const keyOf = ({ hash: _, ...key }: KeyRow): ApiKey => key

/** Keeps all of a key but the key itself. */
export async function insertKey(tx: Tx, draft: Omit<ApiKey, 'keyEnd'>, key: string): Promise<ApiKey> {
  const row = { ...draft, hash: hashOf(key), keyEnd: endOf(key) }
  await tx.db.insert(tables(tx).apiKeys).values(row)
  return keyOf(row)
}

/** Throws `not_found` for an unknown id. */
export async function keyById(tx: ReadTx, id: string): Promise<ApiKey> {
  const { apiKeys } = tables(tx)
  const [row] = await tx.db.select().from(apiKeys).where(eq(apiKeys.id, id))
  if (!row) throw notFound('API key', id)
  return keyOf(row)
}

export async function revokeKeyRow(tx: Tx, id: string): Promise<void> {
  const { apiKeys } = tables(tx)
  await tx.db
    .update(apiKeys)
    .set({ revokedAt: tx.now })
    .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
}

export async function countLivingKeys(tx: ReadTx, staffId: string): Promise<number> {
  const { apiKeys } = tables(tx)
  const [row] = await tx.db
    .select({ keys: count() })
    .from(apiKeys)
    .where(and(eq(apiKeys.staffId, staffId), isNull(apiKeys.revokedAt), gt(apiKeys.expiresAt, tx.now)))
  return row?.keys ?? 0
}

export type KeyPlace = { readonly createdAt: Date; readonly id: string }

/** The newest first, each with whose it is. */
export async function keysAfter(
  tx: ReadTx,
  { staffId, after, limit }: { staffId: string | undefined; after: KeyPlace | undefined; limit: number },
): Promise<{ key: ApiKey; member: StaffMember }[]> {
  const { apiKeys, staffMembers } = tables(tx)
  const { createdAt, id } = apiKeys
  const older = after && or(lt(createdAt, after.createdAt), and(eq(createdAt, after.createdAt), lt(id, after.id)))
  const rows = await tx.db
    .select({ key: apiKeys, member: staffMembers })
    .from(apiKeys)
    .innerJoin(staffMembers, eq(staffMembers.id, apiKeys.staffId))
    .where(and(older, staffId === undefined ? undefined : eq(apiKeys.staffId, staffId)))
    .orderBy(desc(createdAt), desc(id))
    .limit(limit)
  return rows.map(({ key, member }) => ({ key: keyOf(key), member }))
}

export async function keyAndMember(
  tx: ReadTx,
  hash: string,
): Promise<{ key: ApiKey; member: StaffMember } | undefined> {
  const [row] = await keyRow(tx, { hash })
  return row && { key: keyOf(row.key), member: row.member }
}

/** Notes that a key was used, unless somebody has done so within the last minute. */
export async function noteUse(tx: Tx, id: string): Promise<void> {
  await noteUseRow(tx, { id, now: tx.now, minuteAgo: new Date(tx.now.getTime() - 60_000) })
}

const keyRow = query((db, tx) => {
  const { apiKeys, staffMembers } = tables(tx)
  return db
    .select({ key: apiKeys, member: staffMembers })
    .from(apiKeys)
    .innerJoin(staffMembers, eq(staffMembers.id, apiKeys.staffId))
    .where(eq(apiKeys.hash, sql.placeholder('hash')))
})

const noteUseRow = command((db, tx) => {
  const { apiKeys } = tables(tx)
  const { id, lastUsedAt } = apiKeys
  return db
    .update(apiKeys)
    .set({ lastUsedAt: placeholderFor(lastUsedAt, 'now') })
    .where(
      and(
        eq(id, sql.placeholder('id')),
        or(isNull(lastUsedAt), sql`${lastUsedAt} <= ${placeholderFor(lastUsedAt, 'minuteAgo')}`),
      ),
    )
})
