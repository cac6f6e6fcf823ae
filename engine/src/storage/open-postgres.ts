import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { commitListeners } from './commit-listeners.ts'
import { asCommerceError, databaseCode, unavailable } from './database-errors.ts'
import { migratePostgres } from './migrate-postgres.ts'
import type { Storage, StorageOptions } from './port.ts'
import { connectionOf } from './postgres-connection.ts'
import { injected, transactionOn } from './transaction.ts'
import { type Scope, scopeOn, transactionScopes } from './transaction-scope.ts'

export type PostgresOptions = StorageOptions & {
  readonly url: string
  readonly poolSize?: number
  /** For tests only: accept a server that acknowledges commits before they are on disk. */
  readonly allowLosingCommits?: boolean
}

const attempts = 5
const worthRepeating = new Set(['40001', '40P01', 'version_conflict'])
const readOnly = 'begin isolation level repeatable read read only'
const readWrite = 'begin isolation level read committed read write'

/** Opens a shop on a PostgreSQL database that any number of processes may share, and brings its tables up to date. */
export async function openPostgres({
  url,
  poolSize = 10,
  allowLosingCommits,
  ...options
}: PostgresOptions): Promise<Storage> {
  const given = injected(options)
  await migratePostgres(url)
  const pool = poolOf(url, poolSize)
  try {
    if (!allowLosingCommits) await assertDurable(pool)
  } catch (error) {
    await pool.end()
    throw error
  }

  const scopes = transactionScopes()
  const listeners = commitListeners()
  const inHand = new Set<Promise<unknown>>()
  let closed: Promise<void> | undefined

  /** One whole transaction: begin, the work, commit; everything is rolled back when any of them fails. */
  const once = async <T>(begin: string, work: (client: pg.PoolClient, scope: Scope) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    const scope = scopeOn(client)
    let broken = false
    try {
      await client.query(begin)
      const result = await scopes.run(scope, () => work(client, scope))
      const { command } = await client.query('commit')
      // PostgreSQL answers a commit of a failed transaction with ROLLBACK, and no error.
      if (command !== 'COMMIT') throw new Error('A statement of this transaction had failed, so nothing was kept.')
      if (scope.emitted) listeners.call()
      return result
    } catch (error) {
      broken = await client.query('rollback').then(
        () => false,
        () => true,
      )
      throw error
    } finally {
      client.release(broken)
    }
  }

  const transact = async <T>(begin: string, work: (client: pg.PoolClient, scope: Scope) => Promise<T>) => {
    if (closed) throw unavailable('is closing')
    const mine = repeated(() => once(begin, work))
    inHand.add(mine)
    try {
      return await mine
    } finally {
      inHand.delete(mine)
    }
  }

  return {
    dialect: 'postgres',
    assertOutside: scopes.assertOutside,
    onEvents: listeners.add,
    announce: () => {},
    moment: () => undefined,
    read: async work => {
      scopes.assertOutside('A read')
      return await transact(readOnly, (client, scope) =>
        work(transactionOn(connectionOf(client, scopes), scope, given)),
      )
    },
    write: async work => {
      scopes.assertOutside('A write')
      return await transact(readWrite, (client, scope) =>
        work(transactionOn(connectionOf(client, scopes), scope, given)),
      )
    },
    close: () => {
      // A pool that is ended leaves those who wait for a connection waiting, so everything in hand comes first.
      closed ??= Promise.allSettled(inHand).then(() => pool.end())
      return closed
    },
  }
}

function poolOf(url: string, size: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 10_000,
    // A node that hangs inside a transaction must not hold its locks for ever.
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'mitchweb',
    onConnect: async client => void (await client.query(planning)),
  })
  // A connection that the server ends fails its transaction and is replaced; these events, unheard, would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

/**
 * PostgreSQL takes a page met by chance for four times as dear as the next one, as on a disk that turns. Right after an
 * import, when it must look up more pages because it has not tidied up yet, it would therefore read whole tables of a large
 * shop instead of a thousand rows.
 */
const planning = 'set random_page_cost = 1.1'

/** An order that was acknowledged must survive a power cut, as on SQLite. */
async function assertDurable(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query('show synchronous_commit')
  if (rows[0]?.synchronous_commit === 'off') {
    throw new Error(
      'This PostgreSQL acknowledges commits before they are on disk (synchronous_commit is off), so it could lose paid ' +
        'orders. Set synchronous_commit = on for the server, the database or the user.',
    )
  }
}

/**
 * The whole transaction again, when it was ended to let another one through: by the database, or by a row whose version
 * had moved. Versions are read in the transaction that saves, so who comes second only has to look again.
 */
async function repeated<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction()
    } catch (error) {
      const code = databaseCode(error)
      if (attempt === attempts || !(code && worthRepeating.has(code))) throw asCommerceError(error)
      await wait(Math.random() * 10 * 2 ** attempt)
    }
  }
}
