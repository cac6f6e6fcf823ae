import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { CollectionRule } from '../catalog/contract.ts'
import {
  addMembers,
  catalogTables,
  categoryIdsOf,
  folded,
  foldedRule,
  type MemberRow,
  membershipIn,
  type RuledProduct,
  removeEveryMember,
  removeMembers,
  ruledCollections,
  ruledMemberships,
} from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import { hold } from '../storage/hold.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { tables } from './tables.ts'

/**
 * Brings up to date which collections these products belong to by rule, in the transaction that changed them or their
 * prices. On PostgreSQL it waits for a rule that is being saved, and such a rule for it, so that neither misses the other.
 */
export async function refreshMemberships(tx: Tx, productIds: readonly string[]): Promise<void> {
  await hold(tx, 'collection_rules', 'shared')
  const rules = await foldedRules(tx)
  if (rules.length === 0) return
  for (let start = 0; start < productIds.length; start += part) {
    const ids = productIds.slice(start, start + part)
    const products = await ruledProducts(
      tx,
      ids,
      rules.map(({ rule }) => rule),
    )
    const wanted = rules.flatMap(collection => membersAmong(tx, products, collection))
    await change(tx, await ruledMemberships(tx, ids), wanted)
  }
}

/** Fills a collection that goes by a rule from every product of the shop, a bounded part at a time. */
export async function fillByRule(tx: Tx, { id, rule }: { readonly id: string; readonly rule: CollectionRule }) {
  await hold(tx, 'collection_rules', 'alone')
  const collection = { id, rule: foldedRule(rule) }
  for (let after = '', ids = ['']; ids.length > 0; after = ids.at(-1) ?? '') {
    ids = (await productsBehind(tx, { after })).map(product => product.id)
    await addMembers(tx, membersAmong(tx, await ruledProducts(tx, ids, [collection.rule]), collection))
  }
}

/** Fills those anew whose rules ask for one of these categories. */
export async function refillByCategory(tx: Tx, categoryIds: readonly string[]): Promise<void> {
  if (categoryIds.length === 0) return
  for (const { id, rule } of await ruledCollections(tx)) {
    const asks = rule?.conditions.some(
      condition => condition.field === 'category' && categoryIds.includes(condition.value),
    )
    if (rule === null || !asks) continue
    await removeEveryMember(tx, id)
    await fillByRule(tx, { id, rule })
  }
}

const part = 500

type Ruled = { readonly id: string; readonly rule: CollectionRule }

async function foldedRules(tx: ReadTx): Promise<Ruled[]> {
  const rows = await ruledCollections(tx)
  return rows.flatMap(({ id, rule }) => (rule === null ? [] : [{ id, rule: foldedRule(rule) }]))
}

type Known = RuledProduct & { readonly id: string; readonly createdAt: Date }

function membersAmong(tx: ReadTx, products: readonly Known[], { id: collectionId, rule }: Ruled): MemberRow[] {
  return products.flatMap(product => {
    const membership = membershipIn(rule, product, tx.now)
    if (!membership) return []
    const { id: productId, createdAt: productCreatedAt } = product
    return [{ collectionId, productId, position: 0, memberUntil: membership.until, productCreatedAt }]
  })
}

type Before = Pick<MemberRow, 'collectionId' | 'productId' | 'memberUntil'>

/** Writes only what is different, because most changes of a product move it in or out of nothing. */
async function change(tx: Tx, before: readonly Before[], wanted: readonly MemberRow[]): Promise<void> {
  const key = ({ collectionId, productId }: Before) => `${collectionId} ${productId}`
  const known = new Map(before.map(row => [key(row), row.memberUntil?.getTime()]))
  const kept = new Set(wanted.map(key))
  const gone = Map.groupBy(
    before.filter(row => !kept.has(key(row))),
    row => row.collectionId,
  )
  for (const [collectionId, rows] of gone) {
    await removeMembers(tx, { collectionId, productIds: rows.map(row => row.productId) })
  }
  await addMembers(
    tx,
    wanted.filter(row => !known.has(key(row)) || known.get(key(row)) !== row.memberUntil?.getTime()),
  )
}

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

/** In the order of their ids alone: with any other condition SQLite would read the whole shop for each part. */
const productsBehind = query((db, tx) => {
  const { id } = catalog(tx).products
  return db
    .select({ id })
    .from(catalog(tx).products)
    .where(gt(id, sql.placeholder('after')))
    .orderBy(asc(id))
    .limit(part)
})

/** The active ones of these products with all that the rules ask of them. */
async function ruledProducts(tx: ReadTx, ids: readonly string[], rules: readonly CollectionRule[]): Promise<Known[]> {
  const asked = new Set(rules.flatMap(rule => rule.conditions.map(condition => condition.field)))
  const rows = (await ruledRows(tx, ids)).filter(({ status }) => status === 'active')
  const categories = asked.has('category') ? await categoryIdsOf(tx, ids) : new Map<string, string[]>()
  const prices = Map.groupBy(asked.has('price') ? await lowestPrices(tx, ids) : [], row => row.productId)
  const reduced = Map.groupBy(asked.has('on_sale') ? await reducedPrices(tx, ids) : [], row => row.productId)
  return rows.map(({ id, titleKey, brandKey, productType, tags, attributes, createdAt, publishAt }) => ({
    id,
    title: titleKey,
    brand: brandKey ?? '',
    productType: folded(productType ?? ''),
    tags: tags.map(folded),
    attributes: attributes.map(([name, value]) => [folded(name), folded(value)]),
    categoryIds: categories.get(id) ?? [],
    prices: new Map((prices.get(id) ?? []).map(({ currency, amount }) => [currency, amount])),
    reducedIn: (reduced.get(id) ?? []).map(row => row.currency),
    createdAt,
    newSince: publishAt !== null && publishAt > createdAt ? publishAt : createdAt,
  }))
}

/** By their ids alone, for the same reason. */
const ruledRows = queryByIds((db, tx, ids) => {
  const { id, titleKey, brandKey, productType, tags, attributes, createdAt, publishAt, status } = catalog(tx).products
  return db
    .select({ id, titleKey, brandKey, productType, tags, attributes, createdAt, publishAt, status })
    .from(catalog(tx).products)
    .where(inArray(id, ids))
})

const lowestPrices = queryByIds((db, tx, ids) => {
  const { productId, currency, minAmount: amount } = tables(tx).productPrices
  return db.select({ productId, currency, amount }).from(tables(tx).productPrices).where(inArray(productId, ids))
})

const reducedPrices = queryByIds((db, tx, ids) => {
  const { variants } = catalog(tx)
  const { prices } = pricing(tx)
  return db
    .selectDistinct({ productId: variants.productId, currency: prices.currency })
    .from(variants)
    .innerJoin(prices, eq(prices.variantId, variants.id))
    .where(
      and(inArray(variants.productId, ids), sql`not ${variants.archived}`, sql`${prices.compareAt} > ${prices.amount}`),
    )
})
