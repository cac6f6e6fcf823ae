import { and, eq, inArray, sql } from 'drizzle-orm'
import { catalogTables } from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import { cleanLine } from '../shared/clean-text.ts'
import { jsonRows, listedIds } from '../storage/json-lists.ts'
import type { ReadTx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { OfferedProduct, OfferedVariant } from './fitting.ts'
import type { PriceBounds } from './listing.ts'
import type { PriceAsker } from './offers.ts'
import type { DescribedProduct, KnownValue, Unpacking } from './packed-products.ts'
import { forGroups, groupParams, holdsNow, listAmount, shownAmount } from './shown-price.ts'
import { isSoldOut } from './sold-out.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

/** What these products say of themselves, by id. */
export async function describedProducts(
  tx: ReadTx,
  ids: readonly string[],
  unpacking: Unpacking,
): Promise<[string, DescribedProduct][]> {
  if (ids.length === 0) return []
  const digests = await digestsOf(tx, ids)
  const unread = digests.filter(([, digest]) => !unpacking.known(digest)).map(([at]) => ids[at]!)
  if (unread.length > 0) {
    const texts = await textsOf(tx, { ids: JSON.stringify(unread) })
    for (const { digest, packed } of texts) unpacking.read(digest, packed)
  }
  return digests.flatMap(([at, digest]) => {
    const product = unpacking.known(digest)
    return product ? [[ids[at]!, product]] : []
  })
}

/** The categories that these products are in, theirs and those above, by id. */
export async function categoriesOf(tx: ReadTx, ids: readonly string[]): Promise<[string, string[]][]> {
  if (ids.length === 0) return []
  const categories = ids.map((id): [string, string[]] => [id, []])
  for (const [at, categoryId] of await categoryRows(tx, ids)) categories[at]![1].push(categoryId)
  return categories
}

export type Described = DescribedProduct & { readonly id: string }

/**
 * The variants of these products that have a price, with their prices and stock of this moment, by product. Where stock is
 * not read they are taken to be available.
 */
export async function offeredVariants(
  tx: ReadTx,
  products: readonly Described[],
  asker: PriceAsker & { readonly isStockRead: boolean },
): Promise<[string, OfferedProduct['variants']][]> {
  const variantIds = products.flatMap(({ variants }) => variants.map(variant => variant.id))
  const offers = await offersOf(tx, variantIds, asker)
  let at = 0
  return products.map(({ id: productId, variants }) => {
    const offered: OfferedVariant<KnownValue>[] = []
    for (const { id, values } of variants) {
      const offer = offers[at++]
      if (offer) offered.push({ id, ...offer, values })
    }
    return [productId, offered]
  })
}

/** What the variants of these products cost, by id; nothing of products without a price. */
export async function priceBoundsOf(
  tx: ReadTx,
  ids: readonly string[],
  { currency, groups }: PriceAsker,
): Promise<[string, PriceBounds][]> {
  if (ids.length === 0) return []
  const rows = await boundsFor(groups)(tx, ids, { currency, now: tx.now, ...groupParams(groups) })
  return rows.map(([at, least, most, saving, variants]) => [ids[at]!, { least, most, isReduced: saving > 0, variants }])
}

type WithVariants = { readonly id: string; readonly variants: readonly { readonly id: string }[] }

/** Which of these products have a variant that can be bought, of variants that have a price. */
export async function availableOf(tx: ReadTx, products: readonly WithVariants[]): Promise<Set<string>> {
  const available = new Set<string>()
  const look = async (variants: readonly { readonly id: string; readonly of: string }[]) => {
    if (variants.length === 0) return
    const gone = new Set<number>()
    const ids = variants.map(variant => variant.id)
    for (const [at] of await soldOut(tx, ids, { now: tx.now })) gone.add(at)
    for (const [at, { of }] of variants.entries()) if (!gone.has(at)) available.add(of)
  }
  // The first variant of most can be bought.
  await look(products.flatMap(({ id: of, variants }) => variants.slice(0, 1).map(({ id }) => ({ id, of }))))
  const left = products.filter(({ id }) => !available.has(id))
  await look(left.flatMap(({ id: of, variants }) => variants.slice(1).map(({ id }) => ({ id, of }))))
  return available
}

/** What a select by ids answers as one text. */
const byIds = <Row>(build: Parameters<typeof query<Record<string, unknown>, { rows: string }>>[0]) => {
  const run = query(build)
  return async (tx: ReadTx, ids: readonly string[], params: Record<string, unknown> = {}): Promise<Row[]> =>
    JSON.parse((await run(tx, { ...params, ids: JSON.stringify(ids) }))[0]!.rows)
}

const place = sql.raw('listed.place')
const listedId = sql.raw('listed.id')

const digestsOf = byIds<readonly [place: number, digest: string]>((db, tx) => {
  const { packedProducts } = tables(tx)
  const digests = tx.dialect === 'sqlite' ? sql`${packedProducts} indexed by packed_products_digests` : packedProducts
  return db
    .select({ rows: jsonRows(tx, [place, sql`${packedProducts.digest}`]) })
    .from(sql`${listedIds(tx)} listed cross join ${digests}`)
    .where(sql`${packedProducts.productId} = ${listedId}`)
})

const categoryRows = byIds<readonly [place: number, categoryId: string]>((db, tx) => {
  const { productCategories } = catalog(tx)
  return db
    .select({ rows: jsonRows(tx, [place, sql`${productCategories.categoryId}`]) })
    .from(sql`${listedIds(tx)} listed cross join ${productCategories}`)
    .where(sql`${productCategories.productId} = ${listedId}`)
})

const textsOf = query<{ ids: string }, { digest: string; packed: string }>((db, tx) => {
  const { productId, digest, packed } = tables(tx).packedProducts
  return db
    .select({ digest, packed })
    .from(tables(tx).packedProducts)
    .where(sql`${productId} in (select id from ${listedIds(tx)} listed)`)
})

type Offer = Omit<OfferedVariant, 'id' | 'values'>

/** What the variants cost and whether they can be bought, each in its place; nothing of those without a price. */
async function offersOf(
  tx: ReadTx,
  variantIds: readonly string[],
  { currency, groups, isStockRead }: PriceAsker & { readonly isStockRead: boolean },
): Promise<(Offer | undefined)[]> {
  if (variantIds.length === 0) return []
  const isAvailable = variantIds.map(() => true)
  const gone = isStockRead ? await soldOut(tx, variantIds, { now: tx.now }) : []
  for (const [at] of gone) isAvailable[at] = false
  const offers = Array<Offer | undefined>(variantIds.length)
  const params = { currency, now: tx.now, ...groupParams(groups) }
  for (const [at, amount, listAmount] of await pricesFor(groups)(tx, variantIds, params)) {
    offers[at] = { amount, listAmount, isAvailable: isAvailable[at]! }
  }
  return offers
}

const pricesFor = forGroups(groups =>
  byIds<readonly [place: number, amount: number, listAmount: number]>((db, tx) => {
    const { prices } = pricing(tx)
    return db
      .select({ rows: jsonRows(tx, [place, shownAmount(tx, groups), listAmount(tx)]) })
      .from(sql`${listedIds(tx)} listed cross join ${prices}`)
      .where(and(sql`${prices.variantId} = ${listedId}`, eq(prices.currency, sql.placeholder('currency'))))
  }),
)

const boundsFor = forGroups(groups =>
  byIds<readonly [place: number, least: number, most: number, saving: number, variants: number]>((db, tx) => {
    const { productPrices } = tables(tx)
    const { minAmount, maxAmount, savingPpm, variantCount, productId, currency } = productPrices
    const prices = tx.dialect === 'sqlite' ? sql`${productPrices} indexed by product_prices_listed` : productPrices
    const columns = [minAmount, maxAmount, savingPpm, variantCount].map(column => sql`${column}`)
    return db
      .select({ rows: jsonRows(tx, [place, ...columns]) })
      .from(sql`${listedIds(tx)} listed cross join ${prices}`)
      .where(and(sql`${productId} = ${listedId}`, eq(currency, sql.placeholder('currency')), holdsNow(tx, groups)))
  }),
)

/** The condition looks at variants by this name; of a variant no more than its id is asked. */
const soldOut = byIds<readonly [place: number]>((db, tx) =>
  db
    .select({ rows: jsonRows(tx, [sql.raw('variants.place')]) })
    .from(sql`${listedIds(tx)} variants`)
    .where(isSoldOut(tx)),
)

/** The paths of those categories that buyers see, by id. */
export async function pathsOf(tx: ReadTx, categoryIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await categoriesById(tx, categoryIds)
  return new Map(rows.map(row => [row.id, cleanLine(row.path)]))
}

const categoriesById = queryByIds((db, tx, ids) => {
  const { categories } = catalog(tx)
  return db
    .select({ id: categories.id, path: categories.path })
    .from(categories)
    .where(and(inArray(categories.id, ids), eq(categories.hidden, false)))
})
