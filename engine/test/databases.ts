import { randomUUID } from 'node:crypto'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, describe, inject } from 'vitest'
import { lookAtFile, lookAtTables } from '../../test/secrets/databases.ts'
import { openPostgres, type PostgresOptions } from '../src/storage/open-postgres.ts'
import { openSqlite, type SqliteOptions } from '../src/storage/open-sqlite.ts'
import type { Dialect, Storage } from '../src/storage/port.ts'
import { templateDatabase } from './postgres-server.ts'

/** One database for each test, empty but for its tables, and gone after the test. */
export type TestDatabase = {
  readonly dialect: Dialect
  /** Where the test's database is: a file, or a `postgres://` URL; for what opens it by itself, such as a child process. */
  readonly address: () => Promise<string>
  /** Opens the test's database; closed by itself after the test. On PostgreSQL a second call is a second node. */
  readonly open: (options?: TestOptions) => Promise<Storage>
  /** Closes what was opened at the address after the test, before the database is emptied under it. */
  readonly closesFirst: (opened: Closable) => void
}

type Closable = { readonly close: () => Promise<unknown> }

export type TestOptions = Omit<SqliteOptions, 'file'> & Omit<PostgresOptions, 'url'>

/** Describes the same claims twice: on SQLite and on a real PostgreSQL. */
export function onBothDatabases(describeShop: (database: TestDatabase) => void): void
export function onBothDatabases(title: string, describeShop: (database: TestDatabase) => void): void
export function onBothDatabases(...given: [Describe] | [string, Describe]): void {
  const [title, describeShop] = given.length === 1 ? ['', given[0]] : given
  const claim = (place: string) => (title === '' ? place : `${title}, ${place}`)
  describe(claim('on SQLite'), () => describeShop(onSqlite()))
  describe(claim('on PostgreSQL'), () => describeShop(onPostgres()))
}

type Describe = (database: TestDatabase) => void

/** For claims about SQLite alone. Call it inside a `describe`. */
export function onSqlite(): TestDatabase {
  const database = perTest(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'mitchweb-shop-'))
    const file = join(folder, 'shop.db')
    await copyFile(await sqliteTemplate(), file)
    const remove = () => {
      lookAtFile(file)
      return rm(folder, { recursive: true, force: true })
    }
    return { address: file, remove }
  })
  return { dialect: 'sqlite', ...opening(database, (file, options) => openSqlite({ file, ...options })) }
}

/** For claims about PostgreSQL alone. Call it inside a `describe`. */
export function onPostgres(): TestDatabase {
  const database = perTest(async () => {
    fileDatabase ??= makeFileDatabase()
    const address = await fileDatabase
    const remove = () =>
      connected(address, async client => {
        await lookAtTables(client)
        await client.query(emptyTables)
      })
    return { address, remove }
  })
  return { dialect: 'postgres', ...opening(database, (url, options) => openPostgres({ url, ...options })) }
}

type Made = { readonly address: string; readonly remove: () => Promise<unknown> }
type PerTest = { readonly address: () => Promise<string>; readonly opened: Closable[] }

/** Made when a test first asks, and removed after it once everything on it is closed. */
function perTest(make: () => Promise<Made>): PerTest {
  const opened: Closable[] = []
  let made: Promise<Made> | undefined
  afterEach(async () => {
    await Promise.all(opened.splice(0).map(one => one.close()))
    const mine = made
    made = undefined
    await (await mine)?.remove()
  })
  return {
    opened,
    address: async () => {
      made ??= make()
      return (await made).address
    },
  }
}

function opening({ address, opened }: PerTest, open: (address: string, options: TestOptions) => Promise<Storage>) {
  return {
    address,
    open: async (options: TestOptions = {}) => {
      const storage = await open(await address(), options)
      opened.push(storage)
      return storage
    },
    closesFirst: (one: Closable) => void opened.push(one),
  }
}

let template: Promise<string> | undefined

/** A file with its tables already, copied for each test: cheaper than the migrations. */
async function sqliteTemplate(): Promise<string> {
  template ??= makeTemplate()
  return await template
}

async function makeTemplate(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'mitchweb-template-')), 'shop.db')
  const storage = await openSqlite({ file })
  await storage.close()
  return file
}

/** One database for a test file, emptied after each test: making a new one takes fifty times as long. */
let fileDatabase: Promise<string> | undefined

async function makeFileDatabase(): Promise<string> {
  const server = await askForServer()
  const name = `shop_${randomUUID().replaceAll('-', '')}`
  await administer(`${server}/postgres`, `create database ${name} template ${templateDatabase}`)
  return `${server}/${name}`
}

const emptyTables = `
  do $$ declare item record; begin
    set local lock_timeout = '10s';
    set local session_replication_role = replica;
    for item in select tablename from pg_tables where schemaname = 'public' loop
      execute format('delete from %I', item.tablename);
    end loop;
    for item in select sequencename from pg_sequences where schemaname = 'public' loop
      execute format('alter sequence %I restart', item.sequencename);
    end loop;
  end $$`

async function askForServer(): Promise<string> {
  const answer = await fetch(inject('postgresStarter'))
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text
}

const administer = (database: string, statement: string): Promise<unknown> =>
  connected(database, client => client.query(statement))

async function connected<T>(database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  return work(client).finally(() => client.end())
}

afterAll(async () => {
  const file = await template
  const url = await fileDatabase
  template = undefined
  fileDatabase = undefined
  if (file) await rm(dirname(file), { recursive: true, force: true })
  if (url) {
    const name = new URL(url).pathname.slice(1)
    await administer(url.replace(name, 'postgres'), `drop database ${name} with (force)`)
  }
})
