import { expect, test } from 'vitest'
import type { OrderView } from '../src/contract.ts'
import { money } from '../src/shared/money.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout, totalOf } from './shop.ts'

const hour = 3_600_000
const refundsOf = ({ adjustments }: OrderView) => adjustments.filter(({ type }) => type === 'refund')

onBothDatabases('Money that pays for nothing', database => {
  test('goes back later when the provider refuses the refund, and the order says each time what happened', async () => {
    let refuses = true
    const gateways = faultyGateway(bank => ({
      refund: async request => (refuses ? { status: 'failed', text: 'Not today.' } : bank.refund(request)),
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buys(shop.guest, { [mug]: 1 })
    const canceled = await shop.guest.cancelOrder({ id: order!.id })
    expect(refundsOf(canceled).map(({ status }) => status)).toEqual(['failed', 'pending'])
    refuses = false
    await shop.sweep()
    expect(refundsOf(await shop.guest.getOrder({ id: order!.id })).map(({ status }) => status)).toContain('pending')
    shop.wait(hour)
    await shop.sweep()
    const refunded = refundsOf(await shop.guest.getOrder({ id: order!.id }))
    expect(refunded.map(({ status }) => status)).toEqual(['failed', 'completed'])
    expect(await rowsOf(await database.address(), 'select amount - refunded as kept from payments')).toEqual([
      expect.objectContaining({ kept: expect.toSatisfy(kept => Number(kept) === 0) }),
    ])
  })

  test.each([1, -1])('goes back to the unit that came in when that is %i off what was agreed', async difference => {
    const sent: number[] = []
    const gateways = faultyGateway(bank => ({
      pay: async request => {
        const outcome = await bank.pay(request)
        if (outcome.status !== 'captured') return outcome
        return { ...outcome, amount: money(outcome.amount.amount + difference, 'EUR') }
      },
      refund: async ({ amount, idempotencyKey }) => {
        sent.push(amount.amount)
        return { status: 'succeeded', providerId: idempotencyKey }
      },
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    const answer = await shop.guest.completeCheckout({ id: checkout.id, checkout: { payment: pays() } })
    expect(answer.order).toBeUndefined()
    expect(sent).toEqual([totalOf(checkout) + difference])
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 1, reserved: 0 }])
  })

  test('is told to the buyer of a checkout that had already given the payment up', async () => {
    let isFound = false
    const gateways = faultyGateway(() => ({
      pay: async () => ({ status: 'pending' }),
      cancel: async () => undefined,
      find: async () =>
        isFound ? { status: 'captured', providerId: 'late', amount: money(1490, 'EUR') } : { status: 'pending' },
      refund: async () => ({ status: 'succeeded', providerId: 'back' }),
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buys(shop.guest, { [mug]: 1 })
    shop.wait(16 * 60_000)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'ready_for_complete' })
    isFound = true
    const [payment] = await rowsOf(await database.address(), 'select id from payments')
    await shop.settle(String(payment!.id))
    const told = await shop.guest.getCheckout({ id })
    expect(told.messages).toMatchObject([{ code: 'payment_failed', content: expect.stringContaining('refunded') }])
    expect(told.status).toBe('ready_for_complete')
  })

  test('is not asked for again in a checkout that was cancelled', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buys(shop.guest, { [mug]: 1 }, 'needs_confirmation')
    await shop.guest.cancelCheckout({ id })
    await shop.demoBank!.decide(id, 'refuse')
    const { status, messages } = await shop.guest.getCheckout({ id })
    expect([status, messages.map(({ code }) => code)]).toEqual(['canceled', ['canceled']])
  })
})
