import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { onSqlite } from '../../test/databases.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'

const journal = (dialect: 'sqlite' | 'postgres'): { entries: { tag: string; when: number }[] } =>
  JSON.parse(readFileSync(`${migrationsFolder(dialect)}/meta/_journal.json`, 'utf8'))

/** A folder of SQLite's first steps, this one the last. */
async function upTo(last: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-migrations-'))
  await cp(migrationsFolder('sqlite'), folder, { recursive: true })
  const { entries, ...rest } = journal('sqlite')
  const first = entries.slice(0, entries.findIndex(({ tag }) => tag === last) + 1)
  await writeFile(join(folder, 'meta/_journal.json'), JSON.stringify({ ...rest, entries: first }))
  return folder
}

const countMigrations = (table: string) =>
  sql`select (select count(*) from ${sql.raw(table)}) as applied, (select count(*) from outbox) as events`

describe('migrations', () => {
  const sqlite = onSqlite()

  test('are the same steps on both databases, each later than the one before', () => {
    const names = (dialect: 'sqlite' | 'postgres') => journal(dialect).entries.map(({ tag }) => tag)
    expect(names('sqlite')).toEqual(names('postgres'))
    for (const dialect of ['sqlite', 'postgres'] as const) {
      // The migrator skips a step that is older than the newest one applied.
      const times = journal(dialect).entries.map(({ when }) => when)
      expect(times).toEqual([...new Set(times)].sort((a, b) => a - b))
    }
  })

  test('keep prices, stock and categories as they move into the trees of their keys', async () => {
    const file = await sqlite.address()
    const folder = await upTo('0058_prices_by_number')
    const old = new Database(file)
    migrate(drizzle(old), { migrationsFolder: folder })
    old.exec(`insert into prices values ('var_2', 'EUR', 1990, 2490), ('var_1', 'USD', 100, null), ('var_1', 'EUR', 0, null);
      insert into stock (variant_id, location_id, on_hand, reserved, tracked, backorder, safety, presold)
        values ('var_2', 'loc_1', 3, 2, 1, 0, 1, 0), ('var_1', 'loc_2', 0, 4, 1, 1, 0, 2);
      insert into product_categories values ('cat_2', 'prd_1', null, 5), ('cat_1', 'prd_1', 0, 5)`)
    const tables = ['prices', 'stock', 'product_categories']
    const contentsIn = (db: Database.Database) =>
      tables.map(table => db.prepare(`select * from ${table} order by 1, 2`).all())
    const before = contentsIn(old)
    old.close()
    await (await openSqlite({ file })).close()
    const moved = new Database(file)
    expect(contentsIn(moved)).toEqual(before)
    for (const table of tables) expect(() => moved.prepare(`select rowid from ${table}`)).toThrow('no such column')
    for (const [change, refused] of [
      [`update stock set reserved = 4 where variant_id = 'var_2'`, 'stock_not_oversold'],
      [`update stock set reserved = -1`, 'stock_reserved_not_negative'],
      [`update prices set amount = -1`, 'prices_amount_not_negative'],
      [`update prices set compare_at = -1`, 'prices_compare_at_not_negative'],
      [`insert into prices values ('var_2', 'EUR', 1, null)`, 'UNIQUE'],
      [`insert into stock select * from stock`, 'UNIQUE'],
    ] as const) {
      expect(() => moved.exec(change), change).toThrow(refused)
    }
    moved.close()
    await rm(folder, { recursive: true })
  })

  test('leave a shop alone that is up to date', async () => {
    const storage = await sqlite.open()
    await storage.write(tx => tx.emit('a', {}))
    await storage.close()
    const again = await openSqlite({ file: await sqlite.address() })
    expect(await again.read(tx => tx.rows(countMigrations('__drizzle_migrations')))).toEqual([
      { applied: journal('sqlite').entries.length, events: 1 },
    ])
    await again.close()
  })

  test('are applied once when four nodes start on an empty database at the same time', async () => {
    const server = await (await fetch(inject('postgresStarter'))).text()
    const client = new pg.Client({ connectionString: `${server}/postgres` })
    await client.connect()
    await client.query('create database four_nodes')
    const url = `${server}/four_nodes`
    try {
      const nodes = await Promise.all(Array.from({ length: 4 }, () => openPostgres({ url, poolSize: 2 })))
      await Promise.all(nodes.map(node => node.write(tx => tx.emit('a', {}))))
      expect(await nodes[0]?.read(tx => tx.rows(countMigrations('drizzle.__drizzle_migrations')))).toEqual([
        { applied: journal('postgres').entries.length, events: 4 },
      ])
      await Promise.all(nodes.map(node => node.close()))
    } finally {
      await client.query('drop database four_nodes with (force)')
      await client.end()
    }
  })
})
