import { type Placeholder, sql } from 'drizzle-orm'
import type { ReadTx } from './port.ts'
import { query } from './query.ts'

type Params = Record<string, unknown>
type Select<Row> = { prepare: () => { execute: (params?: Params) => PromiseLike<Row[]> } }

/**
 * A hot select by a list of ids. It is prepared in a few sizes and the list filled up by repeating an id, so that the
 * number of ids does not make a new statement each time. A longer list is asked for in parts, and an order that the
 * select asks for holds within a part.
 */
export function queryByIds<Row>(
  build: (db: ReadTx['db'], tx: ReadTx, ids: Placeholder[]) => Select<Row>,
): (tx: ReadTx, ids: readonly string[], params?: Params) => Promise<Row[]> {
  const queries = sizes.map(size => ({ size, run: query((db, tx) => build(db, tx, placeholdersOf(size))) }))
  return async (tx, ids, params = {}) => {
    const rows: Row[] = []
    for (let start = 0; start < ids.length; start += largest) {
      const part = ids.slice(start, start + largest)
      const fitting = queries.find(({ size }) => size >= part.length)!
      const found = await fitting.run(tx, filled(params, part, fitting.size))
      if (part.length === ids.length) return found
      rows.push(...found)
    }
    return rows
  }
}

const largest = 200
const sizes = [1, 10, 50, largest]

const names = Array.from({ length: largest }, (_, index) => `id${index}`)

const placeholdersOf = (size: number) => names.slice(0, size).map(name => sql.placeholder(name))

function filled(params: Params, ids: readonly string[], size: number): Params {
  const all = { ...params }
  for (let index = 0; index < size; index += 1) all[names[index]!] = ids[index] ?? ids[0]
  return all
}
