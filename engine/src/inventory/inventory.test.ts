import { expect, test } from 'vitest'
import { onBothDatabases, type TestDatabase } from '../../test/databases.ts'
import { saveProducts } from '../catalog/index.ts'
import { countedIds } from '../shared/ids.ts'
import type { Storage } from '../storage/port.ts'
import type { StockView } from './contract.ts'
import { demandOf, type Wanted } from './demand.ts'
import { listLocations, locationsIn, planSourcing, saveLocation } from './index.ts'
import { claimReservations, putBack, releaseExpired, releaseReservations, reserve } from './reservations.ts'
import { setStockLevels } from './set-levels.ts'
import { adjustStock, getStock } from './use-cases.ts'

const start = new Date('2026-03-02T10:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

/** A shop of two products whose variants are called as they are. */
async function open(database: TestDatabase): Promise<Storage> {
  const storage = await database.open({ clock: () => start, newId: countedIds() })
  const drafts = ['mug', 'tin'].map(name => ({ title: name, handle: name, variants: [{ id: name }] }))
  await storage.write(tx => saveProducts(Object.create(tx, { keepsIds: { value: true } }), drafts))
  return storage
}

const stocked = (storage: Storage, onHand: number, rest: Partial<{ tracked: boolean; backorder: boolean }> = {}) =>
  storage.write(tx =>
    setStockLevels(tx, [{ variantId: 'mug', onHand, tracked: true, backorder: false, ...rest }], 'received'),
  )

const level = async (storage: Storage) => {
  const [{ on_hand, reserved }] = (await storage.read(tx => getStock(tx, { variant_ids: ['mug'] }))).stock as [
    StockView,
  ]
  return { onHand: on_hand, reserved }
}

const places = async (storage: Storage) => {
  const { stock } = await storage.read(tx => getStock(tx, { variant_ids: ['mug'] }))
  return stock[0]?.locations ?? []
}

const hold = (storage: Storage, reference: string, quantity: number, expiresAt = later(900)) =>
  storage.write(tx => reserve(tx, { reference, lines: [{ variantId: 'mug', quantity }], expiresAt }))

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
    const storage = await open(database)
    await stocked(storage, 3)
    expect(await hold(storage, 'ann', 2)).toEqual([])
    expect(await hold(storage, 'bob', 2)).toEqual([{ variantId: 'mug', left: 1 }])
    expect(await level(storage)).toMatchObject({ onHand: 3, reserved: 2 })
    await storage.write(tx => releaseReservations(tx, 'ann'))
    await storage.write(tx => releaseReservations(tx, 'ann'))
    expect(await level(storage)).toMatchObject({ onHand: 3, reserved: 0 })
  })

  test('is held for all lines or for none', async () => {
    const storage = await open(database)
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
    const storage = await open(database)
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
    const storage = await open(database)
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
    const storage = await open(database)
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

  test('at two locations is taken where it lies, and goes back there', async () => {
    const storage = await open(database)
    const second = await storage.write(tx => saveLocation(tx, { location: { title: 'Shop in town' } }))
    await stocked(storage, 2)
    await storage.write(tx =>
      adjustStock(tx, {
        adjustments: [
          { variant_id: 'mug', location_id: second.id, to: 4, safety: 1 },
          { variant_id: 'tin', location_id: second.id, to: 5 },
        ],
      }),
    )
    expect(await places(storage)).toEqual([
      { location_id: 'loc_main', on_hand: 2, reserved: 0, safety: 0, available: 2 },
      { location_id: second.id, on_hand: 4, reserved: 0, safety: 1, available: 3 },
    ])
    expect(await hold(storage, 'ann', 6)).toEqual([{ variantId: 'mug', left: 5 }])
    expect(await hold(storage, 'ann', 4)).toEqual([])
    expect((await places(storage)).map(({ reserved }) => reserved)).toEqual([2, 2])
    const sale = { reference: 'ann', lines: [{ variantId: 'mug', quantity: 4 }], expiresAt: later(900) }
    expect(await storage.write(tx => claimReservations(tx, sale))).toEqual([])
    expect((await places(storage)).map(({ on_hand }) => on_hand)).toEqual([0, 2])
    await storage.write(tx => putBack(tx, { reference: 'ann', reason: 'returned' }))
    expect((await places(storage)).map(({ on_hand, reserved }) => [on_hand, reserved])).toEqual([
      [2, 0],
      [4, 0],
    ])
  })

  test('is planned as it will be held, and a shop in town hands over its own', async () => {
    const storage = await open(database)
    const town = await storage.write(tx =>
      saveLocation(tx, { location: { title: 'Shop in town', ships_online: false, allows_pickup: true } }),
    )
    await stocked(storage, 2)
    await storage.write(tx => adjustStock(tx, { adjustments: [{ variant_id: 'mug', location_id: town.id, to: 3 }] }))
    const lines = [{ variantId: 'mug', quantity: 2 }]
    const planned = async (wanted: Wanted[]) => (await storage.read(tx => planSourcing(tx, wanted))).shipments
    expect(await planned(lines)).toEqual([{ locationId: 'loc_main', lines }])
    expect(await planned([{ ...lines[0]!, locationId: town.id }])).toEqual([{ locationId: town.id, lines }])
    expect(await hold(storage, 'ann', 3)).toEqual([{ variantId: 'mug', left: 2 }])
    const here = [{ variantId: 'mug', quantity: 3, locationId: town.id }]
    expect(await storage.write(tx => reserve(tx, { reference: 'bob', lines: here, expiresAt: later(900) }))).toEqual([])
    const short = await storage.write(tx => reserve(tx, { reference: 'cem', lines: here, expiresAt: later(900) }))
    expect(short).toEqual([{ variantId: 'mug', left: 0 }])
    expect((await places(storage)).map(({ reserved }) => reserved)).toEqual([0, 3])
  })

  test('of a location that is out of use is not sold, and the main location can be described', async () => {
    const storage = await open(database)
    await stocked(storage, 2)
    const main = { id: 'loc_main', title: 'Warehouse', time_zone: 'Europe/Berlin', active: false }
    expect(await storage.write(tx => saveLocation(tx, { location: main }))).toMatchObject({ priority: 0 })
    expect(await hold(storage, 'ann', 1)).toEqual([{ variantId: 'mug', left: 0 }])
    const { locations } = await storage.read(tx => listLocations(tx))
    expect((await storage.read(locationsIn)).map(({ id }) => id)).toEqual(['loc_main'])
    expect(locations).toMatchObject([{ id: 'loc_main', title: 'Warehouse', active: false, ships_online: true }])
    const unknown = { location: { id: 'loc_nowhere', title: 'Nowhere' } }
    await expect(storage.write(tx => saveLocation(tx, unknown))).rejects.toMatchObject({ code: 'not_found' })
  })
})
