import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ImportedProduct } from '@mitchweb/engine/contract'

/** The judged searches and the products they were asked of; undefined where the shared folder is absent. */
export type JudgedCatalogue = {
  readonly products: readonly ImportedProduct[]
  readonly queries: readonly { readonly id: string; readonly text: string }[]
  /** Grades 0 to 3 by query, then by the product's handle. */
  readonly grades: ReadonlyMap<string, ReadonlyMap<string, number>>
}

export const judgedFolder = join(import.meta.dirname, '../../shared/data/search-icecat')

export function judgedCatalogue(): JudgedCatalogue | undefined {
  if (!existsSync(judgedFolder)) return undefined
  const grades = new Map<string, Map<string, number>>()
  for (const line of readFileSync(join(judgedFolder, 'labels.csv'), 'utf8').trim().split('\n').slice(1)) {
    const [query = '', product = '', grade] = line.split(',')
    const mine = grades.get(query) ?? new Map<string, number>()
    grades.set(query, mine.set(product, Number(grade)))
  }
  const products = gunzipSync(readFileSync(join(judgedFolder, 'products.jsonl.gz'))).toString('utf8')
  return {
    products: linesOf<Product>(products).map(importedFrom),
    queries: linesOf<{ query_id: string; query: string }>(
      readFileSync(join(judgedFolder, 'queries.jsonl'), 'utf8'),
    ).map(({ query_id, query }) => ({ id: query_id, text: query })),
    grades,
  }
}

type Product = {
  readonly id: string
  readonly title: string
  readonly description: string | null
  readonly brand: string | null
  readonly productType: string | null
  readonly price: { readonly amountMinor: number; readonly currency: string } | null
  readonly attributes: Readonly<Record<string, unknown>> | null
}

const linesOf = <T>(text: string): T[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as T)

function importedFrom({ id, title, description, brand, productType, price, attributes }: Product): ImportedProduct {
  return {
    handle: id,
    title: title.slice(0, 500),
    ...(description && { description: { plain: description.slice(0, 50_000) } }),
    ...(brand && { brand }),
    ...(productType && { product_type: productType.slice(0, 200) }),
    attributes: Object.fromEntries(
      Object.entries(attributes ?? {})
        .map(([name, value]) => [name.slice(0, 100), String(value).slice(0, 1000)] as const)
        .filter(([name, value]) => name.trim() !== '' && value.trim() !== '')
        .slice(0, 250),
    ),
    variants: [{ sku: id, prices: [{ currency: 'USD', amount: price?.amountMinor ?? 1000 }] }],
  }
}
