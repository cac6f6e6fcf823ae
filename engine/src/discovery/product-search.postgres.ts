import { sql } from 'drizzle-orm'
import type * as sqlite from './product-search.sqlite.ts'
import { documentVersion, stemLines } from './search-document.ts'
import { matchOnPostgres, tsExpression, tsFilters } from './search-expression.ts'

export const writeDocuments: typeof sqlite.writeDocuments = async (tx, documents) => {
  if (documents.length === 0) return
  const rows = documents.map(document => ({
    product_id: document.productId,
    stems: stemLines(document),
    title: document.title,
    named: `${document.brand} ${document.kind}`,
    details: document.details,
    description: document.description,
    filters: document.filterWords,
  }))
  await tx.rows(
    sql`insert into product_search (product_id, stems, version, heading, words)
      select product_id, stems, ${documentVersion}::bigint, heading, heading ||
        setweight(to_tsvector('mitchweb', details), 'C') ||
        setweight(to_tsvector('mitchweb', description), 'D') ||
        array_to_tsvector(array(select json_array_elements_text(filters)))
      from (
        select *, setweight(to_tsvector('mitchweb', title), 'A') || setweight(to_tsvector('mitchweb', named), 'B') as heading
        from json_to_recordset(${JSON.stringify(rows)}::json)
          as given (product_id text, stems text, title text, named text, details text, description text, filters json)
      ) made
      on conflict (product_id) do update
      set stems = excluded.stems, version = excluded.version, heading = excluded.heading, words = excluded.words`,
  )
}

export const removeDocuments: typeof sqlite.removeDocuments = async (tx, productIds) => {
  if (productIds.length > 0) await tx.rows(sql`delete from product_search where product_id in ${productIds}`)
}

export const stemLinesOf: typeof sqlite.stemLinesOf = async (tx, productIds) => {
  const rows = await tx.rows<{ id: string; stems: string }>(
    sql`select product_id as id, stems from product_search
      where product_id in (select json_array_elements_text(${JSON.stringify(productIds)}::json)) and stems is not null`,
  )
  return new Map(rows.map(row => [row.id, row.stems]))
}

export const outdatedProducts: typeof sqlite.outdatedProducts = async (tx, limit) => {
  const rows = await tx.rows<{ id: string }>(
    sql`select product_id as id from product_search where version < ${documentVersion} limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

export const outdateCategory: typeof sqlite.outdateCategory = async (tx, categoryId) => {
  await tx.rows(
    sql`update product_search set version = 0
      where product_id in (select product_id from product_categories where category_id = ${categoryId})`,
  )
}

export const countMatches: typeof sqlite.countMatches = async (tx, match, most) => {
  const { terms, without, within } = match
  const condition = matchOnPostgres(match.place, {
    words: terms.length > 0 ? tsExpression(match) : undefined,
    without: without && tsExpression(without),
    within: within && tsFilters(within),
  })
  const [counted] = await tx.rows<{ matches: number }>(
    sql`select count(*)::int as matches from (select 1 from product_search where ${condition} limit ${most}) found`,
  )
  return counted?.matches ?? 0
}

/** Two changes to the same products wait for each other, in one order, so that the later one sees what the earlier did. */
export const holdProducts: typeof sqlite.holdProducts = async (tx, productIds) => {
  if (productIds.length > 0)
    await tx.rows(sql`select id from products where id in ${productIds} order by id for update`)
}
