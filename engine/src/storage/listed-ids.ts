import { type SQL, sql } from 'drizzle-orm'
import type { ReadTx } from './port.ts'

/**
 * Any number of ids in one parameter of a prepared select, as rows of `place`, counted from zero, and `id`. Its
 * placeholder is `ids`, filled with them as JSON.
 */
export const listedIds = (tx: ReadTx): SQL =>
  tx.dialect === 'sqlite'
    ? sql`(select key as place, value as id from json_each(${sql.placeholder('ids')}))`
    : sql`(select ordinality - 1 as place, value as id
        from json_array_elements_text(${sql.placeholder('ids')}::json) with ordinality)`
