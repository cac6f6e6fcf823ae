import { and, eq, inArray, sql } from 'drizzle-orm'
import { catalogTables } from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import { cleanLine } from '../shared/clean-text.ts'
import { jsonRows, listedIds } from '../storage/json-lists.ts'
import type { ReadTx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { CountedProduct, CountedVariant } from './facets.ts'
import type { PriceAsker } from './offers.ts'
import type { DescribedProduct, Unpacking } from './packed-products.ts'
import { forGroups, groupParams, listAmount, shownAmount } from './shown-price.ts'
import { isSoldOut } from './sold-out.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

/** What facets count of these products, by id, with the prices and the stock of this moment. */
export async function countedProducts(
  tx: ReadTx,
  ids: readonly string[],
  { asker, unpacking }: { readonly asker: PriceAsker; readonly unpacking: Unpacking },
): Promise<Map<string, CountedProduct>> {
  const described = await describedProducts(tx, ids, unpacking)
  const offers = await offersOf(
    tx,
    described.flatMap(({ variants }) => variants.map(variant => variant.id)),
    asker,
  )
  const counted = new Map<string, CountedProduct>()
  let place = 0
  for (const { id, brand, values, categoryIds, variants } of described) {
    const offered: CountedVariant[] = []
    for (const variant of variants) {
      const offer = offers[place++]
      if (offer) offered.push({ ...offer, values: variant.values })
    }
    counted.set(id, { brand, values, categoryIds, variants: offered })
  }
  return counted
}

/** What facets count of these products but their variants, by id: enough where a list is known to be within the filters. */
export async function countedBriefly(
  tx: ReadTx,
  ids: readonly string[],
  unpacking: Unpacking,
): Promise<Map<string, CountedProduct>> {
  const described = await describedProducts(tx, ids, unpacking)
  return new Map(described.map(({ id, ...product }) => [id, { ...product, variants: [] }]))
}

type Described = DescribedProduct & Pick<CountedProduct, 'categoryIds'> & { readonly id: string }

async function describedProducts(tx: ReadTx, ids: readonly string[], unpacking: Unpacking): Promise<Described[]> {
  if (ids.length === 0) return []
  const asked = JSON.stringify(ids)
  const digests = await digestsOf(tx, asked)
  const unread = digests.filter(([, digest]) => !unpacking.known(digest)).map(([place]) => ids[place]!)
  if (unread.length > 0) {
    const texts = await textsOf(tx, { ids: JSON.stringify(unread) })
    for (const { digest, packed } of texts) unpacking.read(digest, packed)
  }
  const categories = ids.map((): string[] => [])
  for (const [place, categoryId] of await categoriesOf(tx, asked)) categories[place]!.push(categoryId)
  return digests.flatMap(([place, digest]) => {
    const product = unpacking.known(digest)
    return product ? [{ ...product, id: ids[place]!, categoryIds: categories[place]! }] : []
  })
}

/** What a select by ids answers as one text. */
const byIds = <Row>(build: Parameters<typeof query<Record<string, unknown>, { rows: string }>>[0]) => {
  const run = query(build)
  return async (tx: ReadTx, ids: string, params: Record<string, unknown> = {}): Promise<Row[]> =>
    JSON.parse((await run(tx, { ...params, ids }))[0]!.rows)
}

const place = sql.raw('listed.place')
const listedId = sql.raw('listed.id')

const digestsOf = byIds<readonly [place: number, digest: string]>((db, tx) => {
  const { packedProducts } = tables(tx)
  return db
    .select({ rows: jsonRows(tx, [place, sql`${packedProducts.digest}`]) })
    .from(sql`${listedIds(tx)} listed cross join ${packedProducts}`)
    .where(sql`${packedProducts.productId} = ${listedId}`)
})

const categoriesOf = byIds<readonly [place: number, categoryId: string]>((db, tx) => {
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

type Offer = Omit<CountedVariant, 'values'>

/** What the variants cost and whether they can be bought, each in its place; nothing of those without a price. */
async function offersOf(
  tx: ReadTx,
  variantIds: readonly string[],
  { currency, groups }: PriceAsker,
): Promise<(Offer | undefined)[]> {
  if (variantIds.length === 0) return []
  const asked = JSON.stringify(variantIds)
  const isAvailable = variantIds.map(() => true)
  for (const [at] of await soldOut(tx, asked, { now: tx.now })) isAvailable[at] = false
  const offers = Array<Offer | undefined>(variantIds.length)
  const params = { currency, now: tx.now, ...groupParams(groups) }
  for (const [at, amount, listAmount] of await pricesFor(groups)(tx, asked, params)) {
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
