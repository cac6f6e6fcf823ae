import { eq, inArray, sql } from 'drizzle-orm'
import {
  catalogTables,
  categoryPaths,
  indexText,
  type ProductRow,
  productsByIds,
  type Variant,
  variantsOf,
} from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import * as postgres from './product-search.postgres.ts'
import * as sqlite from './product-search.sqlite.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

/** Brings up to date what buyers find of these products, in the transaction that changed them. Only active ones are found. */
export async function indexProducts(tx: Tx, productIds: readonly string[]): Promise<void> {
  for (let start = 0; start < productIds.length; start += 200) {
    await indexPart(tx, productIds.slice(start, start + 200))
  }
}

async function indexPart(tx: Tx, productIds: readonly string[]): Promise<void> {
  const { removeDocuments, writeDocuments } = searchOf(tx)
  const active = (await productsByIds(tx, productIds)).filter(product => product.status === 'active')
  const ids = active.map(product => product.id)
  const categories = await categoryPaths(tx, ids)
  const variants = await variantsOf(tx, ids)
  await removeDocuments(
    tx,
    productIds.filter(id => !ids.includes(id)),
  )
  await writeDocuments(
    tx,
    active.map(product => documentOf(product, variants.get(product.id) ?? [], categories.get(product.id) ?? [])),
  )
  await indexPrices(tx, productIds)
}

function documentOf(
  product: ProductRow,
  variants: readonly Variant[],
  categories: readonly string[],
): sqlite.SearchDocument {
  const labels = new Set(variants.flatMap(variant => variant.options.map(option => option.label)))
  const names = variants.flatMap(({ sku, barcode, title }) => [sku, joined(sku), barcode, title])
  return {
    productId: product.id,
    title: indexText(product.title),
    brand: indexText(product.brand),
    kind: indexText(product.productType, ...categories),
    details: indexText(...product.tags, ...labels, ...product.attributes.flat(), ...names),
    description: indexText(product.plain),
  }
}

/** "TN-2110" is also found as "tn2110". */
const joined = (sku: string | null) => sku?.replace(/[^\p{L}\p{N}]+/gu, '') ?? null

/** Recounts what these products cost. Call it after the change of a price, in the same transaction. */
export async function indexPrices(tx: Tx, productIds: readonly string[]): Promise<void> {
  const { productPrices } = tables(tx)
  const { products, variants } = catalog(tx)
  const { prices } = pricing(tx)
  for (let start = 0; start < productIds.length; start += 500) {
    const ids = productIds.slice(start, start + 500)
    await searchOf(tx).holdProducts(tx, ids)
    await tx.db.delete(productPrices).where(inArray(productPrices.productId, ids))
    const list = sql`case when ${prices.compareAt} > ${prices.amount} then ${prices.compareAt} else ${prices.amount} end`
    await tx.rows(
      sql`insert into ${productPrices} (product_id, currency, min_amount, max_amount, min_list_amount, max_list_amount)
        select ${variants.productId}, ${prices.currency}, min(${prices.amount}), max(${prices.amount}), min(${list}), max(${list})
        from ${variants}
        join ${products} on ${products.id} = ${variants.productId}
        join ${prices} on ${prices.variantId} = ${variants.id}
        where ${inArray(variants.productId, ids)} and not ${variants.archived} and ${eq(products.status, 'active')}
        group by ${variants.productId}, ${prices.currency}`,
    )
  }
}

const searchOf = (tx: Tx) => (tx.dialect === 'sqlite' ? sqlite : postgres)
