import { sql } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'

/**
 * PostgreSQL plans by what it last counted, which it does by itself a minute or so after an import: until then a list may
 * take seconds. So it counts anew each time the shop has doubled; one transaction at a time, as the last thing that it
 * does, because the tables stay locked against being counted. SQLite is told how to go about each list.
 */
export async function recountForPlans(tx: Tx): Promise<void> {
  if (tx.dialect === 'sqlite') return
  const [grown] = await tx.rows(
    sql`select 1 from search_words, pg_class where search_words.stem = '' and pg_class.oid = 'products'::regclass
      and search_words.products >= ${smallest}::bigint and search_words.products >= 2 * pg_class.reltuples
      and pg_try_advisory_xact_lock(${counting})`,
  )
  if (grown) await tx.rows(sql.raw(`analyze ${planned.join(', ')}`))
}

/** A smaller shop is quick by any plan. */
const smallest = 500
/** Names the lock; any number that nothing else uses. */
const counting = 140_014
const planned = [
  'products',
  'variants',
  'prices',
  'stock',
  'product_categories',
  'collection_products',
  'product_prices',
  'product_facets',
  'product_search',
  'product_headings',
  'search_words',
  'search_spellings',
]
