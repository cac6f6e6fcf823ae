import pg from 'pg'
import type { Dialect, ReadTx, StorageOptions } from './port.ts'
import { connectionOf as postgresConnectionOf } from './postgres-connection.ts'
import { openConnection, connectionOf as sqliteConnectionOf } from './sqlite-connection.ts'
import { injected, transactionOn } from './transaction.ts'
import { scopeOn, transactionScopes } from './transaction-scope.ts'

/** A shop's database for reading alone: it is not migrated, and whoever has it open goes on. */
export type Reader = {
  readonly dialect: Dialect
  /** One moment of the shop, however long the work takes. */
  readonly read: <T>(work: (tx: ReadTx) => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/** Opens a `postgres://` URL or a file that is there, beside a running shop or without one. */
export async function openReader({
  database,
  ...options
}: StorageOptions & { readonly database: string }): Promise<Reader> {
  return /^postgres(ql)?:\/\//.test(database) ? postgresReader(database, options) : sqliteReader(database, options)
}

function sqliteReader(file: string, options: StorageOptions): Reader {
  const client = openConnection(file, { readonly: true })
  const scopes = transactionScopes()
  const connection = sqliteConnectionOf(client, () => scopes.isOn(client))
  const given = injected(options)
  return {
    dialect: 'sqlite',
    read: async work => {
      const scope = scopeOn(client)
      client.exec('BEGIN')
      try {
        return await scopes.run(scope, () => work(transactionOn(connection, scope, given)))
      } finally {
        client.exec('ROLLBACK')
      }
    },
    close: async () => {
      client.close()
    },
  }
}

async function postgresReader(url: string, options: StorageOptions): Promise<Reader> {
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 10_000,
    application_name: 'mitchweb',
  })
  pool.on('error', () => {})
  const client = await pool.connect().catch(async error => {
    await pool.end()
    throw error
  })
  client.on('error', () => {})
  const scopes = transactionScopes()
  const connection = postgresConnectionOf(client, scopes)
  const given = injected(options)
  return {
    dialect: 'postgres',
    read: async work => {
      const scope = scopeOn(client)
      await client.query('begin isolation level repeatable read read only')
      try {
        return await scopes.run(scope, () => work(transactionOn(connection, scope, given)))
      } finally {
        await client.query('rollback')
      }
    },
    close: async () => {
      client.release()
      await pool.end()
    },
  }
}
