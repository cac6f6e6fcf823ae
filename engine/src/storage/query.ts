import type { Columns } from './columns.sqlite.ts'
import type { ReadTx, Tx } from './port.ts'

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

type Params = Record<string, unknown>
type Prepared<A> = { execute: (params?: Params) => PromiseLike<A> }
type Preparable<A> = { prepare: () => Prepared<A> }
/** Parameters may be left out where there are none. */
type Given<P> = Record<never, never> extends P ? [params?: P] : [params: P]

/**
 * A hot select with `sql.placeholder`s, prepared once per connection; its rows have the type that the builder gives
 * them. The builder must make the same SQL each time. A transaction's `db` belongs to its connection on both databases,
 * so what is prepared here runs inside the transaction.
 */
export function query<P extends Params = Params, R = unknown>(
  build: (db: ReadTx['db'], tx: ReadTx) => Preparable<R[]>,
  options: Planning = {},
): (tx: ReadTx, ...given: Given<P>) => Promise<R[]> {
  return preparedOnce<ReadTx, P, R[]>(build, options)
}

/** PostgreSQL plans by what is asked for, each time: for selects whose best plan depends on it, such as full-text search. */
type Planning = { readonly isPlannedAnew?: boolean }

/**
 * The same for a hot insert, update or delete. With `returning()` it answers the rows; without it nothing, because what
 * the drivers answer then differs.
 */
export function command<P extends Params = Params, A = unknown>(
  build: (db: Tx['db'], tx: Tx) => Preparable<A>,
): (tx: Tx, ...given: Given<P>) => Promise<A extends readonly unknown[] ? A : undefined> {
  const run = preparedOnce<Tx, P, A>(build)
  type Rows = A extends readonly unknown[] ? A : undefined
  return async (tx, ...given) => {
    const answer = await run(tx, ...given)
    return (Array.isArray(answer) ? answer : undefined) as Rows
  }
}

let names = 0

function preparedOnce<T extends { readonly db: object }, P extends Params, A>(
  build: (db: T['db'], tx: T) => Preparable<A>,
  { isPlannedAnew = false }: Planning = {},
) {
  const prepared = new WeakMap<object, Prepared<A>>()
  names += 1
  // PostgreSQL keeps a statement under its name for the connection; SQLite has no use for the name.
  const name = `mitchweb_${names}`
  return async (tx: T, ...[params]: Given<P>): Promise<A> => {
    const { db } = tx
    let statement = prepared.get(db)
    if (!statement) {
      const made: { prepare: (name?: string) => Prepared<A> } = build(db, tx)
      statement = isPlannedAnew ? made.prepare() : made.prepare(name)
      prepared.set(db, statement)
    }
    return await statement.execute(params ?? {})
  }
}
