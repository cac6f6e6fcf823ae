import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import type { ReadTx, Tx } from './port.ts'
import { tables } from './tables.ts'

const count = async (tx: Tx | ReadTx) => (await tx.rows<{ n: number }>(sql`select count(*) as n from outbox`))[0]?.n

onBothDatabases('a transaction', database => {
  test('inside a transaction is an error at once, and does no harm', async () => {
    const storage = await database.open()
    const nested = storage.write(async tx => {
      await tx.emit('a', {})
      await expect(storage.write(async () => {})).rejects.toThrow('A write inside a transaction')
      await expect(storage.read(async () => {})).rejects.toThrow('A read inside a transaction')
      expect(() => storage.assertOutside('A payment')).toThrow('A payment inside a transaction')
    })
    await nested
    await storage.read(async () => {
      await expect(storage.write(async () => {})).rejects.toThrow('A write inside a transaction')
      await expect(storage.read(async () => {})).rejects.toThrow('A read inside a transaction')
    })
    storage.assertOutside('A payment')
    expect(await storage.read(count)).toBe(1)
  })

  test('may be begun by code that an ended one left behind', async () => {
    const storage = await database.open()
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const later = await storage.write(async () => ({ write: ended.then(() => storage.write(tx => tx.emit('a', {}))) }))
    end()
    await later.write
    expect(await storage.read(count)).toBe(1)
  })

  test('cannot be used after its end, nor inside another one', async () => {
    const storage = await database.open()
    const old = await storage.write(async tx => ({ tx }))
    const useless = 'This transaction has ended'
    expect(() => old.tx.db).toThrow(useless)
    expect(() => old.tx.newId('crt')).toThrow(useless)
    await expect(old.tx.emit('a', {})).rejects.toThrow(useless)
    await expect(old.tx.rows(sql`select 1`)).rejects.toThrow(useless)
    await storage.write(async () => {
      expect(() => old.tx.db).toThrow(useless)
      await expect(old.tx.emit('a', {})).rejects.toThrow(useless)
    })
    const oldRead = await storage.read(async tx => ({ tx }))
    expect(() => oldRead.tx.db).toThrow(useless)
    expect(await storage.read(count)).toBe(0)
  })

  test('does not take in a statement that was kept from outside', async () => {
    const storage = await database.open()
    const kept = await storage.write(async tx => ({
      select: tx.db.select().from(tables(tx).outbox).prepare(),
      db: tx.db,
    }))
    const { outbox } = await storage.read(async tx => tables(tx))
    const isRefused = (error: Error) => /outside its transaction/.test(`${error.message} ${error.cause}`)
    await expect((async () => await kept.select.execute())()).rejects.toSatisfy(isRefused)
    await expect((async () => await kept.db.delete(outbox))()).rejects.toSatisfy(isRefused)
  })

  test("cannot be had from the query builder, which would not keep the shop's promises", async () => {
    const storage = await database.open()
    const sneaky = storage.write(async tx => {
      const { transaction } = tx.db as unknown as { transaction: (work: () => void) => unknown }
      return transaction(() => {})
    })
    await expect(sneaky).rejects.toThrow('the only way to begin one')
  })

  test('that reads sees one moment, whatever is written meanwhile', async () => {
    const storage = await database.open()
    const { promise: written, resolve: finish } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const reading = storage.read(async tx => {
      const before = await count(tx)
      begin()
      await written
      return [before, await count(tx)]
    })
    await begun
    await storage.write(async tx => {
      await tx.emit('a', {})
      await tx.emit('b', {})
    })
    finish()
    expect(await reading).toEqual([0, 0])
    expect(await storage.read(count)).toBe(2)
  })

  test('that writes is seen whole or not at all', async () => {
    const storage = await database.open()
    const { promise: looked, resolve: goOn } = Promise.withResolvers<void>()
    const { promise: halfway, resolve: half } = Promise.withResolvers<void>()
    const writing = storage.write(async tx => {
      await tx.emit('a', {})
      half()
      await looked
      await tx.emit('b', {})
    })
    await halfway
    expect(await storage.read(count)).toBe(0)
    goOn()
    await writing
    expect(await storage.read(count)).toBe(2)
  })

  test('that reads cannot write', async () => {
    const storage = await database.open()
    const sneaky = storage.read(tx => tx.rows(sql`delete from outbox`))
    await expect(sneaky).rejects.toThrow()
  })

  test('tells of its events after the commit, and only then', async () => {
    const storage = await database.open()
    const heard: unknown[] = []
    const silence = storage.onEvents(() => heard.push('event'))
    await storage.write(async () => {})
    await storage.write(tx => Promise.reject(tx.emit('a', {}).then(() => 'no'))).catch(() => {})
    expect(heard).toEqual([])
    await storage.write(async tx => {
      await tx.emit('a', {})
      expect(heard).toEqual([])
    })
    await Promise.resolve()
    expect(heard).toEqual(['event'])
    silence()
    await storage.write(tx => tx.emit('a', {}))
    expect(heard).toEqual(['event'])
  })
})
