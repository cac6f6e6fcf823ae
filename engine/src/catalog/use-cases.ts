import { CommerceError, notFound } from '../shared/errors.ts'
import { text } from '../shared/fields.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { allCategories, categoryPaths } from './categories.ts'
import {
  type Collection,
  collectionsNamed,
  countMembers,
  everyCollectionNamed,
  membersOf,
  shownCollections,
} from './collection-records.ts'
import type * as contract from './contract.ts'
import type { MerchantCategory, MerchantCollection } from './contract.ts'
import { movedMessage } from './handle-history.ts'
import { inOrder } from './policy.ts'
import { findPassages, policyBySlug, policyIn, savePolicyRow, titledPolicies } from './policy-records.ts'
import { productsByIds, variantsOf } from './records.ts'
import { archiveCollectionRow, productsNamed, saveCollectionRow } from './save-collection.ts'
import { archive, saveProducts } from './save-products.ts'
import {
  categoryViews,
  collectionView,
  merchantCategoryViews,
  merchantCollectionView,
  merchantView,
  passageView,
  policyTitleView,
  policyView,
} from './view.ts'
import { type Wording, wordingIn } from './wording.ts'

/** Only what a product is; `discovery` wraps it with what buyers find of it. */
export async function saveProduct(
  tx: Tx,
  { product: draft }: Input<typeof contract.saveProduct>,
): Promise<Output<typeof contract.saveProduct>> {
  const [saved] = await saveProducts(tx, [draft])
  return await merchantProduct(tx, saved?.id ?? '')
}

export async function archiveProduct(
  tx: Tx,
  { id }: Input<typeof contract.archiveProduct>,
): Promise<Output<typeof contract.archiveProduct>> {
  if (!(await archive(tx, id))) throw notFound('product', id)
  return await merchantProduct(tx, id)
}

async function merchantProduct(tx: ReadTx, id: string): Promise<Output<typeof contract.saveProduct>> {
  const [product] = await productsByIds(tx, [id])
  if (!product) throw notFound('product', id)
  const variants = await variantsOf(tx, [id])
  const categories = await categoryPaths(tx, [id])
  return merchantView(product, variants.get(id) ?? [], { categories: categories.get(id) ?? [], now: tx.now })
}

export async function getSavedProduct(
  tx: ReadTx,
  { id }: Input<typeof contract.getSavedProduct>,
): Promise<Output<typeof contract.getSavedProduct>> {
  const product = (await productsNamed(tx, [id])).get(id)
  if (!product) throw notFound('product', id)
  return await merchantProduct(tx, product.id)
}

export async function savePolicy(
  tx: Tx,
  { policy }: Input<typeof contract.savePolicy>,
): Promise<Output<typeof contract.savePolicy>> {
  await savePolicyRow(tx, policy)
  return { slug: policy.slug, kind: policy.kind, title: policy.title }
}

/** What the shop has written for its buyers, titled in their languages, the most fitting first. */
export async function listPolicies(
  tx: ReadTx,
  languages: readonly string[] = [],
): Promise<Output<typeof contract.listPolicies>> {
  const policies = await titledPolicies(tx, languages)
  return { policies: inOrder(policies).map(policy => policyTitleView(policy, tx.publicUrl)) }
}

/** The policy in the languages of a buyer, the most fitting first. */
export async function getPolicy(
  tx: ReadTx,
  { slug }: Input<typeof contract.getPolicy>,
  languages: readonly string[] = [],
): Promise<Output<typeof contract.getPolicy>> {
  const policy = await policyBySlug(tx, slug)
  if (!policy) throw notFound('policy', slug)
  return policyView(await policyIn(tx, languages, policy), tx.publicUrl)
}

export async function searchStorePolicies(
  tx: ReadTx,
  { query, limit = 5 }: Input<typeof contract.searchStorePolicies>,
  languages: readonly string[] = [],
): Promise<Output<typeof contract.searchStorePolicies>> {
  const passages = await findPassages(tx, { query, limit, languages })
  return { ucp, passages: passages.map(passage => passageView(passage, tx.publicUrl)) }
}

/** Only the collection and what it lists by hand; `discovery` adds what its rule finds. */
export async function saveCollection(
  tx: Tx,
  { collection: draft }: Input<typeof contract.saveCollection>,
): Promise<Collection> {
  return await saveCollectionRow(tx, draft)
}

