import { describe, expect, test } from 'vitest'
import { aCheckout, cannedShop } from '../test/canned-shop.ts'
import { withKeyedCharges } from './keyed-charges.ts'

describe('a shop that wants a key for every charge', () => {
  test('gets one for a checkout that is open, a new one each time', async () => {
    const shop = cannedShop()
    const keyed = withKeyedCharges(shop)
    await keyed.completeCheckout({ id: 'chk_1' })
    await keyed.completeCheckout({ id: 'chk_1' })
    const keys = shop.calls.filter(({ name }) => name === 'complete_checkout').map(({ key }) => key)
    expect(new Set(keys).size).toBe(2)
    expect(keys.every(key => typeof key === 'string' && key.length >= 16)).toBe(true)
  })

  test('keeps the key that the caller gave', async () => {
    const shop = cannedShop()
    await withKeyedCharges(shop).completeCheckout({ id: 'chk_1' }, { idempotencyKey: 'the-caller’s-own-key' })
    expect(shop.calls).toEqual([{ name: 'complete_checkout', input: { id: 'chk_1' }, key: 'the-caller’s-own-key' }])
  })

  test.each(['completed', 'complete_in_progress'] as const)('is not asked again for what is %s', async status => {
    const shop = cannedShop({ get_checkout: aCheckout({ status }) })
    expect(await withKeyedCharges(shop).completeCheckout({ id: 'chk_1' })).toMatchObject({ status })
    expect(shop.calls.map(({ name }) => name)).toEqual(['get_checkout'])
  })
})
