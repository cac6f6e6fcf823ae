import type { SQL } from 'drizzle-orm'
import { randomId } from '../shared/ids.ts'
import type { Columns } from './columns.sqlite.ts'
import { recordEvent } from './outbox.ts'
import type { Db, Dialect, StorageOptions, Tx } from './port.ts'
import type { Scope } from './transaction-scope.ts'

/** One connection as the transactions on it see it. */
export type Connection = {
  readonly dialect: Dialect
  readonly columns: Columns
  readonly db: Db
  readonly rows: <T extends Record<string, unknown>>(query: SQL) => Promise<T[]>
}

export type Injected = Required<StorageOptions>

/** The injected clock, ids and address, or the real ones. */
export const injected = ({ clock, newId, publicUrl }: StorageOptions): Injected => ({
  clock: clock ?? (() => new Date()),
  newId: newId ?? randomId,
  publicUrl: (publicUrl ?? 'http://localhost:3000').replace(/(?<!\/)\/+$/, ''),
})

/** The `tx` of one scope on one connection; it throws when it is used after the scope's end. */
export function transactionOn(connection: Connection, scope: Scope, { clock, newId, publicUrl }: Injected): Tx {
  const { dialect, columns } = connection
  const live = () => {
    if (scope.ended) throw new Error('This transaction has ended; a tx is of no use outside the work it was given to.')
    return connection
  }
  const tx: Tx = {
    dialect,
    columns,
    get db() {
      return live().db
    },
    rows: async query => await live().rows(query),
    now: clock(),
    publicUrl,
    newId: (...wanted) => {
      live()
      return newId(...wanted)
    },
    emit: async (type, payload) => {
      live()
      scope.emitted = true
      await recordEvent(tx, { type, payload })
    },
  }
  return tx
}
