import type { SQL } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { postgresColumns } from './columns.postgres.ts'
import type { Db } from './port.ts'
import type { Connection } from './transaction.ts'
import type { TransactionScopes } from './transaction-scope.ts'

const connections = new WeakMap<object, Connection>()

/**
 * A connection of the pool as the transactions on it see it. The builder belongs to this one connection, so that what is
 * prepared on it runs inside the transaction; one on the pool would run, and commit, beside it.
 */
export function connectionOf(client: pg.PoolClient, scopes: TransactionScopes): Connection {
  const known = connections.get(client)
  if (known) return known
  const db = drizzle(guarded(client, scopes), { casing: 'snake_case' })
  db.transaction = () => {
    throw new Error("The builder's own transactions are not for use; the storage port is the only way to begin one.")
  }
  const connection: Connection = {
    dialect: 'postgres',
    columns: postgresColumns,
    // The one cast between the two dialects' builders: rooms use what both share.
    db: db as unknown as Db,
    rows: async <T>(query: SQL) => (await db.execute(query)).rows as T[],
  }
  connections.set(client, connection)
  return connection
}

type QueryConfig = pg.QueryConfig & { types?: { getTypeParser: (id: number, format?: 'text' | 'binary') => unknown } }

/** Refuses statements from outside the transaction, and reads whole numbers as numbers, as SQLite does. */
function guarded(client: pg.PoolClient, scopes: TransactionScopes): pg.PoolClient {
  const query = async (config: QueryConfig, params?: unknown[]) => {
    if (!scopes.isOn(client)) {
      throw new Error('A statement outside its transaction: await it inside the work it belongs to.')
    }
    const types = config.types ?? pg.types
    const getTypeParser = (id: number, format?: 'text' | 'binary') =>
      id === int8 || id === numeric ? numberOf : types.getTypeParser(id, format as 'text')
    return await client.query({ ...config, types: { getTypeParser } as pg.CustomTypesConfig }, params)
  }
  return { query } as unknown as pg.PoolClient
}

const int8 = 20
const numeric = 1700

/** The driver hands over counts and sums as text, because a float cannot hold them all; ours must fit. */
function numberOf(text: string): number {
  const value = Number(text)
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError(`${text} is beyond exact whole numbers.`)
  return value
}
