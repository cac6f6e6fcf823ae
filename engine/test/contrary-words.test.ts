import { describe, expect, test } from 'vitest'
import { settlePayment } from '../src/checkout/index.ts'
import type { PaymentOutcome } from '../src/payments/index.ts'
import { paying } from './any-order.ts'
import { rowsOf } from './database-rows.ts'
import { onPostgres } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { aScheduledShop } from './scheduled-shop.ts'
import { aProduct, furnish, readyCheckout, totalOf } from './shop.ts'

describe('Money that came while another node gave its payment up', () => {
  const database = onPostgres()

  test('is noticed by the node that was told of it, and goes back', async () => {
    const shop = await aScheduledShop(database, bank => ({
      ...bank,
      refund: async ({ idempotencyKey }) => ({ status: 'succeeded', providerId: idempotencyKey }),
    }))
    await furnish(shop.calm.staff)
    const mug = await aProduct(shop.calm.staff, 'mug')
    const checkout = await readyCheckout(shop.calm.guest, { [mug]: 1 })
    await shop.calm.guest.completeCheckout(paying(checkout, 'never'), { idempotencyKey: 'one-payment-alone' })
    const [payment] = await rowsOf(await database.address(), 'select id from payments')
    const id = String(payment?.id)
    const node = { gateways: [shop.bank], gatewayTimeoutMs: 10_000 }
    const one = { ...node, storage: shop.storage }
    const other = { ...node, storage: await database.open() }
    const captured: PaymentOutcome = {
      status: 'captured',
      providerId: `demo_${id}`,
      amount: { amount: totalOf(checkout), currency: 'EUR' },
    }
    let isGivenUp = false
    await settlePayment(one, id, captured, async () => {
      if (!isGivenUp) await settlePayment(other, id, { status: 'failed', code: 'not_received', text: 'It never came.' })
      isGivenUp = true
      return true
    })
    const paid = await rowsOf(await database.address(), 'select status, amount, refunded from payments')
    expect(paid).toEqual([{ status: 'captured', amount: '1490', refunded: '1490' }])
    await expectHealthy(database)
  })
})
