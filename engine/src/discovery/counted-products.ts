import { and, eq, inArray, sql } from 'drizzle-orm'
import { catalogTables } from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import { cleanLine } from '../shared/clean-text.ts'
import { listedIds } from '../storage/listed-ids.ts'
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
  const rows = await digestsOf(tx, { ids: JSON.stringify(ids) })
  const unread = rows.filter(({ digest }) => !unpacking.known(digest)).map(({ id }) => id)
  if (unread.length > 0) {
    for (const { digest, packed } of await textsOf(tx, { ids: JSON.stringify(unread) })) unpacking.read(digest, packed)
  }
  return rows.flatMap(({ id, digest, categories }) => {
    const product = unpacking.known(digest)
    return product ? [{ ...product, id, categoryIds: categories?.split(',') ?? [] }] : []
  })
}

type Digest = { readonly id: string; readonly digest: string; readonly categories: string | null }

const digestsOf = query<{ ids: string }, Digest>((db, tx) => {
  const { productCategories } = catalog(tx)
  const { productId: id, digest } = tables(tx).packedProducts
  const categories = sql`select string_agg(${productCategories.categoryId}, ',')
    from ${productCategories} where ${productCategories.productId} = ${id}`
  return db
    .select({ id: sql<string>`${id}`, digest: sql<string>`${digest}`, categories: sql<string | null>`(${categories})` })
    .from(sql`${listedIds(tx)} listed cross join ${tables(tx).packedProducts}`)
    .where(sql`${id} = listed.id`)
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
  const asked = { ids: JSON.stringify(variantIds), currency, now: tx.now, ...groupParams(groups) }
  const [all] = await offersFor(groups)(tx, asked)
  const numbers: readonly number[] = JSON.parse(`[${all?.offers ?? ''}]`)
  const offers = Array<Offer | undefined>(variantIds.length)
  for (let start = 0; start < numbers.length; start += 4) {
    const [place, amount, listAmount, soldOut] = numbers.slice(start, start + 4)
    offers[place!] = { amount: amount!, listAmount: listAmount!, isAvailable: soldOut === 0 }
  }
  return offers
}

/** All in one text, because to hand over a row for each of some thousand variants takes as long as to find them. */
const offersFor = forGroups(groups =>
  query<Record<string, unknown>, { offers: string | null }>((db, tx) => {
    const { variants } = catalog(tx)
    const { prices } = pricing(tx)
    const offer = sql`concat_ws(',', variants.place, ${shownAmount(tx, groups)}, ${listAmount(tx)},
      case when ${isSoldOut(tx)} then 1 else 0 end)`
    return db
      .select({ offers: sql<string | null>`string_agg(${offer}, ',')` })
      .from(sql`${listedIds(tx)} variants cross join ${prices}`)
      .where(and(sql`${prices.variantId} = ${variants.id}`, eq(prices.currency, sql.placeholder('currency'))))
  }),
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
