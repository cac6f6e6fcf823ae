import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { keysOf, type Synonyms } from './synonyms.ts'
import { tables } from './tables.ts'

/** Replaces those of the same id. */
export async function saveSynonymRows(tx: Tx, synonyms: readonly Synonyms[]): Promise<void> {
  if (synonyms.length === 0) return
  await removeSynonymRows(
    tx,
    synonyms.map(({ id }) => id),
  )
  const at = tables(tx)
  const rows = synonyms.map(({ id, words, means }) => ({ id, words, means: means ?? null, updatedAt: tx.now }))
  await tx.db.insert(at.synonyms).values(rows)
  const keys = synonyms.flatMap(one => keysOf(one).map(key => ({ key, synonymsId: one.id })))
  for (let start = 0; start < keys.length; start += 500) {
    await tx.db.insert(at.synonymKeys).values(keys.slice(start, start + 500))
  }
}

/** Answers the ids of those that were there. */
export async function removeSynonymRows(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const { synonyms, synonymKeys } = tables(tx)
  await tx.db.delete(synonymKeys).where(inArray(synonymKeys.synonymsId, [...ids]))
  const removed = await tx.db
    .delete(synonyms)
    .where(inArray(synonyms.id, [...ids]))
    .returning({ id: synonyms.id })
  return removed.map(({ id }) => id)
}

export async function countSynonyms(tx: ReadTx): Promise<number> {
  const { synonyms } = tables(tx)
  const [row] = await tx.db.select({ count: sql`count(*)`.mapWith(Number) }).from(synonyms)
  return row?.count ?? 0
}

export async function knownSynonymIds(tx: ReadTx, ids: readonly string[]): Promise<Set<string>> {
  return new Set((await byIds(tx, ids)).map(({ id }) => id))
}

export async function synonymsWithIds(tx: ReadTx, ids: readonly string[]): Promise<Synonyms[]> {
  return (await byIds(tx, ids)).map(synonymsOf)
}

/** The synonyms under any of the keys, each with its key. At most `mostFor` a key, the last changed first. */
export async function synonymsFor(tx: ReadTx, keys: readonly string[]): Promise<Map<string, Synonyms[]>> {
  const found = new Map<string, Synonyms[]>()
  for (const { key, ...row } of await byKeys(tx, keys)) {
    const mine = found.get(key) ?? []
    if (mine.length < mostFor) found.set(key, [...mine, synonymsOf(row)])
  }
  return found
}

const mostFor = 5

export type SynonymsPlace = { readonly updatedAt: Date; readonly id: string }

/** A page of them, the last changed first. */
export async function listSynonymRows(
  tx: ReadTx,
  { after, limit }: { readonly after: SynonymsPlace | undefined; readonly limit: number },
): Promise<(Synonyms & SynonymsPlace)[]> {
  const { id, updatedAt } = tables(tx).synonyms
  const behind = after && or(lt(updatedAt, after.updatedAt), and(eq(updatedAt, after.updatedAt), lt(id, after.id)))
  const rows = await tx.db
    .select()
    .from(tables(tx).synonyms)
    .where(behind)
    .orderBy(desc(updatedAt), desc(id))
    .limit(limit)
  return rows.map(row => ({ ...synonymsOf(row), updatedAt: row.updatedAt }))
}

type Row = { id: string; words: readonly string[]; means: readonly string[] | null }

const synonymsOf = ({ id, words, means }: Row): Synonyms => ({ id, words, means: means ?? undefined })

const byIds = queryByIds((db, tx, ids) => {
  const { synonyms } = tables(tx)
  const { id, words, means } = synonyms
  return db.select({ id, words, means }).from(synonyms).where(inArray(id, ids))
})

const byKeys = queryByIds((db, tx, keys) => {
  const { synonyms, synonymKeys } = tables(tx)
  const { id, words, means, updatedAt } = synonyms
  return db
    .select({ key: synonymKeys.key, id, words, means })
    .from(synonymKeys)
    .innerJoin(synonyms, eq(synonyms.id, synonymKeys.synonymsId))
    .where(inArray(synonymKeys.key, keys))
    .orderBy(asc(synonymKeys.key), desc(updatedAt), desc(id))
})
