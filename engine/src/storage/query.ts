import type { Columns } from './columns.sqlite.ts'
import type { Db, ReadTx } from './port.ts'

/** A room's tables by a function over the column kit, made once per dialect. */
export function tablesOf<T extends object>(make: (columns: Columns) => T): (tx: { readonly columns: Columns }) => T {
  const made = new WeakMap<Columns, T>()
  return ({ columns }) => {
    let tables = made.get(columns)
    if (!tables) {
      tables = make(columns)
      made.set(columns, tables)
    }
    return tables
  }
}

type Prepared<R> = { execute: (params: Record<string, unknown>) => R | Promise<R> }
type Preparable<R> = { prepare: (name?: string) => Prepared<R> }

let names = 0

/**
 * A hot query with `sql.placeholder`s. On SQLite it is prepared once per connection; on PostgreSQL it is built from the
 * current transaction each time, because a statement prepared on the pool would run outside the transaction.
 */
export function query<P extends Record<string, unknown>, R>(
  build: (db: ReadTx['db'], tx: ReadTx) => unknown,
): (tx: ReadTx, params: P) => Promise<R[]> {
  const prepared = new WeakMap<object, Prepared<R[]>>()
  names += 1
  const name = `mitchweb_${names}`
  return async (tx, params) => {
    const make = () => (build(tx.db, tx) as Preparable<R[]>).prepare(name)
    if (tx.dialect === 'postgres') return await make().execute(params)
    let statement = prepared.get(tx.db)
    if (!statement) {
      statement = make()
      prepared.set(tx.db, statement)
    }
    return await statement.execute(params)
  }
}

export type { Db }
