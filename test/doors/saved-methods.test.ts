import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OutputOf } from '../../engine/src/contract.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { byToken } from '../../engine/test/saving.ts'
import { aProduct, readyCheckout, totalOf } from '../../engine/test/shop.ts'
import { aServedShop } from './signing-in.ts'

onBothDatabases('Over HTTP, a saved payment method', database => {
  test('is saved, shown, paid with and removed by whoever is signed in, and by nobody else', async () => {
    const { shop, call } = await aServedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const cookie = await shop.joins('ann@example.com')
    const owner = shop.as(await shop.whoIs(cookie))
    const ask = async (method: string, path: string, body?: unknown, from = cookie) => {
      const answer = await call(method, path, { cookie: from, body, headers: { 'idempotency-key': randomUUID() } })
      return { status: answer.status, body: await answer.json() }
    }
    const pays = async (instrument: object) => {
      const checkout = await readyCheckout(owner, { [mug]: 1 })
      const payment = { payment: { instruments: [instrument] }, expected_total: totalOf(checkout) }
      return ask('POST', `/api/checkout-sessions/${checkout.id}/complete`, payment)
    }
    expect(await pays(byToken('demo', 'success', { save: true }))).toMatchObject({ body: { status: 'completed' } })
    const listed = await ask('GET', '/api/account/payment-methods')
    expect(listed).toMatchObject({
      status: 200,
      body: { payment_methods: [{ type: 'demo', display: { last_digits: '1001' } }] },
    })
    const { payment_methods: methods } = listed.body as OutputOf<'list_payment_methods'>
    const { id, handler_id, type } = methods[0]!
    expect(await pays({ id, handler_id, type })).toMatchObject({ body: { status: 'completed' } })
    const other = await shop.joins('bob@example.com')
    expect(await ask('GET', '/api/account/payment-methods', undefined, other)).toMatchObject({
      body: { payment_methods: [] },
    })
    const remove = `/api/account/payment-methods/${id}/remove`
    expect(await ask('POST', remove, {}, other)).toMatchObject({ status: 404 })
    expect((await call('GET', '/api/account/payment-methods')).status).toBe(401)
    expect(await ask('POST', remove, {})).toMatchObject({ status: 200, body: { payment_methods: [] } })
    expect(await pays({ id, handler_id, type })).toMatchObject({
      body: { status: 'ready_for_complete', messages: [{ code: 'payment_method_unknown' }] },
    })
  })
})
