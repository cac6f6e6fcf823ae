import { eq, inArray, sql } from 'drizzle-orm'
import {
  catalogTables,
  categoryPaths,
  indexText,
  type ProductRow,
  productsByIds,
  type Variant,
  variantsOf,
  wordingsOf,
} from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { refreshMemberships } from './collection-members.ts'
import * as postgres from './product-search.postgres.ts'
import * as sqlite from './product-search.sqlite.ts'
import { otherForms, type SearchDocument, withWordsOf } from './search-document.ts'
import { tables } from './tables.ts'
import { changeVocabulary } from './vocabulary.ts'

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

/** Brings up to date what buyers find of these products, in the transaction that changed them. Only active ones are found. */
export async function indexProducts(tx: Tx, productIds: readonly string[]): Promise<void> {
  const before = new Map<string, string>()
  const now: SearchDocument[] = []
  for (let start = 0; start < productIds.length; start += 200) {
    const part = productIds.slice(start, start + 200)
    const change = await indexPart(tx, part)
    for (const [id, lines] of change.before) before.set(id, lines)
    now.push(...change.now)
  }
  await refreshMemberships(tx, productIds)
  await changeVocabulary(tx, { before: before.values(), now })
}

async function indexPart(
  tx: Tx,
  productIds: readonly string[],
): Promise<{ before: Map<string, string>; now: SearchDocument[] }> {
  const search = searchOf(tx)
  await search.holdProducts(tx, productIds)
  const before = await search.stemLinesOf(tx, productIds)
  const active = (await productsByIds(tx, productIds)).filter(product => product.status === 'active')
  const ids = active.map(product => product.id)
  const categories = await categoryPaths(tx, ids)
  const variants = await variantsOf(tx, ids)
  const wordings = await wordingsOf(tx, {
    products: active,
    variants: [...variants.values()].flat(),
    paths: [...categories.values()].flat(),
  })
  const now = active.map(product => {
    const [own, paths] = [variants.get(product.id) ?? [], categories.get(product.id) ?? []]
    const translated = wordings.map(wording =>
      documentOf(wording.product(product), own.map(wording.variant), paths.map(wording.path)),
    )
    return withWordsOf(documentOf(product, own, paths), translated)
  })
  await search.removeDocuments(
    tx,
    productIds.filter(id => !ids.includes(id)),
  )
  await search.writeDocuments(tx, now)
  await indexPrices(tx, productIds)
  return { before, now }
}

function documentOf(product: ProductRow, variants: readonly Variant[], categories: readonly string[]): SearchDocument {
  const labels = new Set(variants.flatMap(variant => variant.options.map(option => option.label)))
  const names = variants.flatMap(({ sku, barcode, title }) => [sku, joined(sku), barcode, title])
  const attributes = product.attributes.flat()
  const models = otherForms([product.title, ...labels].join(' '))
  return {
    productId: product.id,
    title: indexText(product.title),
    brand: indexText(product.brand),
    kind: indexText(product.productType, ...categories),
    details: indexText(...product.tags, ...labels, ...attributes, ...names, models),
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

/** The full-text search of the transaction's database. */
export const searchOf = (tx: ReadTx) => (tx.dialect === 'sqlite' ? sqlite : postgres)
