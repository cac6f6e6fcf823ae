import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { onSqlite } from '../../test/databases.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { openPostgres } from './open-postgres.ts'
import { openSqlite } from './open-sqlite.ts'

const journal = (dialect: 'sqlite' | 'postgres'): { entries: { tag: string; when: number }[] } =>
  JSON.parse(readFileSync(`${migrationsFolder(dialect)}/meta/_journal.json`, 'utf8'))

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
