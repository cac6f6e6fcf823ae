import {
  categoryIdsOf,
  categoryPaths,
  indexText,
  type ProductRow,
  productsByIds,
  type Variant,
  variantsOf,
  wordingIn,
  wordingsOf,
} from '../catalog/index.ts'
import { storeSettings } from '../pricing/index.ts'
import type { ReadTx, Storage, Tx } from '../storage/port.ts'
import { valuesOfProduct, valuesOfVariant } from './attribute-values.ts'
import { refreshMemberships } from './collection-members.ts'
import { writeFacets } from './facet-records.ts'
import { filterWordsOf } from './filter-words.ts'
import { withGermanForms } from './german.ts'
import { writePrices } from './index-prices.ts'
import * as postgres from './product-search.postgres.ts'
import * as sqlite from './product-search.sqlite.ts'
import { ensureScores } from './sales.ts'
import { otherForms, type ProductWords, type SearchDocument, searchFields, withWordsOf } from './search-document.ts'
import { changeVocabulary } from './vocabulary.ts'

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
  const categoryIds = await categoryIdsOf(tx, ids)
  const variants = await variantsOf(tx, ids)
  const { defaultLanguage } = await storeSettings(tx)
  const wordings = await wordingsOf(tx, {
    products: active,
    variants: [...variants.values()].flat(),
    paths: [...categories.values()].flat(),
  })
  const now = active.map(product => {
    const [own, paths] = [variants.get(product.id) ?? [], categories.get(product.id) ?? []]
    const translated = wordings.map(wording =>
      withStems(documentOf(wording.product(product), own.map(wording.variant), paths.map(wording.path)), wording),
    )
    const filterWords = filterWordsOf({
      brandKey: product.brandKey,
      categoryIds: categoryIds.get(product.id) ?? [],
      values: [...valuesOfProduct(product), ...own.flatMap(valuesOfVariant)],
    })
    const ownWords = withStems(documentOf(product, own, paths), { language: defaultLanguage })
    return { ...withWordsOf(ownWords, translated), filterWords }
  })
  await search.removeDocuments(
    tx,
    productIds.filter(id => !ids.includes(id)),
  )
  await search.writeDocuments(tx, now)
  await writePrices(tx, productIds)
  const described = active.map(product => ({ product, variants: variants.get(product.id) ?? [] }))
  await writeFacets(tx, productIds, described)
  await ensureScores(tx, ids)
  return { before, now }
}

/** What is found of these products in the words of one buyer's languages alone. */
export async function wordsIn(
  tx: ReadTx,
  languages: readonly string[],
  productIds: readonly string[],
): Promise<ProductWords[]> {
  const products = await productsByIds(tx, productIds)
  const categories = await categoryPaths(tx, productIds)
  const variants = await variantsOf(tx, productIds)
  const wording = await wordingIn(tx, languages, {
    products,
    variants: [...variants.values()].flat(),
    paths: [...categories.values()].flat(),
    whole: true,
  })
  return products.map(product => {
    const [own, paths] = [variants.get(product.id) ?? [], categories.get(product.id) ?? []]
    return documentOf(wording.product(product), own.map(wording.variant), paths.map(wording.path))
  })
}

/** English stems are the full-text search's own. */
function withStems(words: ProductWords, { language }: { readonly language: string }): ProductWords {
  if (!/^de(-|$)/i.test(language)) return words
  const [title, brand, kind, details, description] = searchFields.map(field => withGermanForms(words[field]))
  return { ...words, title: title!, brand: brand!, kind: kind!, details: details!, description: description! }
}

function documentOf(product: ProductRow, variants: readonly Variant[], categories: readonly string[]): ProductWords {
  const labels = new Set(variants.flatMap(variant => variant.options.map(option => option.label)))
  const names = variants.flatMap(({ sku, barcode, title }) => [sku, joined(sku), barcode, title])
  const attributes = product.attributes.flat()
  const models = otherForms([product.title, ...labels, ...attributes].join(' '))
  return {
    productId: product.id,
    title: indexText(product.title),
    brand: indexText(product.brand),
    kind: indexText(product.productType, ...categories),
    details: indexText(...product.tags, ...labels, ...attributes, ...names, models),
    description: indexText(product.plain),
    names: namesOf(product.brand, product.productType, ...categories.map(path => path.split(' > ').at(-1))),
  }
}

/** Those of several words; a single word is a stem anyhow. */
const namesOf = (...names: readonly (string | null | undefined)[]): string[] => [
  ...new Set(names.map(name => indexText(name)).filter(name => name.includes(' ') && name.length <= 60)),
]

/** "TN-2110" is also found as "tn2110". */
const joined = (sku: string | null) => sku?.replace(/[^\p{L}\p{N}]+/gu, '') ?? null

/** Indexes anew what was indexed by older rules: a bounded part each time, in steps that nobody waits for long. */
export async function renewSearchIndex(storage: Storage): Promise<void> {
  for (let step = 0; step < 10; step++) {
    const ids = await storage.read(tx => searchOf(tx).outdatedProducts(tx, 100))
    if (ids.length === 0) return
    await storage.write(tx => indexProducts(tx, ids))
  }
}

/** Recounts what these products cost. Call it after the change of a price, in the same transaction. */
export async function indexPrices(tx: Tx, productIds: readonly string[]): Promise<void> {
  for (let start = 0; start < productIds.length; start += 500) {
    const ids = productIds.slice(start, start + 500)
    await searchOf(tx).holdProducts(tx, ids)
    await writePrices(tx, ids)
  }
}

/** The full-text search of the transaction's database. */
export const searchOf = (tx: ReadTx) => (tx.dialect === 'sqlite' ? sqlite : postgres)
