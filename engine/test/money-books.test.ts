import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CheckoutView, CommerceError } from '../src/contract.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { expectBooksToBalance } from './money-books.ts'
import { aFurnishedShop, aProduct, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

const tokens = ['success', 'success', 'declined', 'needs_confirmation', 'late', 'never', 'lost_answer', 'none'] as const

/** Numbers stand for the cards, checkouts and orders that there are by then. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('issue' as const), amount: fc.integer({ min: 1, max: 4000 }) }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('buy' as const),
      quantity: fc.integer({ min: 1, max: 4 }),
      cards: fc.array(
        fc.record({ card: fc.nat(), amount: fc.option(fc.integer({ min: 1, max: 3000 }), { nil: undefined }) }),
        { maxLength: 3 },
      ),
      token: fc.constantFrom(...tokens),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('payAgain' as const),
      which: fc.nat(),
      token: fc.constantFrom(...tokens),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('decide' as const), which: fc.nat(), approves: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancelCheckout' as const), which: fc.nat() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('cancelOrder' as const), which: fc.nat() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      which: fc.nat(),
      wish: fc.oneof(
        fc.constant({}),
        fc.constant({ delivery: true as const }),
        fc.integer({ min: 1, max: 2000 }).map(amount => ({ amount })),
        fc.integer({ min: 1, max: 3 }).map(units => ({ units })),
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('disable' as const), which: fc.nat(), disabled: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sweep' as const), minutes: fc.constantFrom(0, 1, 16, 400) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

onBothDatabases('The shop’s money', database => {
  test('adds up whatever is bought, refused, lost, repeated, refunded and cancelled, also all at once', {
    timeout: 300_000,
  }, async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: null })
    // All runs are one shop's history: what one leaves behind, the next has to live with.
    const known: Known = { mug, cards: [], checkouts: [] }
    const numRuns = database.dialect === 'sqlite' ? 60 : 20
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 3, maxLength: 10 }),
        async rounds => {
          for (const together of rounds) await Promise.all(together.map(one => take(shop, known, one)))
          await bringToRest(shop)
          await expectBooksToBalance(database)
          await expectHealthy(database, shop.now())
        },
      ),
      { numRuns },
    )
    const spent = 'select 1 from gift_card_entries where amount < 0'
    expect(await rowsOf(await database.address(), spent)).not.toEqual([])
  })
})

type Known = {
  readonly mug: string
  readonly cards: { id: string; code: string }[]
  readonly checkouts: CheckoutView[]
}

/** Does one thing. That it is refused is an answer too; anything else that goes wrong is not. */
async function take(shop: TestShop, known: Known, one: Step): Promise<void> {
  await tried(shop, known, one).catch(error => {
    if (!(error instanceof CommerceError) || error.status >= 500) throw error
  })
}

async function tried(shop: TestShop, known: Known, one: Step): Promise<unknown> {
  const { guest, staff } = shop
  switch (one.kind) {
    case 'issue':
      return known.cards.push(await staff.issueGiftCard({ gift_card: { amount: one.amount, currency: 'EUR' } }))
    case 'buy': {
      const checkout = await readyCheckout(guest, { [known.mug]: one.quantity })
      known.checkouts.push(checkout)
      const cards = one.cards.flatMap(({ card, amount }) => {
        const { code } = pick(known.cards, card) ?? {}
        return code === undefined ? [] : [instrument(code, amount)]
      })
      return guest.completeCheckout({
        id: checkout.id,
        checkout: { payment: { instruments: [...cards, ...bank(one.token)] } },
        expected_total: totalOf(checkout),
      })
    }
    case 'payAgain': {
      const checkout = pick(known.checkouts, one.which)
      if (!checkout) return undefined
      const payment = { instruments: bank(one.token) }
      return guest.completeCheckout({ id: checkout.id, checkout: { payment }, expected_total: totalOf(checkout) })
    }
    case 'decide': {
      const checkout = pick(known.checkouts, one.which)
      return checkout && shop.demoBank?.decide(checkout.id, one.approves ? 'approve' : 'refuse')
    }
    case 'cancelCheckout': {
      const checkout = pick(known.checkouts, one.which)
      return checkout && guest.cancelCheckout({ id: checkout.id })
    }
    case 'cancelOrder': {
      const checkout = pick(known.checkouts, one.which)
      const { order } = checkout ? await guest.getCheckout({ id: checkout.id }) : {}
      return order && guest.cancelOrder({ id: order.id })
    }
    case 'refund': {
      const checkout = pick(known.checkouts, one.which)
      const { order } = checkout ? await guest.getCheckout({ id: checkout.id }) : {}
      if (!order) return undefined
      const { units, ...wish } = { units: undefined, ...one.wish }
      const [line] = units === undefined ? [] : (await guest.getOrder({ id: order.id })).line_items
      const line_items = line && units !== undefined ? [{ id: line.id, quantity: units }] : undefined
      const input = { id: order.id, ...wish, ...(line_items && { line_items, restock: {} }) }
      return staff.refundOrder(input, { idempotencyKey: randomUUID() })
    }
    case 'disable': {
      const card = pick(known.cards, one.which)
      return card && staff.changeGiftCard({ id: card.id, disabled: one.disabled })
    }
    case 'sweep':
      shop.wait(one.minutes * 60_000)
      return shop.sweep()
  }
}

/** The newest are the likeliest to be still under way. */
const pick = <T>(things: readonly T[], number: number): T | undefined =>
  things.at(-1 - (number % Math.min(things.length, 8)))

const bank = (token: (typeof tokens)[number]) => (token === 'none' ? [] : pays(token).instruments)

const instrument = (code: string, amount: number | undefined) => ({
  id: `card ending in ${code.slice(-4)}`,
  handler_id: 'gift_card',
  type: 'gift_card',
  credential: { type: 'code', token: code },
  ...(amount !== undefined && { amount }),
})

/** A day later, everything that was open has come to its end. */
async function bringToRest(shop: TestShop): Promise<void> {
  for (let minute = 0; minute < 4; minute++) {
    shop.wait(8 * 60 * 60_000)
    await shop.sweep()
  }
}
