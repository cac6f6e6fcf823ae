import { sql } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { onPostgres } from '../../test/databases.ts'
import { openPostgres } from './open-postgres.ts'
import { openStorage } from './open-storage.ts'
import type { Tx } from './port.ts'
import { tables } from './tables.ts'

const failing = (code: string) => Object.assign(new Error('could not serialize access'), { code })

describe('a shop on PostgreSQL', () => {
  const database = onPostgres()

  test('begins a write again when the database ended it for another one, and keeps only the last try', async () => {
    const storage = await database.open()
    let tries = 0
    await storage.write(async tx => {
      tries += 1
      await tx.emit(`try ${tries}`, {})
      // The error as the server sends it, out of a real transaction.
      if (tries < 3) await tx.rows(sql`do $$ begin raise exception 'again' using errcode = '40001'; end $$`)
    })
    expect(tries).toBe(3)
    const events = await storage.read(async tx => await tx.db.select().from(tables(tx).outbox))
    expect(events.map(({ type }) => type)).toEqual(['try 3'])
  })

  test('lets both of two writes through that wait for each other', async () => {
    const storage = await database.open()
    await storage.write(async tx => {
      await tx.emit('a', {})
      await tx.emit('b', {})
    })
    const firstHasOne = Promise.withResolvers<void>()
    const secondHasOne = Promise.withResolvers<void>()
    let tries = 0
    const rename = (tx: Tx, id: number, type: string) =>
      tx.rows(sql`update outbox set type = type || ${type} where id = ${id}`)
    const first = storage.write(async tx => {
      tries += 1
      await rename(tx, 1, '1')
      firstHasOne.resolve()
      await secondHasOne.promise
      await rename(tx, 2, '1')
    })
    const second = storage.write(async tx => {
      tries += 1
      await firstHasOne.promise
      await rename(tx, 2, '2')
      secondHasOne.resolve()
      await rename(tx, 1, '2')
    })
    await Promise.all([first, second])
    expect(tries).toBe(3)
    const events = await storage.read(async tx => await tx.db.select().from(tables(tx).outbox))
    for (const { type } of events) expect(type).toMatch(/^[ab](12|21)$/)
  })

  test('gives up after five tries with a word that the call may be repeated', async () => {
    const storage = await database.open()
    let tries = 0
    const never = storage.write(async () => {
      tries += 1
      throw failing('40P01')
    })
    await expect(never).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 })
    expect(tries).toBe(5)
  })

  test('does not repeat a write that failed for its own reasons', async () => {
    const storage = await database.open()
    let tries = 0
    const once = storage.write(async () => {
      tries += 1
      throw new Error('no')
    })
    await expect(once).rejects.toThrow('no')
    expect(tries).toBe(1)
  })

  test('acknowledges no write of which a statement had failed unnoticed', async () => {
    const storage = await database.open()
    const careless = storage.write(async tx => {
      await tx.emit('a', {})
      await tx.rows(sql`select 1 / 0`).catch(() => {})
    })
    await expect(careless).rejects.toThrow('nothing was kept')
  })

  test('serves more writes at once than it has connections', async () => {
    const storage = await database.open({ poolSize: 2 })
    await Promise.all(Array.from({ length: 50 }, () => storage.write(tx => tx.emit('a', {}))))
    const [row] = await storage.read(tx => tx.rows<{ events: number }>(sql`select count(*) as events from outbox`))
    expect(row?.events).toBe(50)
  })

  test('answers whole numbers as numbers, and refuses those that a number cannot hold', async () => {
    const storage = await database.open()
    const [row] = await storage.read(tx =>
      tx.rows(sql`select 9007199254740991::bigint as most, 12.5::numeric as share`),
    )
    expect(row).toEqual({ most: 9007199254740991, share: 12.5 })
    await expect(storage.read(tx => tx.rows(sql`select 9007199254740993::bigint as more`))).rejects.toThrow()
  })

  test('looks rows up on every connection as what lies in memory, not on a disk that turns', async () => {
    const storage = await database.open()
    const asked = Array.from({ length: 3 }, () => storage.read(tx => tx.rows(sql`show random_page_cost`)))
    for (const rows of await Promise.all(asked)) expect(rows).toEqual([{ random_page_cost: '1.1' }])
  })

  test('survives the loss of its connections', async () => {
    const storage = await database.open()
    await storage.write(tx => tx.emit('a', {}))
    const cut = storage.write(async tx => {
      await tx.emit('b', {})
      await tx.rows(sql`select pg_terminate_backend(pg_backend_pid())`)
    })
    await expect(cut).rejects.toMatchObject({ code: 'unavailable' })
    await storage.write(tx => tx.emit('c', {}))
    const events = await storage.read(async tx => await tx.db.select().from(tables(tx).outbox))
    expect(events.map(({ type }) => type)).toEqual(['a', 'c'])
  })

  test('does not start where a commit may be lost, unless told so', async () => {
    const url = await database.address()
    const name = new URL(url).pathname.slice(1)
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      await client.query(`alter database ${name} set synchronous_commit = off`)
      await expect(openPostgres({ url })).rejects.toThrow('synchronous_commit is off')
      await (await openPostgres({ url, allowLosingCommits: true })).close()
    } finally {
      await client.query(`alter database ${name} reset synchronous_commit`)
      await client.end()
    }
    await (await openStorage({ database: url })).close()
  })

  test('finishes what is in hand before it closes, those waiting for a connection too', async () => {
    const storage = await database.open({ poolSize: 1 })
    const writes = Promise.all(Array.from({ length: 20 }, () => storage.write(tx => tx.emit('a', {}))))
    await storage.close()
    await writes
  })

  test('refuses new work once it is closed', async () => {
    const storage = await database.open()
    await storage.close()
    await expect(storage.write(async () => {})).rejects.toMatchObject({ code: 'unavailable' })
  })
})
