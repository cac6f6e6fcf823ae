import { and, asc, count, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { formerHolders } from './handle-history.ts'
import { isPublished } from './publication.ts'
import { isWithin, tables } from './tables.ts'

/** A collection as it is stored, without its products. */
export type Collection = ReturnType<typeof tables>['collections']['$inferSelect']

export const collectionsByIds = queryByIds((db, tx, ids) => {
  const { collections } = tables(tx)
  return db.select().from(collections).where(inArray(collections.id, ids))
})

export const collectionsByHandles = queryByIds((db, tx, handles) => {
  const { collections } = tables(tx)
  return db.select().from(collections).where(inArray(collections.handle, handles))
})

export const isShown = (collection: Collection, now: Date): boolean =>
  !collection.archived && isPublished(collection, now)

/** The collections that these ids and handles name, the earlier handles too, by the name as it was asked; hidden ones included. */
export async function everyCollectionNamed(tx: ReadTx, names: readonly string[]): Promise<Map<string, Collection>> {
  const found = new Map<string, Collection>()
  const rest = () => [...new Set(names)].filter(name => !found.has(name))
  for (const collection of await collectionsByHandles(tx, rest())) found.set(collection.handle, collection)
  for (const collection of await collectionsByIds(tx, rest())) found.set(collection.id, collection)
  const former = await formerHolders(tx, rest(), { kind: 'collection' })
  const targets = new Map(
    (
      await collectionsByIds(
        tx,
        former.map(row => row.targetId),
      )
    ).map(row => [row.id, row]),
  )
  for (const { handle, targetId } of former) {
    const target = targets.get(targetId)
    if (target) found.set(handle, target)
  }
  return found
}

/** The collections that buyers may see now, by the id or handle as it was asked; an earlier handle will do. */
export async function collectionsNamed(tx: ReadTx, names: readonly string[]): Promise<Map<string, Collection>> {
  const named = await everyCollectionNamed(tx, names)
  return new Map([...named].filter(([, collection]) => isShown(collection, tx.now)))
}

type After = { readonly titleKey: string; readonly id: string }

/** Shown collections by title, behind `after`. */
export async function shownCollections(
  tx: ReadTx,
  { after = { titleKey: '', id: '' }, limit }: { readonly after?: After | undefined; readonly limit: number },
): Promise<Collection[]> {
  return await collectionsByTitle(tx, { ...after, now: tx.now, limit })
}

const collectionsByTitle = query((db, tx) => {
  const { collections } = tables(tx)
  const { titleKey, id, archived, publishAt, unpublishAt } = collections
  return db
    .select()
    .from(collections)
    .where(
      and(
        sql`(${titleKey}, ${id}) > (${sql.placeholder('titleKey')}, ${sql.placeholder('id')})`,
        eq(archived, false),
        isWithin(publishAt, unpublishAt),
      ),
    )
    .orderBy(asc(titleKey), asc(id))
    .limit(sql.placeholder('limit'))
})

/** The collections that choose their products by a rule. */
export const ruledCollections = query((db, tx) => {
  const { collections } = tables(tx)
  const { id, rule } = collections
  return db
    .select({ id, rule })
    .from(collections)
    .where(and(isNotNull(rule), eq(collections.archived, false)))
})

/** Whether a row of `collection_products` counts at the moment of the parameter `now`. */
export function isMember(tx: ReadTx): SQL {
  const { memberUntil } = tables(tx).collectionProducts
  return sql`(${memberUntil} is null or ${memberUntil} > ${sql.param(sql.placeholder('now'), memberUntil)})`
}

/** The collections that hold these products now, by product; those that buyers do not see yet included. */
export async function collectionIdsOf(tx: ReadTx, productIds: readonly string[]): Promise<Map<string, string[]>> {
  const ids = new Map<string, string[]>()
  for (const { productId, collectionId } of await membershipsNow(tx, productIds, { now: tx.now })) {
    ids.set(productId, [...(ids.get(productId) ?? []), collectionId])
  }
  return ids
}

const membershipsNow = queryByIds((db, tx, ids) => {
  const { collections, collectionProducts } = tables(tx)
  const { collectionId, productId } = collectionProducts
  return db
    .select({ collectionId, productId })
    .from(collectionProducts)
    .innerJoin(collections, eq(collections.id, collectionId))
    .where(and(inArray(productId, ids), eq(collections.archived, false), isMember(tx)))
})

/** The products of a collection in its order, behind `after`. */
export const membersOf = query((db, tx) => {
  const { products, collectionProducts } = tables(tx)
  const { collectionId, position, productId } = collectionProducts
  const { id, handle, title, status } = products
  return db
    .select({ id, handle, title, status, position })
    .from(collectionProducts)
    .innerJoin(products, eq(id, productId))
    .where(
      and(
        eq(collectionId, sql.placeholder('collectionId')),
        sql`(${position}, ${productId}) > (${sql.placeholder('position')}, ${sql.placeholder('productId')})`,
        isMember(tx),
      ),
    )
    .orderBy(asc(position), asc(productId))
    .limit(sql.placeholder('limit'))
})

export async function countMembers(tx: ReadTx, id: string): Promise<number> {
  const [row] = await memberCount(tx, { id, now: tx.now })
  return row?.members ?? 0
}

const memberCount = query((db, tx) => {
  const { collectionProducts } = tables(tx)
  return db
    .select({ members: count() })
    .from(collectionProducts)
    .where(and(eq(collectionProducts.collectionId, sql.placeholder('id')), isMember(tx)))
})

/** Every row of these products in collections that go by a rule, passed ones too. */
export const ruledMemberships = queryByIds((db, tx, ids) => {
  const { collections, collectionProducts } = tables(tx)
  const { collectionId, productId, memberUntil } = collectionProducts
  return db
    .select({ collectionId, productId, memberUntil })
    .from(collectionProducts)
    .innerJoin(collections, eq(collections.id, collectionId))
    .where(and(inArray(productId, ids), isNotNull(collections.rule), eq(collections.archived, false)))
})

export type MemberRow = ReturnType<typeof tables>['collectionProducts']['$inferSelect']

export async function addMembers(tx: Tx, rows: readonly MemberRow[]): Promise<void> {
  const { collectionProducts } = tables(tx)
  for (let start = 0; start < rows.length; start += 1000) {
    await tx.db
      .insert(collectionProducts)
      .values(rows.slice(start, start + 1000))
      .onConflictDoUpdate({
        target: [collectionProducts.collectionId, collectionProducts.productId],
        set: { memberUntil: sql`excluded.member_until` },
      })
  }
}

export async function removeMembers(
  tx: Tx,
  { collectionId, productIds }: { readonly collectionId: string; readonly productIds: readonly string[] },
): Promise<void> {
  const { collectionProducts } = tables(tx)
  for (let start = 0; start < productIds.length; start += 500) {
    const part = productIds.slice(start, start + 500)
    await tx.db
      .delete(collectionProducts)
      .where(and(eq(collectionProducts.collectionId, collectionId), inArray(collectionProducts.productId, part)))
  }
}

export async function removeEveryMember(tx: Tx, collectionId: string): Promise<void> {
  const { collectionProducts } = tables(tx)
  await tx.db.delete(collectionProducts).where(eq(collectionProducts.collectionId, collectionId))
}

/** Forgets memberships that have passed, a bounded number at a time; they do not count any more anyway. */
export async function forgetPassedMembers(tx: Tx): Promise<number> {
  const { collectionProducts } = tables(tx)
  const { collectionId, productId, memberUntil } = collectionProducts
  const passed = await tx.db
    .select({ collectionId, productId })
    .from(collectionProducts)
    .where(sql`${memberUntil} <= ${sql.param(tx.now, memberUntil)}`)
    .limit(1000)
  const byCollection = Map.groupBy(passed, row => row.collectionId)
  for (const [id, rows] of byCollection) {
    await removeMembers(tx, { collectionId: id, productIds: rows.map(row => row.productId) })
  }
  return passed.length
}
