import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OrderView } from '../src/contract.ts'
import { noteDispute } from '../src/orders/index.ts'
import type { DisputeStatus } from '../src/payments/index.ts'
import { money } from '../src/shared/money.ts'
import type { Storage } from '../src/storage/port.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { expectHealthy } from './healthy.ts'
import { aFurnishedShop, aProduct, buys } from './shop.ts'

const key = () => ({ idempotencyKey: randomUUID() })
const disputesOf = ({ adjustments }: OrderView) => adjustments.filter(({ type }) => type === 'dispute')

onBothDatabases('A payment that a bank disputes', database => {
  test('is shown to staff alone, once, and only moves forward', async () => {
    const { shop, id, bankSays } = await aDisputableOrder(database)
    await bankSays('needs_response')
    await bankSays('needs_response')
    await bankSays('under_review')
    await bankSays('needs_response')
    const order = await shop.staff.getOrder({ id })
    expect(disputesOf(order)).toMatchObject([{ status: 'pending', totals: [{ amount: -1490 }] }])
    expect(order.messages).toMatchObject([{ code: 'payment_disputed', content: expect.stringContaining('fraudulent') }])
    const shown = await shop.guest.getOrder({ id })
    expect([disputesOf(shown), shown.messages]).toEqual([[], []])
    await bankSays('lost')
    await bankSays('won')
    expect(disputesOf(await shop.staff.getOrder({ id }))).toMatchObject([{ status: 'completed' }])
    await expectHealthy(database)
  })

  test('can be refunded only as far as the bank does not claim it', async () => {
    const { shop, id, bankSays } = await aDisputableOrder(database)
    await bankSays('needs_response', 1000)
    await expect(shop.staff.refundOrder({ id }, key())).rejects.toMatchObject({
      code: 'limit_exceeded',
      message: expect.stringMatching(/Only 4\.90 EUR .* not 14\.90 EUR, because the buyer’s bank disputes 10\.00 EUR/),
    })
    await shop.staff.refundOrder({ id, delivery: true }, key())
    await bankSays('won', 1000)
    const refunded = await shop.staff.refundOrder({ id }, key())
    expect(refunded.adjustments.map(({ type, status }) => [type, status])).toEqual([
      ['dispute', 'failed'],
      ['refund', 'completed'],
      ['refund', 'completed'],
    ])
    await expectHealthy(database)
  })

  test('goes back in full when the order was cancelled meanwhile and the bank lets go of it', async () => {
    const { shop, id, bankSays } = await aDisputableOrder(database)
    await bankSays('under_review', 1000)
    const canceled = await shop.guest.cancelOrder({ id })
    expect(canceled.adjustments.at(-1)).toMatchObject({ type: 'refund', totals: [{ amount: -490 }] })
    await bankSays('won', 1000)
    shop.wait(60_000)
    await shop.sweep()
    const refunds = (await shop.guest.getOrder({ id })).adjustments.filter(({ type }) => type === 'refund')
    expect(refunds).toMatchObject([
      { status: 'completed', totals: [{ amount: -490 }] },
      { status: 'completed', totals: [{ amount: -1000 }] },
    ])
    await expectHealthy(database)
  })

  test('is over when the bank lets go of what had gone back already', async () => {
    const { shop, id, bankSays } = await aDisputableOrder(database)
    await shop.guest.cancelOrder({ id })
    await bankSays('needs_response')
    await bankSays('won')
    const { adjustments } = await shop.staff.getOrder({ id })
    expect(adjustments.map(({ type, status }) => [type, status])).toEqual([
      ['cancellation', 'completed'],
      ['refund', 'completed'],
      ['dispute', 'failed'],
    ])
    await expectHealthy(database)
  })
})

/** A mug for 10.00 with delivery for 4.90, and a bank that may say something of its payment. */
async function aDisputableOrder(database: TestDatabase) {
  let storage: Storage | undefined
  const gateways = (opened: Storage) => {
    storage = opened
    return faultyGateway(() => ({}))(opened)
  }
  const shop = await aFurnishedShop(database, { gateways })
  const mug = await aProduct(shop.staff, 'mug')
  const { order } = await buys(shop.guest, { [mug]: 1 })
  const [payment] = await rowsOf(await database.address(), 'select id from payments')
  const bankSays = (status: DisputeStatus, amount = 1490) =>
    storage!.write(tx =>
      noteDispute(tx, {
        paymentId: String(payment!.id),
        disputeId: 'dp_1',
        status,
        amount: money(amount, 'EUR'),
        reason: 'fraudulent',
      }),
    )
  return { shop, id: order!.id, bankSays }
}
