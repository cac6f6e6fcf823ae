import { sql } from 'drizzle-orm'
import {
  catalogTables,
  categoryPaths,
  type ProductRow,
  productsByIds,
  type Variant,
  variantsOf,
} from '../catalog/index.ts'
import { bundlesBroken, type LocatedLevel, levelsOf, mainLocation } from '../inventory/index.ts'
import { type PriceRow, priceRows } from '../pricing/index.ts'
import type { Input, Output } from '../shared/operation.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type { RecordKind } from '../storage/record-kind.ts'
import type * as contract from './contract.ts'
import type { ExternalRow, ImportedProduct } from './contract.ts'
import { type KeptRow, keptColumns, keptRows } from './external-records.ts'

/** A page of whole products, as `import_products` takes them: by status, the oldest first. */
export async function exportProducts(
  tx: ReadTx,
  { cursor, limit = 50 }: Input<typeof contract.exportProducts>,
): Promise<Output<typeof contract.exportProducts>> {
  const listed = await listedFrom(tx, cursor, limit + 1)
  const page = withinReason(listed.slice(0, limit))
  const ids = page.map(({ id }) => id)
  const last = page.length < listed.length ? page.at(-1) : undefined
  return {
    columns: [...(await keptColumns(tx))],
    products: await wholeProducts(tx, ids),
    ...(cursor === undefined && { total: await countProducts(tx) }),
    ...(last && { cursor: encodeCursor(list, [last.status, Number(last.created_at), last.id]) }),
  }
}

/** Products of these ids as `import_products` takes them, in this order; those that are not there are left out. */
export async function wholeProducts(tx: ReadTx, ids: readonly string[]): Promise<ImportedProduct[]> {
  const products = new Map((await productsByIds(tx, ids)).map(product => [product.id, product]))
  const variants = await variantsOf(tx, ids)
  const variantIds = [...variants.values()].flat().map(({ id }) => id)
  const prices = Map.groupBy(await priceRows(tx, variantIds), row => row.variantId)
  const levels = (await levelsOf(tx, variantIds)).filter(({ level }) => level.locationId === mainLocation)
  const nothing = [...(await bundlesBroken(tx, variantIds))].map((id): [string, Stock] => [id, nothingLeft])
  const stock = new Map([
    ...levels.map((located): [string, Stock] => [located.level.variantId, stockOf(located)]),
    ...nothing,
  ])
  const categories = await categoryPaths(tx, ids)
  const kept = await keptRows(tx, ids)
  return ids.flatMap(id => {
    const product = products.get(id)
    if (!product) return []
    return productDraftOf(product, {
      variants: variants.get(id) ?? [],
      categories: categories.get(id) ?? [],
      prices,
      stock,
      kept: kept.get(id) ?? [],
    })
  })
}

export const productRecords: RecordKind = {
  type: 'product',
  operation: 'import_products',
  page: async (tx, { cursor, limit }) => {
    const page = await exportProducts(tx, { limit, ...(cursor !== undefined && { cursor }) })
    // The columns of product files belong to no product; the first one carries them.
    const columns = cursor === undefined && page.columns.length > 0 ? { columns: page.columns } : {}
    const records = page.products.map((product, index) => ({ ...(index === 0 && columns), products: [product] }))
    return { records, ...(page.cursor !== undefined && { cursor: page.cursor }) }
  },
}

const list = 'products'
const catalog = tablesOf(catalogTables)

type Listed = { id: string; status: string; created_at: number | string; variants: number | string }

async function listedFrom(tx: ReadTx, cursor: string | undefined, limit: number): Promise<Listed[]> {
  const { products, variants } = catalog(tx)
  const { id, status, createdAt } = products
  const [afterStatus, afterTime, afterId] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const after =
    cursor === undefined
      ? sql``
      : sql`where (${status}, ${createdAt}, ${id}) > (${afterStatus}, ${sql.param(new Date(Number(afterTime)), createdAt)}, ${afterId})`
  const milliseconds = tx.dialect === 'sqlite' ? createdAt : sql`(extract(epoch from ${createdAt}) * 1000)::bigint`
  return await tx.rows<Listed>(
    sql`select ${id} as id, ${status} as status, ${milliseconds} as created_at,
        (select count(*) from ${variants} where ${variants.productId} = ${id}) as variants
      from ${products} ${after} order by ${status}, ${createdAt}, ${id} limit ${limit}`,
  )
}

