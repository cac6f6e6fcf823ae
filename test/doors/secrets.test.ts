import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, totalOf } from '../../engine/test/shop.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { memoryLog } from '../../rest-api/test/fake-engine.ts'
import { planted } from '../secrets/kinds.ts'

onBothDatabases('What a caller sends in secret', database => {
  test('comes into no log, no table and no answer of the gateway', async () => {
    const { guest, staff, ...engine } = await aFurnishedShop(database)
    const mug = await aProduct(staff, 'mug')
    const card = await staff.issueGiftCard({ gift_card: { amount: 300, currency: 'EUR' } })
    const { log, lines } = memoryLog()
    const server = await startServer({ engine, log, limits: false, port: 0 })
    const canary = planted(`canary-${randomUUID()}`)
    const number = '4242 4242 4242 4242'
    const said: string[] = []
    const { key } = (await engine.firstOwner())!
    const send = async (method: string, path: string, body?: unknown, bearer?: string) => {
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          cookie: `session=${canary}`,
          ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      said.push(await response.text())
    }
    const paying = (token: string) => {
      const giftCard = { type: 'code', token: card.code }
      const cards = [{ id: 'card', handler_id: 'gift_card', type: 'gift_card', credential: giftCard }]
      return { payment: { instruments: [...cards, ...pays(token).instruments] } }
    }
    for (const token of [canary, number, 'declined', 'success']) {
      const checkout = await readyCheckout(guest, { [mug]: 1 })
      const path = `/api/checkout-sessions/${checkout.id}/complete`
      await send('POST', path, { ...paying(token), expected_total: 1 })
      await send('POST', path, { ...paying(token), expected_total: totalOf(checkout) })
      await send('POST', path, { ...paying(token), [canary.slice(0, 6)]: number })
      await send('GET', `/api/checkout-sessions/${checkout.id}`)
      await send('GET', `/api/checkout-sessions/${checkout.id}`, undefined, canary)
    }
    for (const bearer of [key, canary]) await send('GET', '/api/merchant/orders', undefined, bearer)
    await server.close(0)
    expect(said.some(text => text.includes('"completed"'))).toBe(true)
    expect(lines.length).toBeGreaterThan(10)
  })
})
