import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { dumpOf, isQuiet } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, totalOf } from './shop.ts'

const dryRun = { dryRun: true } as const

onBothDatabases('A dry run', database => {
  test('answers what a change would leave, and leaves nothing', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const before = await dumpOf(await database.address())
    const product = { handle: 'mug', title: 'Cup', variants: [{ sku: 'CUP' }] }
    expect(await shop.staff.saveProduct({ product }, dryRun)).toMatchObject({ title: 'Cup', handle: 'mug' })
    expect(await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, by: -3 }] }, dryRun)).toMatchObject({
      stock: [{ on_hand: 7 }],
    })
    await expect(shop.staff.adjustStock({ adjustments: [{ variant_id: mug, by: -11 }] }, dryRun)).rejects.toMatchObject(
      { code: 'conflict' },
    )
    expect(await dumpOf(await database.address())).toEqual(before)
    expect((await shop.guest.getProduct({ catalog: { id: 'mug' } })).product.title).toBe('Mug')
  })

  test('does not use up an idempotency key', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const input = { adjustments: [{ variant_id: mug, by: 5 }] }
    const idempotencyKey = randomUUID()
    await shop.staff.adjustStock(input, { ...dryRun, idempotencyKey })
    expect((await shop.staff.adjustStock(input, { idempotencyKey })).stock).toMatchObject([{ on_hand: 15 }])
  })

  test('says what a refund and a cancellation would send back, and asks no provider', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const checkout = await readyCheckout(shop.guest, { [mug]: 2 })
    const { order } = await shop.guest.completeCheckout({ id: checkout.id, checkout: { payment: pays() } })
    await isQuiet(await database.address())
    const before = await dumpOf(await database.address())
    const { id } = order!
    const back = {
      adjustments: expect.arrayContaining([expect.objectContaining({ type: 'refund', status: 'pending' })]),
    }
    const refunded = await shop.staff.refundOrder({ id }, dryRun)
    expect(refunded).toMatchObject(back)
    expect(refunded.adjustments[0]?.totals).toMatchObject([{ amount: -totalOf(checkout) }])
    expect(await shop.staff.cancelOrder({ id }, dryRun)).toMatchObject(back)
    expect(await dumpOf(await database.address())).toEqual(before)
  })

  test('is refused where only a payment provider could say what would come of it', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await readyCheckout(shop.guest, { [mug]: 1 })
    const before = await dumpOf(await database.address())
    await expect(shop.guest.completeCheckout({ id, checkout: { payment: pays() } }, dryRun)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('no dry run'),
    })
    expect(await dumpOf(await database.address())).toEqual(before)
  })
})