async function countProducts(tx: ReadTx): Promise<number> {
  const { products } = catalog(tx)
  const [row] = await tx.rows<{ products: number | string }>(sql`select count(*) as products from ${products}`)
  return Number(row?.products)
}

const mostVariants = 5000

/** As many of the products as have together no more variants than memory should hold, and one at least. */
function withinReason(listed: readonly Listed[]): readonly Listed[] {
  let variants = 0
  const tooMany = listed.findIndex(row => {
    variants += Number(row.variants)
    return variants > mostVariants
  })
  return tooMany === -1 ? listed : listed.slice(0, Math.max(1, tooMany))
}

type Parts = {
  readonly variants: readonly Variant[]
  readonly categories: readonly string[]
  readonly prices: ReadonlyMap<string, readonly PriceRow[]>
  readonly stock: ReadonlyMap<string, Stock>
  readonly kept: readonly KeptRow[]
}

function productDraftOf(product: ProductRow, { variants, categories, prices, stock, kept }: Parts): ImportedProduct {
  return {
    id: product.id,
    handle: product.handle,
    title: product.title,
    ...(product.description && { description: product.description }),
    ...(product.brand !== null && { brand: product.brand }),
    ...(product.productType !== null && { product_type: product.productType }),
    ...(product.tags.length > 0 && { tags: product.tags }),
    status: product.status,
    ...(categories.length > 0 && { categories: [...categories] }),
    ...(product.attributes.length > 0 && { attributes: Object.fromEntries(product.attributes) }),
    ...(product.media.length > 0 && { media: product.media }),
    ...(product.seoTitle !== null && { seo_title: product.seoTitle }),
    ...(product.seoDescription !== null && { seo_description: product.seoDescription }),
    ...(product.publishAt && { publish_at: product.publishAt.toISOString() }),
    ...(product.unpublishAt && { unpublish_at: product.unpublishAt.toISOString() }),
    ...(kept.length > 0 && { external: externalOf(kept, variants) }),
    variants: variants.map(variant => variantDraftOf(variant, prices.get(variant.id) ?? [], stock.get(variant.id))),
  }
}

function variantDraftOf(
  variant: Variant,
  prices: readonly PriceRow[],
  stock: Stock | undefined,
): ImportedProduct['variants'][number] {
  return {
    id: variant.id,
    ...(variant.sku !== null && { sku: variant.sku }),
    ...(variant.barcode !== null && { barcode: variant.barcode }),
    ...(variant.title !== null && { title: variant.title }),
    ...(variant.options.length > 0 && { options: variant.options }),
    ...(variant.weightGrams !== null && { weight_grams: variant.weightGrams }),
    ...(variant.dimensionsMm && { dimensions_mm: dimensionsOf(variant.dimensionsMm) }),
    ...(variant.shippingClass !== 'standard' && { shipping_class: variant.shippingClass }),
    requires_shipping: variant.requiresShipping,
    tax_class: variant.taxClass,
    ...(variant.media.length > 0 && { media: variant.media }),
    prices: prices.map(({ currency, amount, compareAt }) => ({
      currency,
      amount,
      ...(compareAt !== undefined && { compare_at: compareAt }),
    })),
    ...(stock && { stock }),
  }
}

const dimensionsOf = ([length, width, height]: NonNullable<Variant['dimensionsMm']>) => ({ length, width, height })

type Stock = NonNullable<ImportedProduct['variants'][number]['stock']>

/** Elsewhere a bundle that has lost a part is no bundle, and what nobody counts is sold without end. */
const nothingLeft: Stock = { on_hand: 0, tracked: true, backorder: false }

/** What lies at the main location; the others are adjusted one by one. */
const stockOf = ({ level, policy }: LocatedLevel): Stock => ({
  on_hand: level.onHand,
  tracked: level.tracked,
  backorder: policy?.rule === 'backorder',
})

/** Rows of variants that are gone lose their place, and what the first of them says of the product stays. */
function externalOf(kept: readonly KeptRow[], variants: readonly Variant[]): ExternalRow[] {
  const places = new Map(variants.map(({ id }, place) => [id, place]))
  return kept.map(({ variantId, cells }) => {
    const variant = variantId === undefined ? undefined : places.get(variantId)
    return { ...(variant !== undefined && { variant }), cells }
  })
}
