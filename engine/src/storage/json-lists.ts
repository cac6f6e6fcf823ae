import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { ReadTx } from './port.ts'

// Thousands of rows go in and out of a prepared select as one text: to hand them over one by one takes longer than to
// find them.

/** The rows of a parameter: `place`, counted from zero, and `id`. Its placeholder is `ids`, filled with ids as JSON. */
export const listedIds = (tx: ReadTx): SQL =>
  tx.dialect === 'sqlite'
    ? sql`(select key as place, value as id from json_each(${sql.placeholder('ids')}))`
    : sql`(select ordinality - 1 as place, value as id
        from json_array_elements_text(${sql.placeholder('ids')}::json) with ordinality)`

/** The only column of a select that answers all its rows as JSON, each a list of these values. */
export function jsonRows(tx: ReadTx, values: readonly SQL[], order?: SQL): SQL<string> {
  const listed = sql.join([...values], sql`, `)
  const sorted = order ? sql` order by ${order}` : sql``
  return tx.dialect === 'sqlite'
    ? sql<string>`json_group_array(json_array(${listed})${sorted})`
    : sql<string>`coalesce(json_agg(json_build_array(${listed})${sorted}), '[]')::text`
}

/**
 * A select of values that are given as one parameter, so that their number does not change the statement: rows, or the
 * placeholder of rows as JSON.
 */
export function givenRows<T extends object>(
  tx: Pick<ReadTx, 'dialect'>,
  values: readonly T[] | Placeholder,
  columns: Record<keyof T & string, string>,
): SQL {
  const names = Object.keys(columns)
  const json = Array.isArray(values) ? JSON.stringify(values) : values
  if (tx.dialect === 'sqlite') {
    const read = names.map(name => sql`json_extract(value, ${sql.raw(`'$.${name}'`)})`)
    return sql`select ${sql.join(read, sql`, `)} from json_each(${json}) where true`
  }
  const typed = Object.entries(columns).map(([name, type]) => sql.raw(`"${name}" ${type}`))
  const read = names.map(name => sql.raw(`"${name}"`))
  return sql`select ${sql.join(read, sql`, `)} from json_to_recordset(${json}::json) as given (${sql.join(typed, sql`, `)})`
}
