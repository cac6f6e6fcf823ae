import type { SQL } from 'drizzle-orm'
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { NewId } from '../shared/ids.ts'
import type { Columns } from './columns.sqlite.ts'

/** Drizzle's builder as both databases share it; always awaited. PostgreSQL's is cast to this type in `open-postgres.ts`. */
export type Db = BetterSQLite3Database

export type Dialect = 'sqlite' | 'postgres'

/** A fact in the past. Written in the transaction that made it true and delivered after commit, at least once. */
export type ShopEvent = { readonly type: string; readonly payload: Readonly<Record<string, unknown>> }

/** One moment of the shop, for reading: several statements see the same rows. */
export type ReadTx = {
  readonly dialect: Dialect
  readonly columns: Columns
  /** The same object for every transaction of a connection, so that `query` can keep prepared statements by it. */
  readonly db: Pick<Db, 'select' | 'selectDistinct' | '$with' | 'with'>
  /**
   * Rows of hand-written SQL, for what the builder cannot say. A statement that answers no rows gives an empty list.
   * Values come as the database stores them: an instant is a number on SQLite and a string on PostgreSQL.
   */
  readonly rows: <T extends Record<string, unknown>>(query: SQL) => Promise<T[]>
  readonly now: Date
  /** The shop's address without a trailing slash; links in answers begin with it. */
  readonly publicUrl: string
  /** Records of a shop are taken in with their ids: one that this shop does not know is made, and not refused. */
  readonly keepsIds?: boolean
}

/** One transaction: its rows, events and idempotency record commit together or not at all. Unusable after its end. */
export type Tx = Omit<ReadTx, 'db'> & {
  readonly db: Omit<Db, 'transaction'>
  readonly newId: NewId
  readonly emit: (type: string, payload: ShopEvent['payload']) => Promise<void>
}

/**
 * The port to the database. `write` runs the work in one transaction and answers only when it is on disk; waiting writes
 * may share a commit, each with a savepoint of its own. A transaction inside a transaction is an immediate error.
 *
 * The work may be run again from its beginning when the database asks for it, so it changes nothing but its `tx`.
 */
export type Storage = {
  readonly dialect: Dialect
  readonly read: <T>(work: (tx: ReadTx) => Promise<T>) => Promise<T>
  readonly write: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  /**
   * Names the present state of the shop: what was read before under the same name would be read again. It holds the last
   * commit and the second of the clock; undefined where others may write beside this process.
   */
  readonly moment: () => string | undefined
  /** Throws when called inside a transaction: nothing slow or remote happens there. */
  readonly assertOutside: (what: string) => void
  /** Calls the listener after each commit that wrote events. Answers the function that ends it. */
  readonly onEvents: (listener: () => void) => () => void
  /** Tells other processes under which address this one serves the shop, for as long as it holds the database. */
  readonly announce: (url: string) => void
  /**
   * Writes the file anew, without the bytes that removed rows have left in it and its log. Nobody is answered meanwhile.
   * False where another process reads an older moment: then some of them stay. Absent where the database has its own way.
   */
  readonly compact?: () => Promise<boolean>
  /** Finishes the transactions in hand, refuses new ones, and lets the database go. */
  readonly close: () => Promise<void>
}

/** What is injected into every transaction: the clock, the ids and the shop's address. */
export type StorageOptions = {
  readonly clock?: () => Date
  readonly newId?: NewId
  readonly publicUrl?: string
}
