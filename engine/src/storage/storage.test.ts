import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { countedIds } from '../shared/ids.ts'
import { command, query } from './query.ts'
import { tables } from './tables.ts'

onBothDatabases('the storage port', database => {
  test('rows, dates and events of a write are there for the next read', async () => {
    const now = new Date('2026-05-01T12:00:00.123Z')
    const storage = await database.open({ clock: () => now, newId: countedIds(), publicUrl: 'https://shop.test/' })
    const id = await storage.write(async tx => {
      await tx.emit('order.placed', { id: 'ord_1', total: 5_000_000_000 })
      return tx.newId('ord')
    })
    const read = await storage.read(async tx => ({
      events: await tx.db.select().from(tables(tx).outbox),
      now: tx.now,
      publicUrl: tx.publicUrl,
    }))
    expect(id).toBe('ord_1')
    expect(read).toMatchObject({ now, publicUrl: 'https://shop.test' })
    expect(read.events).toEqual([
      {
        id: 1,
        type: 'order.placed',
        payload: { id: 'ord_1', total: 5_000_000_000 },
        occurredAt: now,
        deliveredAt: null,
        attempts: 0,
        claimedUntil: null,
      },
    ])
  })

  test('a write that fails leaves nothing, prepared statements included', async () => {
    const storage = await database.open()
    const failing = storage.write(async tx => {
      await tx.emit('order.placed', {})
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await storage.read(async tx => await tx.db.select().from(tables(tx).outbox))).toEqual([])
  })

  const byType = query((db, tx) => {
    const { outbox } = tables(tx)
    return db
      .select({ id: outbox.id, type: outbox.type })
      .from(outbox)
      .where(eq(outbox.type, sql.placeholder('type')))
  })
  const rename = command((db, tx) => {
    const { outbox } = tables(tx)
    return db
      .update(outbox)
      .set({ type: 'order.renamed' })
      .where(eq(outbox.type, sql.placeholder('type')))
      .returning()
  })

  test('a prepared query answers rows of the type that its builder gives them, in reads and in writes', async () => {
    const storage = await database.open()
    for (const type of ['order.placed', 'cart.made', 'order.placed']) {
      await storage.write(async tx => await tx.emit(type, {}))
    }
    const rows: { id: number; type: string }[] = await storage.read(tx => byType(tx, { type: 'order.placed' }))
    expect(rows).toHaveLength(2)
    const undone = storage.write(async tx => {
      expect(await rename(tx, { type: 'order.placed' })).toHaveLength(2)
      expect(await byType(tx, { type: 'order.placed' })).toEqual([])
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await storage.read(tx => byType(tx, { type: 'order.placed' }))).toHaveLength(2)
  })

  test('counts and sums of hand-written SQL are numbers', async () => {
    const storage = await database.open()
    await storage.write(async tx => await tx.emit('order.placed', {}))
    const rows = await storage.read(tx =>
      tx.rows(sql`select count(*) as events, sum(attempts) as attempts from outbox`),
    )
    expect(rows).toEqual([{ events: 1, attempts: 0 }])
  })
})