export async function archiveCollection(
  tx: Tx,
  { id }: Input<typeof contract.archiveCollection>,
): Promise<Output<typeof contract.archiveCollection>> {
  return await merchantCollection(tx, await archiveCollectionRow(tx, id))
}

/** A collection as staff see it. */
export async function merchantCollection(tx: ReadTx, collection: Collection): Promise<MerchantCollection> {
  const named = collection.rule?.conditions.some(condition => condition.field === 'category')
  const categories = named ? await allCategories(tx) : []
  return merchantCollectionView(collection, {
    members: await countMembers(tx, collection.id),
    paths: new Map(categories.map(({ id, path }) => [id, path])),
  })
}

export async function getCollectionMembers(
  tx: ReadTx,
  { id, cursor, limit = defaultPageSize }: Input<typeof contract.getCollectionMembers>,
): Promise<Output<typeof contract.getCollectionMembers>> {
  const collection = (await everyCollectionNamed(tx, [id])).get(id)
  if (!collection) throw notFound('collection', id)
  const list = `members:${collection.id}`
  const [position = -1, productId = ''] = cursor === undefined ? [] : decodeCursor(list, cursor)
  if (!Number.isSafeInteger(position) || !isStorable(productId)) throw foreignCursor()
  const place = { position, productId, now: tx.now }
  const found = await membersOf(tx, { collectionId: collection.id, ...place, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  return {
    collection: await merchantCollection(tx, collection),
    products: shown.map(({ position: _, ...product }) => product),
    pagination: {
      has_next_page: last !== undefined,
      ...(last && { cursor: encodeCursor(list, [last.position, last.id]) }),
    },
  }
}

export async function listCollections(
  tx: ReadTx,
  { cursor, limit = defaultPageSize }: Input<typeof contract.listCollections>,
  languages: readonly string[] = [],
): Promise<Output<typeof contract.listCollections>> {
  const found = await shownCollections(tx, {
    after: cursor === undefined ? undefined : placeOf(cursor),
    limit: limit + 1,
  })
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : undefined
  const wording = await wordingIn(tx, languages, { collections: shown, whole: true })
  return {
    collections: shown.map(collection => collectionView(wording.collection(collection), tx)),
    pagination: {
      has_next_page: last !== undefined,
      ...(last && { cursor: encodeCursor('collections', [last.titleKey, last.id]) }),
    },
  }
}

function placeOf(cursor: string): { titleKey: string; id: string } {
  const [titleKey, id] = decodeCursor('collections', cursor)
  if (isStorable(titleKey) && isStorable(id)) return { titleKey, id }
  throw foreignCursor()
}

const foreignCursor = () => new CommerceError('invalid_cursor', 'This cursor was not made by the shop.')

/** As the shop stores text: PostgreSQL refuses NUL. */
const isStorable = (value: unknown): value is string => text(1000).safeParse(value).success

export async function getCollection(
  tx: ReadTx,
  { id }: Input<typeof contract.getCollection>,
  languages: readonly string[] = [],
): Promise<Output<typeof contract.getCollection>> {
  const collection = (await collectionsNamed(tx, [id])).get(id)
  if (!collection) throw notFound('collection', id)
  const wording = await wordingIn(tx, languages, { collections: [collection], whole: true })
  const moved = id !== collection.id && id !== collection.handle
  return {
    collection: collectionView(wording.collection(collection), tx),
    ...(moved && { messages: [movedMessage({ what: 'collection', from: id, to: collection.handle })] }),
  }
}

export async function listSavedCategories(tx: ReadTx): Promise<Output<typeof contract.listSavedCategories>> {
  return { categories: merchantCategoryViews(await allCategories(tx)) }
}

/** A category as staff see it. */
export async function merchantCategory(tx: ReadTx, id: string): Promise<MerchantCategory> {
  const found = merchantCategoryViews(await allCategories(tx)).find(category => category.id === id)
  if (!found) throw notFound('category', id)
  return found
}

export async function listCategories(
  tx: ReadTx,
  languages: readonly string[] = [],
): Promise<Output<typeof contract.listCategories>> {
  const categories = (await allCategories(tx)).filter(category => !category.hidden)
  const wording = await wordingIn(tx, languages, { paths: categories.map(({ path }) => path) })
  return { categories: categoryViews(categories.map(category => inWords(category, wording))) }
}

function inWords<C extends { readonly title: string; readonly path: string }>(category: C, wording: Wording): C {
  const path = wording.path(category.path)
  return { ...category, path, title: wording.path(category.path).split(' > ').at(-1) ?? category.title }
}
