import { sql } from 'drizzle-orm'
import type * as sqlite from './product-search.sqlite.ts'
import { stemLines } from './search-document.ts'
import { matchOnPostgres, tsExpression } from './search-expression.ts'

export const writeDocuments: typeof sqlite.writeDocuments = async (tx, documents) => {
  for (const document of documents) {
    const { productId, title, brand, kind, details, description } = document
    const heading = sql`setweight(to_tsvector('mitchweb', ${title}), 'A') ||
      setweight(to_tsvector('mitchweb', ${`${brand} ${kind}`}), 'B')`
    await tx.rows(
      sql`insert into product_search (product_id, stems, heading, words)
        select ${productId}, ${stemLines(document)}, heading, heading ||
          setweight(to_tsvector('mitchweb', ${details}), 'C') ||
          setweight(to_tsvector('mitchweb', ${description}), 'D')
        from (select ${heading} as heading) made
        on conflict (product_id) do update
        set stems = excluded.stems, heading = excluded.heading, words = excluded.words`,
    )
  }
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

export const matchesMoreThan: typeof sqlite.matchesMoreThan = async (tx, match, most) => {
  const without = match.without && tsExpression(match.without)
  const condition = matchOnPostgres(match.place, { words: tsExpression(match), without })
  const rows = await tx.rows(sql`select 1 from product_search where ${condition} limit 1 offset ${most}`)
  return rows.length > 0
}

/** Two changes to the same products wait for each other, in one order, so that the later one sees what the earlier did. */
export const holdProducts: typeof sqlite.holdProducts = async (tx, productIds) => {
  if (productIds.length > 0)
    await tx.rows(sql`select id from products where id in ${productIds} order by id for update`)
}
