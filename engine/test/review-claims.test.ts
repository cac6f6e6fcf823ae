import { describe, expect, test, vi } from 'vitest'
import { releaseExpired, reserve } from '../src/inventory/index.ts'
import { rowsOf } from './database-rows.ts'
import { onPostgres } from './databases.ts'
import { aFurnishedShop, aProduct, buys } from './shop.ts'

describe('Stock that is freed while its payment arrives', () => {
  const database = onPostgres()

  test('is not sold twice: the money goes back', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const waiting = await buys(shop.guest, { [mug]: 1 }, 'needs_confirmation')
    shop.wait(16 * 60_000)
    const other = await database.open({ clock: shop.now })
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    // Another node is in the middle of giving the unit to somebody else when the money is settled here.
    const elsewhere = other.write(async tx => {
      await releaseExpired(tx)
      const lines = [{ variantId: mug, quantity: 1 }]
      expect(await reserve(tx, { reference: 'chk_other', lines, expiresAt: new Date('2030-01-01') })).toEqual([])
      await gate
    })
    const decided = shop.demoBank!.decide(waiting.id, 'approve')
    await vi.waitFor(async () => expect(await waitingForLocks(await database.address())).toBe(1), { timeout: 10_000 })
    letGo()
    await Promise.all([elsewhere, decided])
    const refunded = await shop.guest.getCheckout({ id: waiting.id })
    expect(refunded.order).toBeUndefined()
    expect(refunded.messages).toContainEqual(expect.objectContaining({ code: 'payment_failed' }))
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 1, reserved: 1 }])
    const refunds = await rowsOf(await database.address(), `select status from refunds`)
    expect(refunds).toEqual([{ status: 'succeeded' }])
  })
})

async function waitingForLocks(address: string): Promise<number> {
  const [row] = await rowsOf(
    address,
    `select count(*) as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
  )
  return Number(row?.waiting)
}
