import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { rowsOf } from './database-rows.ts'
import { onSqlite } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, totalOf } from './shop.ts'

afterEach(() => vi.restoreAllMocks())

/** A disk that takes no commit for as long as it fails. */
function aDisk(): { fails: boolean } {
  const disk = { fails: false }
  const { exec } = Database.prototype
  vi.spyOn(Database.prototype, 'exec').mockImplementation(function (this: Database.Database, text) {
    if (disk.fails && text === 'COMMIT') {
      throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
    }
    return exec.call(this, text)
  })
  return disk
}

describe('A commit that the disk does not take', () => {
  const database = onSqlite()

  const asked: string[] = []
  const heard: string[] = []

  async function aListeningShop({ afterCharge = () => {} } = {}) {
    asked.length = 0
    heard.length = 0
    const gateways = faultyGateway(bank => ({
      pay: async request => {
        asked.push(request.paymentId)
        const outcome = await bank.pay(request)
        afterCharge()
        return outcome
      },
    }))
    const shop = await aFurnishedShop(database, { gateways, onError: () => {} })
    shop.subscribe(({ type }) => void heard.push(type))
    const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    const input = { id: checkout.id, checkout: { payment: pays() }, expected_total: totalOf(checkout) }
    const call = { idempotencyKey: randomUUID() }
    return { shop, mug, complete: () => shop.guest.completeCheckout(input, call) }
  }

  test('asks no provider and tells nobody, whoever else was in it; the same call succeeds later', async () => {
    const disk = aDisk()
    const { shop, mug, complete } = await aListeningShop()
    disk.fails = true
    const lost = await Promise.allSettled([complete(), shop.guest.createCart({ cart: { line_items: [] } })])
    disk.fails = false
    for (const outcome of lost) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', status: 503 } })
    }
    expect(asked).toEqual([])
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 5, reserved: 0 }])
    expect(await complete()).toMatchObject({ status: 'completed' })
    expect(asked).toHaveLength(1)
  })

  test('after the charge leaves no answer and no event, and the sweeper makes the order of the one charge', async () => {
    const disk = aDisk()
    const afterCharge = () => {
      disk.fails = true
    }
    const { shop, mug, complete } = await aListeningShop({ afterCharge })
    await expect(complete()).rejects.toMatchObject({ code: 'unavailable' })
    disk.fails = false
    expect(asked).toHaveLength(1)
    expect(heard).not.toContain('order.placed')
    shop.wait(60_000)
    await shop.sweep()
    expect(await complete()).toMatchObject({ status: 'completed' })
    expect(asked).toHaveLength(1)
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 4, reserved: 0 }])
    expect(await rowsOf(await database.address(), 'select status from demo_bank')).toEqual([{ status: 'captured' }])
  })
})
