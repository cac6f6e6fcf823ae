import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import type { Storage } from '../storage/port.ts'
import { setStockLevels, stockLevels } from './records.ts'
import { claimReservations, putBack, releaseExpired, releaseReservations, reserve } from './reservations.ts'
import { availability, demandOf } from './stock.ts'
import { adjustStock, getStock } from './use-cases.ts'

const start = new Date('2026-03-02T10:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

const stocked = (storage: Storage, onHand: number, rest: Partial<{ tracked: boolean; backorder: boolean }> = {}) =>
  storage.write(tx =>
    setStockLevels(tx, [{ variantId: 'mug', onHand, tracked: true, backorder: false, ...rest }], 'received'),
  )

const level = async (storage: Storage) => (await storage.read(tx => stockLevels(tx, ['mug']))).get('mug')!

const hold = (storage: Storage, reference: string, quantity: number, expiresAt = later(900)) =>
  storage.write(tx => reserve(tx, { reference, lines: [{ variantId: 'mug', quantity }], expiresAt }))

test('what nobody counts can always be had, and what is sold out cannot', () => {
  const mug = { variantId: 'mug', onHand: 2, reserved: 2, tracked: true, backorder: false }
  expect(availability(undefined)).toEqual({ available: true, status: 'in_stock', left: null })
  expect(availability({ ...mug, tracked: false })).toEqual({ available: true, status: 'in_stock', left: null })
  expect(availability(mug)).toEqual({ available: false, status: 'out_of_stock', left: 0 })
  expect(availability({ ...mug, backorder: true })).toEqual({ available: true, status: 'backorder', left: null })
})

test('lines of one variant are one demand, always in the same order', () => {
  const lines = [
    { variantId: 'b', quantity: 1 },
    { variantId: 'a', quantity: 2 },
    { variantId: 'b', quantity: 3 },
  ]
  expect([...demandOf(lines)]).toEqual([
    ['a', 2],
    ['b', 4],
  ])
})

onBothDatabases('Stock', database => {
  test('held by one buyer is not held by another, and comes back when it is released', async () => {
    const storage = await database.open({ clock: () => start })
    await stocked(storage, 3)
    expect(await hold(storage, 'ann', 2)).toEqual([])
    expect(await hold(storage, 'bob', 2)).toEqual([{ variantId: 'mug', left: 1 }])
    expect(await level(storage)).toMatchObject({ onHand: 3, reserved: 2 })
    await storage.write(tx => releaseReservations(tx, 'ann'))
    await storage.write(tx => releaseReservations(tx, 'ann'))
    expect(await level(storage)).toMatchObject({ onHand: 3, reserved: 0 })
  })

  test('is held for all lines or for none', async () => {
    const storage = await database.open({ clock: () => start })
    await stocked(storage, 3)
    await storage.write(tx =>
      setStockLevels(tx, [{ variantId: 'plate', onHand: 0, tracked: true, backorder: false }], 'received'),
    )
    const lines = [
      { variantId: 'mug', quantity: 1 },
      { variantId: 'plate', quantity: 1 },
    ]
    const shortages = await storage.write(tx => reserve(tx, { reference: 'ann', lines, expiresAt: later(900) }))
    expect(shortages).toEqual([{ variantId: 'plate', left: 0 }])
    expect(await level(storage)).toMatchObject({ reserved: 0 })
  })

  test('of a hold that expired makes way at once, before any sweep', async () => {
    let now = start
    const storage = await database.open({ clock: () => now })
    await stocked(storage, 1)
    await hold(storage, 'ann', 1, later(60))
    now = later(61)
    expect(await hold(storage, 'bob', 1, later(900))).toEqual([])
    expect(await level(storage)).toMatchObject({ onHand: 1, reserved: 1 })
    expect(await storage.write(tx => releaseExpired(tx))).toBe(0)
  })

  test('that is claimed is sold once, and put back once it is returned', async () => {
    const storage = await database.open({ clock: () => start })
    await stocked(storage, 5)
    await hold(storage, 'ann', 2)
    const sale = { reference: 'ann', lines: [{ variantId: 'mug', quantity: 2 }], expiresAt: later(900) }
    expect(await storage.write(tx => claimReservations(tx, sale))).toEqual([])
    expect(await storage.write(tx => claimReservations(tx, sale))).toEqual([])
    expect(await level(storage)).toMatchObject({ onHand: 3, reserved: 0 })
    await storage.write(tx => putBack(tx, { reference: 'ann', reason: 'returned' }))
    expect(await level(storage)).toMatchObject({ onHand: 5, reserved: 0 })
  })

  test('that nobody counts is sold without counting, and sold below zero only where the shop wants it', async () => {
    const storage = await database.open({ clock: () => start })
    await stocked(storage, 0, { tracked: false })
    expect(await hold(storage, 'ann', 7)).toEqual([])
    expect(await level(storage)).toMatchObject({ onHand: 0, reserved: 0 })
    await stocked(storage, 1, { backorder: true })
    expect(await hold(storage, 'bob', 3)).toEqual([])
    const sale = { reference: 'bob', lines: [{ variantId: 'mug', quantity: 3 }], expiresAt: later(900) }
    expect(await storage.write(tx => claimReservations(tx, sale))).toEqual([])
    expect(await level(storage)).toMatchObject({ onHand: -2, reserved: 0 })
  })

  test('is never counted below what is held, and its ledger adds up to it', async () => {
    const storage = await database.open({ clock: () => start })
    await stocked(storage, 5)
    await hold(storage, 'ann', 4)
    await expect(stocked(storage, 3)).rejects.toMatchObject({ code: 'conflict' })
    await storage.write(tx => adjustStock(tx, { adjustments: [{ variant_id: 'mug', by: 10 }], reason: 'received' }))
    await storage.write(tx => adjustStock(tx, { adjustments: [{ variant_id: 'mug', to: 12 }] }))
    expect((await storage.read(tx => getStock(tx, { variant_ids: ['mug'] }))).stock).toMatchObject([
      { on_hand: 12, reserved: 4, available: 8 },
    ])
    const { sql } = await import('drizzle-orm')
    const rows = await storage.read(tx =>
      tx.rows<{ quantity: number; reason: string }>(
        sql`select quantity, reason from stock_movements order by quantity`,
      ),
    )
    expect(rows.map(row => [Number(row.quantity), row.reason])).toEqual([
      [-3, 'adjusted'],
      [5, 'received'],
      [10, 'received'],
    ])
  })
})
