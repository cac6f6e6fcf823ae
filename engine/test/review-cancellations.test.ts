import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { randomId } from '../src/shared/ids.ts'
import { onBothDatabases, onPostgres } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { aFurnishedShop, aProduct, aShop, buys } from './shop.ts'

onBothDatabases('A cancellation whose refund got no answer', database => {
  test('says so, and is finished by the sweeper with one refund', async () => {
    const keys: string[] = []
    const gateways = faultyGateway(bank => ({
      refund: async request => {
        keys.push(request.idempotencyKey)
        const outcome = await bank.refund(request)
        if (keys.length === 1) throw new Error('The answer was lost.')
        return outcome
      },
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    const id = (await buys(shop.guest, { [mug]: 1 })).order!.id
    const key = { idempotencyKey: randomUUID() }
    const canceled = await shop.guest.cancelOrder({ id }, key)
    expect(canceled.adjustments).toMatchObject([{ type: 'cancellation' }, { type: 'refund', status: 'pending' }])
    shop.wait(60_000)
    await shop.sweep()
    const order = await shop.guest.getOrder({ id })
    expect(order.adjustments).toMatchObject([{ type: 'cancellation' }, { type: 'refund', status: 'completed' }])
    expect(new Set(keys).size).toBe(1)
    expect(await shop.guest.cancelOrder({ id }, key)).toEqual(canceled)
  })
})

describe('A cancellation that is repeated on another node', () => {
  const database = onPostgres()

  test('gets one answer on both', async () => {
    let letGo = () => {}
    const gate = new Promise<void>(resolve => {
      letGo = resolve
    })
    let arrived = () => {}
    const asked = new Promise<void>(resolve => {
      arrived = resolve
    })
    const gateways = faultyGateway(bank => ({
      refund: async request => {
        arrived()
        await gate
        return bank.refund(request)
      },
    }))
    const here = await aFurnishedShop(database, { gateways, newId: randomId })
    const there = await aShop(database, { newId: randomId })
    const mug = await aProduct(here.staff, 'mug')
    const id = (await buys(here.guest, { [mug]: 1 })).order!.id
    const key = { idempotencyKey: randomUUID() }
    const first = here.guest.cancelOrder({ id }, key)
    await asked
    const second = await there.guest.cancelOrder({ id }, key)
    letGo()
    expect(await first).toEqual(second)
    expect(await here.guest.cancelOrder({ id }, key)).toEqual(second)
    expect((await here.guest.getOrder({ id })).adjustments).toMatchObject([{}, { type: 'refund', status: 'completed' }])
  })
})
