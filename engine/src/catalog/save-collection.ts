import { and, eq, inArray, or } from 'drizzle-orm'
import { CommerceError, notFound, quoteInput } from '../shared/errors.ts'
import { violationOf } from '../storage/database-errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { pathKeyOf } from './categories.ts'
import { categoriesNamed } from './categories-named.ts'
import { problemsOfCollection } from './collection-problems.ts'
import {
  addMembers,
  type Collection,
  collectionsByHandles,
  collectionsByIds,
  everyCollectionNamed,
  removeEveryMember,
} from './collection-records.ts'
import type { CollectionCondition, CollectionDraft, CollectionRule } from './contract.ts'
import { formerHolders, rememberHandles } from './handle-history.ts'
import { refuseProblems } from './plan-products.ts'
import { folded, slug } from './product.ts'
import { textsOf } from './product-texts.ts'
import { publicationOf } from './publication.ts'
import { tables } from './tables.ts'

/**
 * Saves a whole collection. One that lists its products has them at once; what a rule finds is for `discovery` to add,
 * which knows prices.
 */
export async function saveCollectionRow(tx: Tx, draft: CollectionDraft): Promise<Collection> {
  refuseProblems(problemsOfCollection(draft).map(problem => ({ product: 0, code: 'invalid_input', ...problem })))
  const existing = await existingOf(tx, draft)
  const handle = draft.handle ?? existing?.handle ?? (await freeHandle(tx, slug(draft.title)))
  const { plain, html } = textsOf(draft.description)
  const collection: Collection = {
    id: existing?.id ?? draft.id ?? tx.newId('col', 'short'),
    handle,
    title: draft.title,
    titleKey: folded(draft.title),
    description: draft.description ?? null,
    plain,
    html,
    image: draft.image ?? null,
    seoTitle: draft.seo_title ?? null,
    seoDescription: draft.seo_description ?? null,
    rule: draft.rule ? await withCategoryIds(tx, draft.rule) : null,
    archived: false,
    ...publicationOf(draft),
    version: (existing?.version ?? 0) + 1,
    createdAt: existing?.createdAt ?? tx.now,
    updatedAt: tx.now,
  }
  await writeRow(tx, collection, existing)
  await rememberHandles(tx, 'collection', [{ id: collection.id, handle, before: existing?.handle }])
  await removeEveryMember(tx, collection.id)
  await listByHand(tx, collection, draft.products ?? [])
  await tx.emit('collection.saved', { collection_id: collection.id, handle, created: !existing })
  return collection
}

/** Takes a collection out of the shop. A list by hand is kept, should it come back by mistake's correction. */
export async function archiveCollectionRow(tx: Tx, name: string): Promise<Collection> {
  const existing = (await everyCollectionNamed(tx, [name])).get(name)
  if (!existing) throw notFound('collection', name)
  if (existing.archived) return existing
  const collection = { ...existing, archived: true, version: existing.version + 1, updatedAt: tx.now }
  await writeRow(tx, collection, existing)
  await tx.emit('collection.archived', { collection_id: collection.id, handle: collection.handle })
  return collection
}

async function existingOf(tx: ReadTx, { id, handle }: CollectionDraft): Promise<Collection | undefined> {
  const [holder] = handle === undefined ? [] : await collectionsByHandles(tx, [handle])
  if (id === undefined) return holder
  const [existing] = await collectionsByIds(tx, [id])
  if (!existing && tx.keepsIds) return holder
  if (!existing) throw notFound('collection', id)
  if (holder && holder.id !== id) throw taken(holder)
  return existing
}

const taken = ({ handle, title }: Pick<Collection, 'handle' | 'title'>) =>
  new CommerceError(
    'duplicate',
    `The handle ${quoteInput(handle)} belongs to another collection, ${quoteInput(title)}.`,
  )

