import Database from 'better-sqlite3'
import type { SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { sqliteColumns } from './columns.sqlite.ts'
import type { Connection } from './transaction.ts'

/**
 * WAL alone is not durable: better-sqlite3 is compiled so that it drops `synchronous` to NORMAL, and a power cut then
 * loses orders that were acknowledged. So every connection sets these and reads them back.
 */
const pragmasOf = ({ readonly }: { readonly: boolean }) => {
  const cache = readonly ? cacheKibibytes.reading : cacheKibibytes.writing
  return [
    ['journal_mode', 'WAL', 'wal'],
    ['synchronous', 'FULL', 2],
    ['foreign_keys', 'ON', 1],
    ['busy_timeout', '5000', 5000],
    ['trusted_schema', 'OFF', 0],
    ['cell_size_check', 'ON', 1],
    // Below zero the size is in KiB.
    ['cache_size', `-${cache}`, -cache],
  ] as const
}

/**
 * How much of the file stays in memory. Lists, searches and ids made at random touch pages all over it. What is changed
 * together lies closer, and a large import would keep pages that it does not come back to.
 */
const cacheKibibytes = { reading: 65_536, writing: 16_384 }

/** A connection to the file with the shop's pragmas; throws when one of them does not hold. */
export function openConnection(file: string, options: { readonly: boolean }): Database.Database {
  const client = new Database(file, { readonly: options.readonly })
  try {
    for (const [name, value, expected] of pragmasOf(options)) {
      client.pragma(`${name} = ${value}`)
      const found = client.pragma(name, { simple: true })
      if (found !== expected) throw new Error(`SQLite keeps ${name} at ${found}; the shop needs ${value}.`)
    }
    return client
  } catch (error) {
    client.close()
    throw error
  }
}

/**
 * The connection as transactions see it. `mayRun` is asked before each statement, so that a builder kept from an ended
 * transaction, or one that nobody waited for, cannot slip into another's.
 */
export function connectionOf(client: Database.Database, mayRun: () => boolean): Connection {
  const db = drizzle(guarded(client, mayRun), { casing: 'snake_case' })
  db.transaction = () => {
    throw new Error("The driver's own transactions take no async work; the storage port is the only way to begin one.")
  }
  return { dialect: 'sqlite', columns: sqliteColumns, db, rows: async <T>(query: SQL) => db.all<T>(query) }
}

function guarded(client: Database.Database, mayRun: () => boolean): Database.Database {
  const check = () => {
    if (!mayRun()) throw new Error('A statement outside its transaction: await it inside the work it belongs to.')
  }
  const guard = (statement: Database.Statement) => {
    // A builder asks for rows as arrays always or never, so one statement keeps one mode.
    let raw: unknown
    return {
      run: (...params: unknown[]) => {
        check()
        return statement.run(...params)
      },
      get: (...params: unknown[]) => {
        check()
        return statement.get(...params)
      },
      all: (...params: unknown[]) => {
        check()
        if (statement.reader) return statement.all(...params)
        statement.run(...params)
        return []
      },
      raw: () => {
        raw ??= guard(statement.raw())
        return raw
      },
    }
  }
  const prepare = (text: string) => guard(client.prepare(withStablePlan(text)))
  return { prepare } as unknown as Database.Database
}

/**
 * SQLite plans a join anew for each value that it could choose a better plan for, and the driver's clearing of values
 * after each run counts as one: what was prepared once was compiled at every run, which took a third of the time of a
 * search. A value that is an expression is not looked at. The price: a partial index whose condition compares with a
 * constant is found only by a query that says that constant in its SQL.
 */
const withStablePlan = (text: string): string => text.replace(quotedOrPlace, found => (found === '?' ? '+?' : found))

const quotedOrPlace = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\?/g
