import { type Column, type SQL, sql } from 'drizzle-orm'
import { catalogTables, isMember } from '../catalog/index.ts'
import { isSoldInMarket, pricingTables, type RestrictedMarket } from '../pricing/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { listAmount, shownAmount } from './shown-price.ts'
import { isSoldOut } from './sold-out.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

/** What of the filters changes a listing's SQL; lists are given by the number of their placeholders. */
export type FilterShape = {
  readonly groups: number
  readonly market: RestrictedMarket['restriction'] | undefined
  readonly categories: number
  readonly collections: number
  readonly brands: number
  readonly facets: readonly FacetShape[]
  readonly price: boolean
  readonly available: boolean
  readonly onSale: boolean
}

export type FacetShape = { readonly values: number; readonly range: boolean }

export const among = (name: string, size: number): SQL =>
  sql`(${sql.join(
    Array.from({ length: size }, (_, index) => sql.placeholder(`${name}${index}`)),
    sql`, `,
  )})`

/** In the buyer's market everything is sold, or only some products are. */
export const ofMarket = (tx: ReadTx, { market }: Pick<FilterShape, 'market'>): SQL[] =>
  market ? [isSoldInMarket(tx, market)] : []

export function inCategories(tx: ReadTx, { categories }: FilterShape): SQL {
  const { products, productCategories } = catalog(tx)
  return sql`exists (select 1 from ${productCategories} where ${productCategories.productId} = ${products.id}
    and ${productCategories.categoryId} in ${among('category', categories)})`
}

export function inCollections(tx: ReadTx, { collections }: FilterShape): SQL {
  const { products, collectionProducts } = catalog(tx)
  return sql`exists (select 1 from ${collectionProducts} where ${collectionProducts.productId} = ${products.id}
    and ${collectionProducts.collectionId} in ${among('collection', collections)} and ${isMember(tx)})`
}

export function ofBrands(tx: ReadTx, { brands }: FilterShape): SQL {
  return sql`${catalog(tx).products.brandKey} in ${among('brand', brands)}`
}

/** Of the price and the saving that are asked for what the product's own prices tell. */
export function ofPrices(tx: ReadTx, { price, onSale }: FilterShape): SQL[] {
  const { minAmount, maxAmount, savingPpm } = tables(tx).productPrices
  return [
    // Added to zero, an amount is not looked up in the index of prices, which would be gone through for each product.
    ...(price
      ? [sql`${minAmount} + 0 <= ${sql.placeholder('max')}`, sql`${maxAmount} + 0 >= ${sql.placeholder('min')}`]
      : []),
    ...(onSale ? [sql`${savingPpm} + 0 > 0`] : []),
  ]
}

/** Columns that name a product and what its cheapest and its dearest variant cost. */
export type PricedColumns = Record<'productId' | 'minAmount' | 'maxAmount', Column | SQL>

/**
 * One and the same variant is within the price, can be bought, is reduced and has every attribute, as far as those are
 * asked for. SQLite looks at the variants as soon as it has read the column that names their product, which should
 * therefore be of the table that is read last.
 */
export function ofVariants(
  tx: ReadTx,
  shape: FilterShape & { readonly isRough?: boolean },
  { productId, minAmount, maxAmount }: PricedColumns,
): SQL[] {
  const [min, max] = [sql.placeholder('min'), sql.placeholder('max')]
  const { available, onSale, facets } = shape
  const price = shape.price && !shape.isRough
  if (!price && !available && !onSale && facets.length === 0) return []
  const isPriceAlone = price && !available && !onSale && facets.length === 0
  const has = hasVariant(tx, shape, productId)
  if (!isPriceAlone) return [has]
  // Where the cheapest or the dearest variant is within the price, no other need be looked at. For a member of several
  // groups the dearest may cost less than in the row of one of them.
  const isDearest = shape.groups > 0 ? [] : [sql`${maxAmount} <= ${max}`]
  return [sql`(${sql.join([sql`${minAmount} >= ${min}`, ...isDearest, has], sql` or `)})`]
}

function hasVariant(
  tx: ReadTx,
  { groups, price, available, onSale, facets }: FilterShape,
  productId: PricedColumns['productId'],
): SQL {
  const { variants } = catalog(tx)
  const { prices } = pricing(tx)
  const amount = shownAmount(tx, groups)
  const conditions = [
    sql`${variants.productId} = ${productId}`,
    sql`not ${variants.archived}`,
    sql`${prices.variantId} = ${variants.id}`,
    sql`${prices.currency} = ${sql.placeholder('currency')}`,
    ...facets.map((facet, index) => hasFacet(tx, facet, index)),
    ...(price ? [sql`${amount} between ${sql.placeholder('min')} and ${sql.placeholder('max')}`] : []),
    ...(onSale ? [sql`${amount} < ${listAmount(tx)}`] : []),
    ...(available ? [sql`not ${isSoldOut(tx)}`] : []),
  ]
  return sql`exists (select 1 from ${variants} cross join ${prices} where ${sql.join(conditions, sql` and `)})`
}

function hasFacet(tx: ReadTx, facet: FacetShape, index: number): SQL {
  const { variants } = catalog(tx)
  const { productFacets } = tables(tx)
  const { productId, variantId } = productFacets
  return sql`exists (select 1 from ${productFacets} where ${productId} = ${variants.productId}
    and ${variantId} in ('', ${variants.id}) and ${isFacet(tx, facet, index)})`
}

/** The row of `product_facets` is one of those asked for under the name of this facet. */
export function isFacet(tx: ReadTx, { values, range }: FacetShape, index: number): SQL {
  const { nameKey, valueKey, number, unit } = tables(tx).productFacets
  const [lower, upper] = [sql.placeholder(`facet${index}min`), sql.placeholder(`facet${index}max`)]
  const any = [
    ...(values > 0 ? [sql`${valueKey} in ${among(`facet${index}value`, values)}`] : []),
    ...(range
      ? [
          sql`(coalesce(${unit}, '') = ${sql.placeholder(`facet${index}unit`)} and ${number} between ${lower} and ${upper})`,
        ]
      : []),
  ]
  return sql`${nameKey} = ${sql.placeholder(`facet${index}`)} and (${sql.join(any, sql` or `)})`
}
