import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import {
  addressOf,
  catalogTables,
  categoryPaths,
  isShownNow,
  type ProductRow,
  productsByIds,
  type Variant,
  variantsOf,
  variantTitle,
  wordingIn,
} from '../catalog/index.ts'
import { isPickupOnly } from '../inventory/index.ts'
import { type Market, pricingTables, productsNotSold } from '../pricing/index.ts'
import { cleanLine, shorten } from '../shared/clean-text.ts'
import type { Money } from '../shared/money.ts'
import type { ReadTx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { type KeptRow, keptRows } from './external-records.ts'
import { type Offer, offersOf } from './offers.ts'

/** One variant as shops list it at others' search engines: what it is, what it costs and whether it can be had. */
export type FeedOffer = {
  readonly variant: Variant
  readonly product: Pick<ProductRow, 'id' | 'handle' | 'brand' | 'productType'>
  readonly title: string
  readonly description: string
  readonly category?: string
  readonly images: readonly string[]
  /** Whether the product comes in several variants. */
  readonly isGrouped: boolean
  readonly price: Money
  /** What it costs now, where that is less than its price, and how long that holds, where it is known. */
  readonly salePrice?: Money
  readonly saleWindow?: readonly [from: Date, until: Date]
  readonly availability: Offer['availability']
  /** Options, attributes and what a product file said for Google, by name in lower case. */
  readonly details: ReadonlyMap<string, string>
}

export type FeedPage = { readonly offers: readonly FeedOffer[]; readonly after?: string }

const pageSize = 50

/** What can be bought now of the products behind `after`, in the order of their ids. */
export async function feedOffers(tx: ReadTx, market: Market, after = ''): Promise<FeedPage> {
  const shown = (await shownIds(tx, { after, now: tx.now })).map(({ id }) => id)
  const absent = await productsNotSold(tx, market.restricted, shown)
  const ids = shown.filter(id => !absent.has(id))
  const products = new Map((await productsByIds(tx, ids)).map(product => [product.id, product]))
  const variants = await variantsOf(tx, ids)
  const all = [...variants.values()].flat()
  const offers = Map.groupBy(await offersOf(tx, all, { currency: market.currency, groups: market.groups }), buyable)
  const categories = await categoryPaths(tx, ids)
  const kept = await keptRows(tx, ids)
  const windows = await saleWindows(tx, offers.get('buyable') ?? [])
  const wording = await wordingIn(tx, market.languages, {
    products: [...products.values()],
    variants: all,
    paths: [...categories.values()].flat(),
    whole: true,
  })
  const byProduct = Map.groupBy(offers.get('buyable') ?? [], ({ variant }) => variant.productId)
  const last = shown.at(-1)
  return {
    offers: ids.flatMap(id =>
      (byProduct.get(id) ?? []).map(offer =>
        feedOffer(offer, {
          source: products.get(id)!,
          product: wording.product(products.get(id)!),
          variant: wording.variant(offer.variant),
          category: categories.get(id)?.map(wording.path)[0],
          kept: kept.get(id) ?? [],
          isGrouped: (variants.get(id)?.length ?? 0) > 1,
          window: windows.get(offer.priceList?.id ?? ''),
          publicUrl: tx.publicUrl,
        }),
      ),
    ),
    ...(shown.length === pageSize && last !== undefined && { after: last }),
  }
}

/** Who follows an advertisement has it sent. */
const buyable = ({ availability }: Offer) =>
  availability.available && !isPickupOnly(availability) ? 'buyable' : 'sold out'

type Around = {
  /** The product as it was saved; its texts in the market's language are the other's. */
  readonly source: ProductRow
  readonly product: Pick<ProductRow, 'title' | 'plain' | 'attributes'>
  readonly variant: Variant
  readonly category: string | undefined
  readonly kept: readonly KeptRow[]
  readonly isGrouped: boolean
  readonly window: readonly [Date, Date] | undefined
  readonly publicUrl: string
}

function feedOffer({ price, compareAt, availability, variant }: Offer, around: Around): FeedOffer {
  const { source, product, category, window } = around
  const kind = variantTitle(around.variant)
  const title = cleanLine(kind === undefined ? product.title : `${product.title} – ${kind}`)
  const media = [...variant.media, ...source.media].filter(({ type }) => type === 'image')
  const isReduced = compareAt !== undefined
  return {
    variant,
    product: source,
    title: shorten(title, 150),
    description: shorten(product.plain === '' ? title : product.plain, 5000),
    ...(category !== undefined && { category }),
    images: [...new Set(media.map(medium => addressOf(medium, around)))],
    isGrouped: around.isGrouped,
    price: isReduced ? compareAt : price,
    ...(isReduced && { salePrice: price }),
    ...(isReduced && window && { saleWindow: window }),
    availability,
    details: detailsOf(around, product),
  }
}

/** Google's own columns in the file of a product count before its attributes, and those before its options. */
function detailsOf({ variant, kept }: Around, { attributes }: Around['product']): Map<string, string> {
  const details = new Map<string, string>()
  const add = (name: string, value: string) => {
    if (value.trim() !== '') details.set(name.trim().toLowerCase(), cleanLine(value))
  }
  for (const { name, label } of variant.options) add(name, label)
  for (const [name, value] of attributes) add(name, value)
  const own = kept.find(({ variantId }) => variantId === variant.id)
  for (const { cells } of [kept[0] ?? { cells: {} }, own ?? { cells: {} }]) {
    for (const [name, value] of Object.entries(cells)) {
      const known = /^google shopping \/ (.+)$/i.exec(name)?.[1]
      if (known !== undefined) add(known, value)
    }
  }
  return details
}

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

const shownIds = query((db, tx) => {
  const { products } = catalog(tx)
  return db
    .select({ id: products.id })
    .from(products)
    .where(and(gt(products.id, sql.placeholder('after')), isShownNow(tx)))
    .orderBy(asc(products.id))
    .limit(pageSize)
})

/** From when until when the price lists hold that have both. */
async function saleWindows(tx: ReadTx, offers: readonly Offer[]): Promise<Map<string, readonly [Date, Date]>> {
  const ids = [...new Set(offers.flatMap(({ priceList }) => priceList?.id ?? []))]
  if (ids.length === 0) return new Map()
  const { priceLists } = pricing(tx)
  const rows = await tx.db
    .select()
    .from(priceLists)
    .where(and(inArray(priceLists.id, ids), eq(priceLists.active, true)))
  return new Map(rows.flatMap(({ id, startsAt, endsAt }) => (startsAt && endsAt ? [[id, [startsAt, endsAt]]] : [])))
}
