import { describe, expect, test } from 'vitest'
import type { CheckoutView } from '../../engine/src/contract.ts'
import { onSqlite } from '../../engine/test/databases.ts'
import { aFurnishedShop, aProduct, readyCheckout, totalOf } from '../../engine/test/shop.ts'
import { answersSeen, noteAnswer, problemsOf, takeProblems } from '../ucp-answers.ts'
import { needsSpecs, specsAreHere, ucpOperations } from '../ucp-schemas.ts'
import { openDoors, throughMcp, throughRest } from './doors.ts'

describe('every answer is held against UCP 2026-04-08', () => {
  const database = onSqlite()

  const aReadyCheckout = async (): Promise<CheckoutView> => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { price: 1290 })
    return readyCheckout(shop.guest, { [mug]: 2 }, ['TEN'])
  }

  test('whichever door it comes through', async () => {
    const { staff, ...engine } = await aFurnishedShop(database)
    const mug = await aProduct(staff, 'mug')
    const doors = await openDoors(engine)
    const mcp = await throughMcp({ url: doors.mcpUrl })
    for (const shop of [engine.guest, throughRest(doors.url), mcp.shop]) {
      const before = answersSeen()
      await readyCheckout(shop, { [mug]: 1 })
      expect(answersSeen() - before).toBeGreaterThanOrEqual(2)
    }
    await mcp.close()
    await doors.close()
  })

  test('an answer that breaks a rule fails the test that received it', async () => {
    const checkout = await aReadyCheckout()
    noteAnswer('get_checkout', { ...checkout, status: 'completed' })
    expect(takeProblems().length).toBeGreaterThan(0)
  })

  const spoiled: Record<string, (view: CheckoutView) => unknown> = {
    'a total that does not add up': view => ({ ...view, totals: withTotal(view, totalOf(view) + 1) }),
    'two totals': view => ({ ...view, totals: [...view.totals, { type: 'total', amount: totalOf(view) }] }),
    'a line that is not its price times its quantity': view => ({
      ...view,
      line_items: [{ ...view.line_items[0]!, quantity: 3 }],
    }),
    'a discount whose parts do not sum': view => ({
      ...view,
      discounts: { ...view.discounts, applied: view.discounts.applied.map(part => ({ ...part, allocations: [] })) },
    }),
    'a second currency': view => ({ ...view, price: { amount: 1, currency: 'USD' } }),
    'an option that is not offered': view => ({ ...view, fulfillment: withOption(view, 'nothing') }),
    'ready without an option': view => ({ ...view, fulfillment: withOption(view, null) }),
    'a link to pay what is paid': view => ({ ...view, status: 'canceled' }),
    'no link to pay': ({ continue_url: _, ...view }) => view,
    'a credential': view => ({ ...view, payment: { instruments: [{ credential: { token: 'secret' } }] } }),
    'a message about a line that is not there': view => ({
      ...view,
      messages: [{ type: 'info', content: 'Look.', path: '$.line_items[7]' }],
    }),
  }

  test.each(Object.entries(spoiled))('%s is noticed', async (_, spoil) => {
    const checkout = await aReadyCheckout()
    expect(problemsOf('get_checkout', checkout)).toEqual([])
    expect(problemsOf('get_checkout', spoil(checkout))).not.toEqual([])
  })
})

describe.skipIf(!specsAreHere)(`the protocol’s own schemas (${needsSpecs})`, () => {
  test.each(ucpOperations)('refuse an empty answer of %s', operation => {
    expect(problemsOf(operation, {})).not.toEqual([])
  })
})

const withTotal = ({ totals }: CheckoutView, amount: number) =>
  totals.map(entry => (entry.type === 'total' ? { type: 'total', amount } : entry))

const withOption = ({ fulfillment: { methods } }: CheckoutView, id: string | null): CheckoutView['fulfillment'] => ({
  methods: methods.map(method => ({
    ...method,
    groups: method.groups.map(group => ({ ...group, selected_option_id: id })),
  })),
})
