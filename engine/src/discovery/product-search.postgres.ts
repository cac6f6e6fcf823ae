import { sql } from 'drizzle-orm'
import type * as sqlite from './product-search.sqlite.ts'

export const writeDocuments: typeof sqlite.writeDocuments = async (tx, documents) => {
  for (const { productId, title, brand, kind, details, description } of documents) {
    await tx.rows(
      sql`insert into product_search (product_id, words) values (${productId},
        setweight(to_tsvector('mitchweb', ${title}), 'A') ||
        setweight(to_tsvector('mitchweb', ${`${brand} ${kind}`}), 'B') ||
        setweight(to_tsvector('mitchweb', ${details}), 'C') ||
        setweight(to_tsvector('mitchweb', ${description}), 'D'))
        on conflict (product_id) do update set words = excluded.words`,
    )
  }
}

export const removeDocuments: typeof sqlite.removeDocuments = async (tx, productIds) => {
  if (productIds.length > 0) await tx.rows(sql`delete from product_search where product_id in ${productIds}`)
}

/** Two changes to the same products wait for each other, in one order, so that the later one sees what the earlier did. */
export const holdProducts: typeof sqlite.holdProducts = async (tx, productIds) => {
  if (productIds.length > 0)
    await tx.rows(sql`select id from products where id in ${productIds} order by id for update`)
}
