import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OrderView } from '../src/contract.ts'
import { randomId } from '../src/shared/ids.ts'
import { dumpOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { isQuiet } from './quiet.ts'
import { aFurnishedShop, aProduct, buys } from './shop.ts'

const days = (count: number) => count * 86_400_000
const key = () => ({ idempotencyKey: randomUUID() })

onBothDatabases('A return', database => {
  test('is asked for by whoever ordered, of what was sent, and the order says so', async () => {
    const { shop, id, line } = await aSentOrder(database, { units: 3 })
    const before = await shop.guest.getOrder({ id })
    expect(before.line_items[0]!.returnable).toEqual({ quantity: 3, until: '2026-04-01T10:00:00.000Z' })
    expect(operations(before)).toContain('request_return')
    const order = await shop.guest.requestReturn({
      id,
      line_items: [
        { id: line, quantity: 1, reason: 'damaged' },
        { id: line, quantity: 1, reason: 'unwanted' },
      ],
      note: 'The handle came off.',
    })
    expect(order.returns).toEqual([
      {
        id: expect.stringMatching(/^ret_/),
        status: 'requested',
        requested_at: '2026-03-02T10:00:00.000Z',
        line_items: [
          { id: line, quantity: 1, reason: 'damaged' },
          { id: line, quantity: 1, reason: 'unwanted' },
        ],
        note: 'The handle came off.',
      },
    ])
    expect(order.messages).toMatchObject([{ code: 'return_requested', content: expect.stringContaining('ret_') }])
    const after = await shop.guest.getOrder({ id })
    expect(after.line_items[0]!.returnable).toMatchObject({ quantity: 1 })
    await shop.guest.requestReturn({ id, line_items: [{ id: line, quantity: 1, reason: 'other' }] })
    expect(operations(await shop.guest.getOrder({ id }))).not.toContain('request_return')
  })

  test.each([
    ['more than was sent', { quantity: 3 }, 'limit_exceeded', /Only 2 of line .* not 3/],
    ['a line of another order', { id: 'li_none' }, 'not_found', /no line "li_none"/],
    ['what was sent too long ago', { wait: 31 }, 'invalid_state', /for 30 days, which are over/],
    ['anything where the shop takes nothing back', { returnDays: 0 }, 'invalid_state', /takes no returns/],
    ['what has not been sent', { isUnsent: true }, 'invalid_state', /Nothing of line .* was sent yet/],
    ['a reason that there is none', { reason: 'boredom' }, 'invalid_input', /reason/],
  ] as const)('is refused for %s, and nothing changes', async (_, wish, code, message) => {
    const { quantity = 2, reason = 'unwanted', wait = 0, isUnsent = false, ...named }: Wish = wish
    const { shop, id, line } = await aSentOrder(database, { units: 2, isUnsent })
    if (named.returnDays !== undefined) {
      const store = await shop.staff.getStore({})
      await shop.staff.saveStore({ store: { ...store, return_days: named.returnDays } })
    }
    shop.wait(days(wait))
    await isQuiet(await database.address())
    const before = await dumpOf(await database.address())
    const asked = shop.guest.requestReturn({
      id,
      line_items: [{ id: named.id ?? line, quantity, reason: reason as 'unwanted' }],
    })
    await expect(asked).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
    expect(await dumpOf(await database.address())).toEqual(before)
  })

  test('counts its days from the day on which goods arrived, where that is known', async () => {
    const { shop, id, line } = await aSentOrder(database, { units: 2 })
    shop.wait(days(10))
    await shop.staff.fulfillOrder({ id, event: { type: 'delivered', line_items: [{ id: line, quantity: 1 }] } })
    shop.wait(days(25))
    expect((await shop.guest.getOrder({ id })).line_items[0]!.returnable).toEqual({
      quantity: 1,
      until: '2026-04-11T10:00:00.000Z',
    })
  })

  test('of the last unit that two ask for at once is one', async () => {
    const { shop, id, line } = await aSentOrder(database, { units: 1, newId: randomId })
    const asked = Array.from({ length: 20 }, () =>
      shop.guest.requestReturn({ id, line_items: [{ id: line, quantity: 1, reason: 'unwanted' }] }),
    )
    const outcomes = await Promise.allSettled(asked)
    const refused = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(refused).toEqual(Array<string>(19).fill('invalid_state'))
    expect((await shop.guest.getOrder({ id })).returns).toHaveLength(1)
  })

  test('asked for again with its key is the same one', async () => {
    const { shop, id, line } = await aSentOrder(database, { units: 2 })
    const [same, wish] = [key(), { id, line_items: [{ id: line, quantity: 1, reason: 'unwanted' as const }] }]
    expect(await shop.guest.requestReturn(wish, same)).toEqual(await shop.guest.requestReturn(wish, same))
    expect((await shop.guest.getOrder({ id })).returns).toHaveLength(1)
  })

  test('is for the customer who ordered and for an agent that may cancel, and for nobody else', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const ann = shop.as({ kind: 'customer', customerId: 'cus_ann' })
    const { order } = await buys(ann, { [mug]: 2 })
    await shop.staff.fulfillOrder({ id: order!.id, event: { type: 'shipped' } })
    const line = (await ann.getOrder({ id: order!.id })).line_items[0]!.id
    const wish = { id: order!.label, line_items: [{ id: line, quantity: 1, reason: 'unwanted' as const }] }
    const agent = (scopes: ('orders:cancel' | 'orders:read')[]) =>
      shop.as({ kind: 'agent', customerId: 'cus_ann', agentId: 'agt_1', scopes })
    await expect(agent(['orders:read']).requestReturn(wish)).rejects.toMatchObject({ code: 'forbidden' })
    const bob = shop.as({ kind: 'customer', customerId: 'cus_bob' })
    for (const id of [order!.label, order!.id])
      await expect(bob.requestReturn({ ...wish, id })).rejects.toMatchObject({ code: 'not_found' })
    const token = order!.permalink_url.split('/').at(-1)!
    await expect(shop.guest.requestReturn({ ...wish, id: token })).rejects.toMatchObject({ code: 'not_found' })
    expect((await agent(['orders:cancel']).requestReturn(wish)).returns).toHaveLength(1)
    expect((await ann.requestReturn(wish)).returns).toHaveLength(2)
  })
})

const operations = ({ next_actions }: OrderView) => next_actions.map(({ operation }) => operation)

type Wish = {
  readonly id?: string
  readonly quantity?: number
  readonly reason?: string
  /** Days from the shipment. */
  readonly wait?: number
  readonly returnDays?: number
  readonly isUnsent?: boolean
}
type Options = NonNullable<Parameters<typeof aFurnishedShop>[1]> & {
  readonly units?: number
  readonly isUnsent?: boolean
}

/** An order of mugs at 10.00 with delivery for 4.90, sent, with ten of them in stock before. */
async function aSentOrder(database: TestDatabase, { units = 1, isUnsent = false, ...options }: Options = {}) {
  const shop = await aFurnishedShop(database, options)
  const mug = await aProduct(shop.staff, 'mug')
  const { order } = await buys(shop.guest, { [mug]: units })
  const { id } = order!
  if (!isUnsent) await shop.staff.fulfillOrder({ id, event: { type: 'shipped' } })
  const [line] = (await shop.guest.getOrder({ id })).line_items
  return { shop, id, mug, line: line!.id }
}
