import { expect, test } from 'vitest'
import type { PaymentOutcome } from '../src/payments/index.ts'
import { openPayment } from '../src/payments/index.ts'
import { money } from '../src/shared/money.ts'
import type { Storage } from '../src/storage/port.ts'
import { onBothDatabases } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout } from './shop.ts'

const minute = 60_000

onBothDatabases('The sweeper', database => {
  test('frees expired stock and comes to an end though the provider never answers', async () => {
    const silence = () => new Promise<never>(() => {})
    const gateways = faultyGateway(() => ({ pay: silence, find: silence, cancel: silence }))
    const shop = await aFurnishedShop(database, { gateways, gatewayTimeoutMs: 20 })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    expect(await buys(shop.guest, { [mug]: 1 })).toMatchObject({ status: 'complete_in_progress' })
    shop.wait(16 * minute)
    expect(await shop.sweep()).toMatchObject({ payments: 1, reservations: 1 })
    expect(await readyCheckout(shop.guest, { [mug]: 1 })).toMatchObject({ status: 'ready_for_complete' })
  })

  test('opens a checkout again within two minutes of whoever was to pay it having died before the call', async () => {
    let isDead = true
    const gateways = faultyGateway(bank => ({
      pay: async request => {
        if (isDead) throw new Error('Nothing was sent.')
        return bank.pay(request)
      },
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const { id } = await buys(shop.guest, { [mug]: 1 })
    shop.wait(minute / 2)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'complete_in_progress' })
    shop.wait(minute)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'ready_for_complete' })
    isDead = false
    expect(await shop.guest.completeCheckout({ id, checkout: { payment: pays() } })).toMatchObject({
      status: 'completed',
    })
  })

  test('frees expired stock before it asks a provider', async () => {
    const left: unknown[] = []
    const gateways = faultyGateway(() => ({
      pay: async () => ({ status: 'pending' }),
      cancel: async () => {
        const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
        left.push(stock[0]?.available)
        return undefined
      },
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    await buys(shop.guest, { [mug]: 1 })
    shop.wait(16 * minute)
    await shop.sweep()
    expect(left).toEqual([1])
  })

  test('reaches the others past a hundred payments whose gateway is gone', async () => {
    let storage: Storage | undefined
    const gateways = (opened: Storage) => {
      storage = opened
      return faultyGateway(() => ({}))(opened)
    }
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    const orphan = await readyCheckout(shop.guest, { [mug]: 1 })
    await storage!.write(async tx => {
      const draft = { reference: orphan.id, handlerId: 'gone', amount: money(100, 'EUR') }
      for (let n = 0; n < 100; n += 1) await openPayment(tx, { ...draft, instrument: anInstrument })
    })
    shop.wait(minute)
    const { id } = await buys(shop.guest, { [mug]: 1 }, 'lost_answer')
    shop.wait(minute)
    await shop.sweep()
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'completed' })
  })

  test('puts a payment that it cannot settle behind the others', async () => {
    const nonsense = { status: 'nonsense' } as unknown as PaymentOutcome
    const gateways = faultyGateway(() => ({ pay: async () => ({ status: 'pending' }), find: async () => nonsense }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    await buys(shop.guest, { [mug]: 1 })
    shop.wait(minute)
    await expect(shop.sweep()).rejects.toThrow('1 things could not be finished')
    expect(await shop.sweep()).toMatchObject({ payments: 0 })
  })

  test('settles within a minute of the provider’s return', async () => {
    let isDown = true
    const gateways = faultyGateway(bank => ({
      pay: async request => {
        await bank.pay(request)
        throw new Error('The answer was lost.')
      },
      find: async question => {
        if (isDown) throw new Error('The provider is down.')
        return bank.find(question)
      },
    }))
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buys(shop.guest, { [mug]: 1 })
    for (let seconds = 0; seconds < 12 * 60; seconds += 5) {
      shop.wait(5000)
      await shop.sweep()
    }
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'complete_in_progress' })
    isDown = false
    for (let seconds = 0; seconds < 60; seconds += 5) {
      shop.wait(5000)
      await shop.sweep()
    }
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'completed' })
  })
})

const anInstrument = { id: 'instrument', handler_id: 'gone', type: 'card' }