/** A handle that no collection has or had, so that a title alone takes no old link away. */
async function freeHandle(tx: ReadTx, base: string): Promise<string> {
  for (let first = 1; ; first += 10) {
    const candidates = Array.from({ length: 10 }, (_, index) =>
      first + index === 1 ? base : `${base}-${first + index}`,
    )
    const rows = await collectionsByHandles(tx, candidates)
    const former = await formerHolders(tx, candidates, { kind: 'collection' })
    const used = new Set([...rows, ...former].map(row => row.handle))
    const free = candidates.find(candidate => !used.has(candidate))
    if (free !== undefined) return free
  }
}

async function writeRow(tx: Tx, collection: Collection, existing: Collection | undefined): Promise<void> {
  const { collections } = tables(tx)
  try {
    if (!existing) {
      await tx.db.insert(collections).values(collection)
      return
    }
    const saved = await tx.db
      .update(collections)
      .set(collection)
      .where(and(eq(collections.id, collection.id), eq(collections.version, existing.version)))
      .returning({ id: collections.id })
    if (saved.length > 0) return
  } catch (error) {
    if (violationOf(error)?.kind !== 'unique') throw error
    throw new CommerceError('duplicate', `The handle ${quoteInput(collection.handle)} was taken meanwhile.`)
  }
  throw new CommerceError('version_conflict', `${quoteInput(collection.title)} was saved by someone else meanwhile.`)
}

async function listByHand(tx: Tx, { id: collectionId }: Collection, names: readonly string[]): Promise<void> {
  const named = await productsNamed(tx, names)
  const unknown = names.filter(name => !named.has(name))
  if (unknown.length > 0) {
    const others = unknown.length > 1 ? ` and ${unknown.length - 1} more of this list` : ''
    throw new CommerceError('not_found', `There is no product ${quoteInput(unknown[0])}${others}.`, {
      products: unknown.slice(0, 20),
    })
  }
  const products = new Map(names.map(name => named.get(name)!).map(product => [product.id, product]))
  await addMembers(
    tx,
    [...products.values()].map(({ id: productId, createdAt: productCreatedAt }, position) => ({
      collectionId,
      productId,
      position,
      memberUntil: null,
      productCreatedAt,
    })),
  )
}

type NamedProduct = { readonly id: string; readonly handle: string; readonly createdAt: Date }

/** Products by the id or handle as it was asked; an earlier handle will do. */
export async function productsNamed(tx: ReadTx, names: readonly string[]): Promise<Map<string, NamedProduct>> {
  const found = new Map<string, NamedProduct>()
  for (const product of await namedProducts(tx, names)) found.set(product.handle, product).set(product.id, product)
  const former = await formerHolders(
    tx,
    names.filter(name => !found.has(name)),
    { kind: 'product' },
  )
  const targets = await namedProducts(
    tx,
    former.map(row => row.targetId),
  )
  for (const { handle, targetId } of former) {
    const target = targets.find(product => product.id === targetId)
    if (target) found.set(handle, target)
  }
  return found
}

const namedProducts = queryByIds((db, tx, names) => {
  const { id, handle, createdAt } = tables(tx).products
  return db
    .select({ id, handle, createdAt })
    .from(tables(tx).products)
    .where(or(inArray(id, names), inArray(handle, names)))
})

/** The rule with its categories named by their ids, so that it outlives their renaming. */
async function withCategoryIds(tx: ReadTx, { match, conditions }: CollectionRule): Promise<CollectionRule> {
  const named: CollectionCondition[] = []
  for (const condition of conditions) {
    named.push(
      condition.field === 'category' ? { ...condition, value: await categoryId(tx, condition.value) } : condition,
    )
  }
  return { match, conditions: named }
}

async function categoryId(tx: ReadTx, name: string): Promise<string> {
  const found = await categoriesNamed(tx, [name])
  const exact = found.find(({ pathKey, handle }) => pathKey === pathKeyOf(name) || handle === name)
  if (exact) return exact.id
  const [only, ...others] = found
  if (!only) throw notFound('category', name)
  if (others.length === 0) return only.id
  const paths = found.map(category => quoteInput(category.path)).join(', ')
  throw new CommerceError('invalid_input', `Several categories are called ${quoteInput(name)}: name one of ${paths}.`)
}
