import { and, eq, inArray, ne, type Placeholder, type SQL, sql } from 'drizzle-orm'
import { catalogTables, categoryIdsOf } from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import { cleanLine } from '../shared/clean-text.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { type FacetValue, tagKey } from './attribute-values.ts'
import type { CountedProduct, CountedVariant } from './facets.ts'
import type { PriceAsker } from './offers.ts'
import { forGroups, groupParams, listAmount, shownAmount } from './shown-price.ts'
import { isSoldOut } from './sold-out.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

/**
 * What facets count of these products, by id, with the prices and the stock of this moment. Of those that stand only in
 * a list without one of the filters, the values under other names than the filters' are not read.
 */
export async function countedProducts(
  tx: ReadTx,
  { whole, others, names }: Record<'whole' | 'others' | 'names', readonly string[]>,
  { currency, groups }: PriceAsker,
): Promise<Map<string, CountedProduct>> {
  const ids = [...whole, ...others]
  const values = new Map<string, FacetValue[]>()
  // Tags are filters and no facet.
  const rows = await valuesBesides(tx, whole, { name: names.includes(tagKey) ? '' : tagKey })
  for (const name of names) rows.push(...(await valuesNamed(tx, others, { name })))
  for (const { holder, ...value } of rows) add(values, holder, value)
  const variants = new Map<string, CountedVariant[]>()
  const asked = { currency, now: tx.now, ...groupParams(groups) }
  for (const { id, productId, amount, list, isSoldOut: soldOut } of await variantsFor(groups)(tx, ids, asked)) {
    add(variants, productId, { amount, listAmount: list, isAvailable: soldOut === 0, values: values.get(id) ?? [] })
  }
  const categories = await categoryIdsOf(tx, ids)
  const brands = await brandsById(tx, ids)
  return new Map(
    brands.map(({ id, brand, brandKey }) => [
      id,
      {
        categoryIds: categories.get(id) ?? [],
        brand: brand === null || brandKey === null ? undefined : { key: brandKey, label: cleanLine(brand) },
        values: values.get(id) ?? [],
        variants: variants.get(id) ?? [],
      },
    ]),
  )
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key)
  if (list) list.push(item)
  else lists.set(key, [item])
}

const valuesBesides = queryByIds((db, tx, ids) => {
  const isOther = ne(tables(tx).productFacets.nameKey, sql.placeholder('name'))
  return selectValues(db, tx, and(inProducts(tx, ids), isOther))
})

/** Put behind nothing, a name is not looked up in the index of values, where the whole shop has it. */
const valuesNamed = queryByIds((db, tx, ids) => {
  const isNamed = sql`${tables(tx).productFacets.nameKey} || '' = ${sql.placeholder('name')}`
  return selectValues(db, tx, and(inProducts(tx, ids), isNamed))
})

const inProducts = (tx: ReadTx, ids: Placeholder[]) => inArray(tables(tx).productFacets.productId, ids)

function selectValues(db: ReadTx['db'], tx: ReadTx, condition: SQL | undefined) {
  const { productFacets } = tables(tx)
  const { productId, variantId, nameKey, valueKey, number, unit, name, label } = productFacets
  const holder = sql<string>`case when ${variantId} = '' then ${productId} else ${variantId} end`
  return db.select({ holder, nameKey, valueKey, number, unit, name, label }).from(productFacets).where(condition)
}

const variantsFor = forGroups(groups =>
  queryByIds((db, tx, ids) => {
    const { variants } = catalog(tx)
    const { prices } = pricing(tx)
    return db
      .select({
        id: variants.id,
        productId: variants.productId,
        amount: sql<number>`${shownAmount(tx, groups)}`.mapWith(Number),
        list: sql<number>`${listAmount(tx)}`.mapWith(Number),
        isSoldOut: sql<number>`case when ${isSoldOut(tx)} then 1 else 0 end`.mapWith(Number),
      })
      .from(variants)
      .innerJoin(prices, and(eq(prices.variantId, variants.id), eq(prices.currency, sql.placeholder('currency'))))
      .where(and(inArray(variants.productId, ids), sql`not ${variants.archived}`))
  }),
)

const brandsById = queryByIds((db, tx, ids) => {
  const { products } = catalog(tx)
  const { id, brand, brandKey } = products
  return db.select({ id, brand, brandKey }).from(products).where(inArray(id, ids))
})

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
