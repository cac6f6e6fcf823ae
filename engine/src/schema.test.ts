import { is, sql } from 'drizzle-orm'
import { PgTable, getTableConfig as postgresConfig } from 'drizzle-orm/pg-core'
import { SQLiteTable, getTableConfig as sqliteConfig } from 'drizzle-orm/sqlite-core'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../test/databases.ts'
import { personalData } from './privacy/index.ts'
import * as postgres from './schema.postgres.ts'
import * as sqlite from './schema.sqlite.ts'
import { allTables } from './schema.ts'
import { sqliteColumns } from './storage/columns.sqlite.ts'

test('the migrations know every table of every room, on both databases', () => {
  const names = Object.keys(allTables(sqliteColumns)).sort()
  expect(Object.keys(sqlite).sort()).toEqual(names)
  expect(Object.keys(postgres).sort()).toEqual(names)
})

test('no two tables, indexes or checks have one name, and none is left to be named by chance', () => {
  const tables = Object.values(sqlite).map(table => sqliteConfig(table))
  const named = tables.flatMap(({ indexes, checks }) => [
    ...indexes.map(index => index.config.name),
    ...checks.map(check => check.name),
  ])
  expect(new Set(named).size).toBe(named.length)
  for (const { primaryKeys, uniqueConstraints, columns } of tables) {
    expect(uniqueConstraints).toEqual([])
    for (const column of columns) expect(column.isUnique, `${column.name} is unique without a name`).toBe(false)
    for (const key of primaryKeys) expect(key.getName()).toMatch(/^[a-z_]+_pk$/)
  }
})

test('both databases get the same tables and columns', () => {
  const shape = (tables: readonly { name: string; columns: readonly { name: string; notNull: boolean }[] }[]) =>
    tables.map(({ name, columns }) => [name, columns.map(column => `${column.name} ${column.notNull}`)])
  const onSqlite = Object.values(sqlite).filter(table => is(table, SQLiteTable))
  const onPostgres = Object.values(postgres).filter(table => is(table, PgTable))
  expect(onPostgres).toHaveLength(onSqlite.length)
  expect(shape(onPostgres.map(table => postgresConfig(table)))).toEqual(
    shape(onSqlite.map(table => sqliteConfig(table))),
  )
})

onBothDatabases('a migrated shop', database => {
  test('has every column and every index that the rooms declare: the migrations are in step', async () => {
    const storage = await database.open()
    await storage.read(async tx => {
      for (const table of Object.values(allTables(tx.columns))) await tx.db.select().from(table).limit(1)
      const catalog =
        tx.dialect === 'sqlite' ? sql`select name from sqlite_master` : sql`select indexname as name from pg_indexes`
      const found = (await tx.rows<{ name: string }>(catalog)).map(({ name }) => name)
      const declared = Object.values(sqlite).flatMap(table =>
        sqliteConfig(table).indexes.map(index => index.config.name),
      )
      expect(found).toEqual(expect.arrayContaining(declared))
    })
  })
})

test('it is said of every table what it keeps of people', () => {
  const decided: { readonly [T in keyof ReturnType<typeof allTables>]: unknown } = personalData
  expect(Object.keys(decided).sort()).toEqual(Object.keys(allTables(sqliteColumns)).sort())
})
