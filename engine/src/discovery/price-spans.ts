import { type SQL, sql } from 'drizzle-orm'
import type { ReadTx } from '../storage/port.ts'
import { tables } from './tables.ts'

/** The class n is of prices that lie at most 2^n - 1 minor units apart: all that an amount can be. */
const widths = Array.from({ length: 54 }, (_, span) => 2 ** span - 1)

/**
 * Products are filed by how far their prices lie apart, because a range of prices is then found within so much of its
 * bounds, instead of from the lowest price of the shop on. `column1` is the class and `column2` its width.
 */
export const priceSpans: SQL = sql.raw(`(values ${widths.map((width, span) => `(${span}, ${width})`).join(', ')})`)

/** The class of prices that lie so far apart. */
export const spanOf = (distance: SQL): SQL =>
  sql`(select count(*) from ${priceSpans} spans where spans.column2 < ${distance})`

/** How far the prices of a product in the currency may lie apart, as far as products are filed. */
export function widestSpan(tx: ReadTx): SQL {
  const { productPrices } = tables(tx)
  return sql`(select coalesce(max(spans.column2), 0) from ${priceSpans} spans where exists (
    select 1 from ${productPrices} filed where filed.currency = ${sql.placeholder('currency')}
    and filed.span = spans.column1))`
}
