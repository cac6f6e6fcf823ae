import { addressOf, isPublished, publicationOf } from '../catalog/index.ts'
import { csvLine } from '../shared/csv.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { exportProducts, ImportedProduct } from './contract.ts'
import { type Columns, columnsOf, ownHeader } from './shopify-csv-columns.ts'
import { missingColumns, shopifyRows } from './shopify-csv-rows.ts'

type ReadPage = (input: Input<typeof exportProducts>) => Promise<Output<typeof exportProducts>>

/** A piece of the file. `done` products of `total` have been looked at; each is looked at twice. */
export type ShopifyCsvPart = { readonly text: string; readonly done: number; readonly total: number }

/** What the file has no place for, by how many products or variants it concerns. */
export type Unsaid = {
  variantsWithoutPrice: number
  moreCategories: number
  moreOptions: number
  publicationTimes: number
}

export type ShopifyCsvShop = {
  readonly readPage: ReadPage
  /** The one currency of the file. */
  readonly currency: string
  readonly publicUrl: string
  /** The file says what is shown at this moment. */
  readonly now: Date
  /** Is counted up while the file is written. */
  readonly unsaid: Unsaid
}

/**
 * All products of the shop as Shopify's product file, in pieces: memory holds one page. It has the columns of the files
 * that were imported, or Shopify's own where there were none, and those without which something would be lost.
 */
export async function* writeShopifyCsv(shop: ShopifyCsvShop): AsyncGenerator<ShopifyCsvPart, void, undefined> {
  const { currency } = shop
  let columns: Columns | undefined
  for await (const { page, total } of pages(shop)) {
    columns ??= columnsOf(page.columns.length > 0 ? page.columns : ownHeader)
    for (const product of page.products) {
      columns = withColumns(columns, missingColumns(asShown(product, shop), { columns, currency }))
    }
    yield { text: '', done: total.done, total: total.of }
  }
  const header = columns ?? columnsOf(ownHeader)
  yield { text: csvLine(header.names), done: 0, total: 0 }
  for await (const { page, total } of pages(shop)) {
    const rows = page.products.flatMap(product => {
      count(shop.unsaid, product, currency)
      return shopifyRows(atPublicAddresses(asShown(product, shop), shop), { columns: header, currency })
    })
    yield { text: rows.map(csvLine).join(''), done: total.of + total.done, total: total.of }
  }
}

async function* pages({ readPage }: ShopifyCsvShop) {
  let cursor: string | undefined
  const total = { done: 0, of: 0 }
  do {
    const page = await readPage({ limit: 100, ...(cursor !== undefined && { cursor }) })
    total.done += page.products.length
    total.of = page.total ?? total.of
    cursor = page.cursor
    yield { page, total }
  } while (cursor !== undefined)
}

const withColumns = (columns: Columns, missing: readonly string[]): Columns =>
  missing.length === 0 ? columns : columnsOf([...columns.names, ...new Set(missing)])

/** Of what is not shown yet, or no longer, the file must not say that it is published: whoever reads it would show it. */
const asShown = (product: ImportedProduct, { now }: ShopifyCsvShop): ImportedProduct =>
  product.status === 'active' && !isPublished(publicationOf(product), now) ? { ...product, status: 'draft' } : product

/** The shop's own pictures are kept as paths, which nobody else could fetch. */
function atPublicAddresses(product: ImportedProduct, shop: ShopifyCsvShop): ImportedProduct {
  const absolute = (media: NonNullable<ImportedProduct['media']>) =>
    media.map(medium => ({ ...medium, url: addressOf(medium, shop) }))
  return {
    ...product,
    ...(product.media && { media: absolute(product.media) }),
    variants: product.variants.map(variant => ({
      ...variant,
      ...(variant.media && { media: absolute(variant.media) }),
    })),
  }
}

function count(unsaid: Unsaid, product: ImportedProduct, currency: string): void {
  const { variants, categories = [], publish_at, unpublish_at } = product
  unsaid.variantsWithoutPrice += variants.filter(
    ({ prices }) => !prices.some(price => price.currency === currency),
  ).length
  if (categories.length > 1) unsaid.moreCategories += 1
  if (variants.some(({ options = [] }) => options.length > 3)) unsaid.moreOptions += 1
  if (publish_at !== undefined || unpublish_at !== undefined) unsaid.publicationTimes += 1
}
