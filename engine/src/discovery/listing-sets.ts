import { type SQL, sql } from 'drizzle-orm'
import { catalogTables, isMember } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { among, type FilterShape, isFacet } from './listing-filters.ts'
import type { SortOrder } from './narrowing.ts'
import { priceSpans } from './price-spans.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)

/** What one filter leaves of the shop; a number is the attribute in that place. */
export type SetName = 'collections' | 'categories' | 'brands' | 'sale' | 'price' | number

/**
 * A list begins with the products of a filter where these are few; else with its order, and looks at each filter. Where
 * words or several filters are asked for, fewer products fit, and going along the order would take longer. By
 * title the products lie scattered, so that a price counts as another filter there; in other orders it is soon looked at.
 */
const few = { alone: 1000, among: 4000 } as const

/** The filters that are asked for, but for those that are looked up with the words. */
function setsOf({ collections, categories, brands, onSale, price, facets, words }: SetShape): SetName[] {
  const isLeft = !words?.within
  return [
    ...(collections > 0 ? (['collections'] as const) : []),
    ...(categories > 0 && isLeft ? (['categories'] as const) : []),
    ...(brands > 0 && isLeft ? (['brands'] as const) : []),
    ...[...facets.keys()].filter(index => isLeft || facets[index]!.range),
    ...(onSale ? (['sale'] as const) : []),
    ...(price ? (['price'] as const) : []),
  ]
}

type SetShape = FilterShape & { readonly words: { readonly within: boolean } | undefined }

/** A select of `product_id`, some of them more than once, of at least the products that the filter leaves. */
export function setOf(tx: ReadTx, shape: FilterShape, name: SetName): SQL {
  const { products, productCategories, collectionProducts } = catalog(tx)
  const { productFacets, productPrices } = tables(tx)
  const { currency, savingPpm } = productPrices
  const priced = (condition: SQL) =>
    sql`select ${productPrices.productId} as product_id from ${productPrices}
      where ${currency} = ${sql.placeholder('currency')} and ${condition}`
  switch (name) {
    case 'collections':
      return sql`select ${collectionProducts.productId} as product_id from ${collectionProducts}
        where ${collectionProducts.collectionId} in ${among('collection', shape.collections)} and ${isMember(tx)}`
    case 'categories':
      return sql`select ${productCategories.productId} as product_id from ${productCategories}
        where ${productCategories.categoryId} in ${among('category', shape.categories)}`
    case 'brands':
      return sql`select ${products.id} as product_id from ${products}
        where ${products.brandKey} in ${among('brand', shape.brands)} and ${products.status} = 'active'`
    case 'sale':
      return priced(sql`${savingPpm} > 0`)
    case 'price':
      return inSpans(tx, sql`${productPrices.productId} as product_id`)
    default:
      return sql`select ${productFacets.productId} as product_id from ${productFacets}
        where ${isFacet(tx, shape.facets[name]!, name)}`
  }
}

/** PostgreSQL is kept from going through all prices below the range at once: it looks into each span by itself. */
function inSpans(tx: ReadTx, columns: SQL): SQL {
  const { productPrices } = tables(tx)
  const { currency, span, minAmount, maxAmount } = productPrices
  const prices = sql`${productPrices} where ${currency} = ${sql.placeholder('currency')} and ${span} = spans.column1
    and ${minAmount} between ${sql.placeholder('min')} - spans.column2 and ${sql.placeholder('max')}
    and ${maxAmount} >= ${sql.placeholder('min')}`
  return tx.dialect === 'sqlite'
    ? sql`select ${columns} from ${priceSpans} spans cross join ${prices}`
    : sql`select product_id from ${priceSpans} spans
        cross join lateral (select ${columns} from ${prices} offset 0) priced`
}

/** The same on SQLite, each product once, with the number by which full-text search knows it. */
export function numberedSet(tx: ReadTx, shape: FilterShape, name: SetName): SQL {
  const { productId, searchNumber } = tables(tx).productPrices
  const lookedUp = (id: SQL) => sql`(select number from product_search_rows searched where searched.product_id = ${id})`
  // The cast has the numbers indexed, to meet those of the matches.
  const known = sql`cast(coalesce(${searchNumber}, ${lookedUp(sql`${productId}`)}) as integer)`
  return name === 'price'
    ? sql`select distinct product_id, number
        from (${inSpans(tx, sql`${productId} as product_id, ${known} as number`)}) members`
    : sql`select product_id, ${lookedUp(sql`members.product_id`)} as number
        from (select distinct product_id from (${setOf(tx, shape, name)}) members) members`
}

/** A filter whose products a list begins with, and whether these are so few that looking each up is quickest. */
export type ChosenSet = { readonly name: SetName; readonly isTiny: boolean }

export const mostTiny = 1000

/** The filter that leaves fewest products, and no more than so many. */
export type SmallestSet = { readonly name: SetName; readonly size: number }

/** The filter that leaves fewest, if any leaves few. None is counted beyond that. */
export async function smallestSet(
  tx: ReadTx,
  shape: SetShape & { readonly sort: SortOrder },
  params: Record<string, unknown>,
): Promise<SmallestSet | undefined> {
  const names = setsOf(shape)
  const isAlone =
    names.filter(name => name !== 'price' || shape.sort === 'title').length <= 1 && shape.words === undefined
  let smallest: SmallestSet | undefined
  let most = isAlone ? few.alone : few.among
  for (const name of names) {
    const [row] = await sizeQuery(shape, name)(tx, params)
    if (!row || row.size > most) continue
    smallest = { name, size: row.size }
    most = row.size - 1
  }
  return smallest
}

/** The set, unless it holds more than so many. */
export const chosenOf = (set: SmallestSet | undefined, most: number = few.among): ChosenSet | undefined =>
  set === undefined || set.size > most ? undefined : { name: set.name, isTiny: set.size <= mostTiny }

type SizeQuery = (tx: ReadTx, params: Record<string, unknown>) => Promise<{ size: number }[]>
const sizeQueries = new Map<string, SizeQuery>()

function sizeQuery(shape: FilterShape, name: SetName): SizeQuery {
  const { collections, categories, brands, facets } = shape
  const key = JSON.stringify([name, collections, categories, brands, typeof name === 'number' && facets[name]])
  let run = sizeQueries.get(key)
  if (!run) {
    run = query((db, tx) =>
      db
        .select({ size: sql`count(*)`.mapWith(Number) })
        .from(sql`(${setOf(tx, shape, name)} limit ${sql.raw(String(few.among + 1))}) counted`),
    )
    sizeQueries.set(key, run)
  }
  return run
}
