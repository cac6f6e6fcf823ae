import { inArray, sql } from 'drizzle-orm'
import type { TranslatedType } from '../catalog/contract.ts'
import { catalogTables, indexText, variantOwners } from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'

const catalog = tablesOf(catalogTables)

/** The products in which any of these things is told: those themselves, the owners of variants, and what lies in a category. */
export async function productsSaying(
  tx: ReadTx,
  keys: ReadonlyMap<TranslatedType, ReadonlySet<string>>,
): Promise<string[]> {
  const of = (type: TranslatedType) => [...(keys.get(type) ?? [])]
  const owners = await variantOwners(tx, of('variant'))
  const ids = new Set([...of('product'), ...owners.map(({ productId }) => productId)])
  for (const id of await inCategories(tx, of('category'))) ids.add(id)
  for (const term of of('term')) for (const id of await withWords(tx, indexText(term))) ids.add(id)
  return [...ids].sort()
}

async function inCategories(tx: ReadTx, pathKeys: readonly string[]): Promise<string[]> {
  if (pathKeys.length === 0) return []
  const { categories, productCategories } = catalog(tx)
  const rows = await tx.db
    .selectDistinct({ id: productCategories.productId })
    .from(productCategories)
    .where(
      inArray(
        productCategories.categoryId,
        tx.db
          .select({ id: categories.id })
          .from(categories)
          .where(inArray(categories.pathKey, [...pathKeys])),
      ),
    )
  return rows.map(({ id }) => id)
}

/** Products that have all these words somewhere, by the index of their own words: a word of the shop is always among them. */
async function withWords(tx: ReadTx, text: string): Promise<string[]> {
  const words = text.split(' ').filter(Boolean)
  if (words.length === 0) return []
  const rows = await tx.rows<{ id: string }>(
    tx.dialect === 'sqlite'
      ? sql`select product_id as id from product_search_rows where number in
          (select rowid from product_search where product_search match ${words.map(word => `"${word}"`).join(' AND ')})`
      : sql`select product_id as id from product_search
          where words @@ to_tsquery('mitchweb', ${words.map(word => `'${word}'`).join(' & ')})`,
  )
  return rows.map(({ id }) => id)
}
