import fc from 'fast-check'
import { expect } from 'vitest'
import type { CheckoutView } from '../../src/contract.ts'
import { demoTokens } from '../../src/payments/demo-tokens.ts'
import { pays } from '../shop.ts'
import {
  type Answer,
  type Asked,
  type Basket,
  codes,
  type Death,
  type Items,
  type PaperShop,
  type Token,
  type Ware,
  wareNames,
} from './paper-shop.ts'
import { booksOf, type RealShop, refusalOr } from './real-shop.ts'

/** How often each kind was taken. */
export const taken = new Map<string, number>()

type Kind<T> = {
  readonly told: fc.Arbitrary<T>
  readonly isPossible?: (paper: PaperShop) => boolean
  /** Does it in both shops and compares what they answer. */
  readonly take: (told: T, paper: PaperShop, real: RealShop) => Promise<void>
}

/** One command: both shops do it, and after it their books are the same. */
function command<T>(name: string, { told, isPossible = () => true, take }: Kind<T>) {
  return told.map(value => ({
    check: (paper: Readonly<PaperShop>) => isPossible(paper as PaperShop),
    run: async (paper: PaperShop, real: RealShop) => {
      taken.set(name, (taken.get(name) ?? 0) + 1)
      await take(value, paper, real)
      expect(await booksOf(real)).toEqual(paper.books())
      expect(real.faults).toEqual([])
    },
    toString: () => `${name}(${JSON.stringify(value)})`,
  }))
}

const ware = fc.constantFrom(...wareNames)
const which = fc.nat(50)
const items: fc.Arbitrary<Items> = fc
  .uniqueArray(fc.tuple(ware, fc.integer({ min: 1, max: 2 })), {
    minLength: 1,
    maxLength: 2,
    selector: ([name]) => name,
  })
  .map(pairs => Object.fromEntries(pairs))
const basket: fc.Arbitrary<Basket> = fc.record({
  items,
  code: fc.constantFrom(null, null, ...(Object.keys(codes) as (keyof typeof codes)[])),
  email: fc.constantFrom('ann@example.com', 'Ann@Example.com', 'bob@example.com'),
})
const token = fc.constantFrom<Token>('success', 'success', 'success', ...(Object.keys(demoTokens) as Token[]), 'none')
const death = fc.constantFrom<Death>('before', 'after')
const card = fc.option(fc.nat(5), { nil: null, freq: 2 })
const nothing = fc.constant({})

export const commands = [
  command('browse', {
    told: ware,
    take: async (name, paper, real) => {
      const { product } = await real.guest.getProduct({ catalog: { id: name } })
      expect(product.variants[0]?.availability.available).toBe(paper.isThere({ [name]: 1 }))
    },
  }),

  command('cart', {
    told: fc.record({ which, items, email: fc.constantFrom('ann@example.com', 'bob@example.com') }),
    take: async ({ which: number, items: wanted, email }, paper, real) => {
      const draft = { line_items: linesOf(wanted, real), buyer: { email } }
      const known = pick(paper.carts, number % 2 === 0 ? undefined : number)
      if (!known) {
        paper.carts.push({ items: wanted, email, version: 1, status: 'open', checkout: null })
        real.made.carts.push((await real.guest.createCart({ cart: draft })).id)
        return
      }
      const { index, thing } = known
      const answer = await refusalOr(real.guest.updateCart({ id: real.made.carts[index]!, cart: draft }))
      if (thing.status !== 'open') return void expect(answer).toEqual({ error: 'invalid_state' })
      expect(answer).not.toHaveProperty('error')
      Object.assign(thing, { items: wanted, email, version: thing.version + 1 })
    },
  }),

  command('cancel cart', {
    told: which,
    isPossible: paper => paper.carts.length > 0,
    take: async (number, paper, real) => {
      const { index, thing } = pick(paper.carts, number)!
      await real.guest.cancelCart({ id: real.made.carts[index]! })
      if (thing.status === 'open') thing.status = 'canceled'
    },
  }),

  command('check a cart out', {
    told: which,
    isPossible: paper => paper.carts.some(({ checkout, status }) => checkout === null || status !== 'open'),
    take: async (number, paper, real) => {
      const candidates = paper.carts.filter(({ checkout, status }) => checkout === null || status === 'ordered')
      const chosen = pick(candidates, number)
      if (!chosen) return
      const { thing: cart } = chosen
      const cartId = real.made.carts[paper.carts.indexOf(cart)]!
      const answer = await refusalOr(real.guest.createCheckout({ checkout: { cart_id: cartId } }))
      if (cart.status !== 'open') return void expect(answer).toEqual({ error: 'invalid_state' })
      const { items: wanted, email } = cart
      expect(seen(answer)).toEqual(paper.checkOut({ items: wanted, code: null, email }, cart))
      real.made.checkouts.push((answer as CheckoutView).id)
    },
  }),

  ...often(3, () =>
    command('check out', {
      told: basket,
      take: async (wanted, paper, real) => {
        const view = await real.guest.createCheckout({ checkout: draftOf(wanted, real) })
        real.made.checkouts.push(view.id)
        expect(seen(view)).toEqual(paper.checkOut(wanted))
      },
    }),
  ),

  command('change checkout', {
    told: fc.record({ which, wanted: basket }),
    isPossible: hasCheckouts,
    take: async ({ which: number, wanted }, paper, real) => {
      const { index, thing } = pick(paper.checkouts, number)!
      const id = real.made.checkouts[index]!
      const answer = await refusalOr(real.guest.updateCheckout({ id, checkout: draftOf(wanted, real) }))
      expect(seen(answer)).toEqual(paper.update(thing, wanted))
    },
  }),

  ...often(6, () =>
    command('pay', {
      told: fc.record({ which, token, card, isAgreed: fc.constantFrom(true, true, true, true, false) }),
      isPossible: hasCheckouts,
      take: async ({ which: number, isAgreed, ...how }, paper, real) => {
        const { index, thing } = pick(paper.checkouts, number)!
        const expected = paper.view(thing).total + (isAgreed ? 0 : 1)
        const asked = { ...how, card: cardIn(paper, how.card), expected, key: newKey(real) }
        expect(seen(await refusalOr(paid(real, index, asked)))).toEqual(paper.pay(thing, asked))
      },
    }),
  ),

  ...often(2, () =>
    command('die while paying', {
      told: fc.record({ which, token, card, death }),
      isPossible: hasCheckouts,
      take: async ({ which: number, death: at, ...how }, paper, real) => {
        const { index, thing } = pick(paper.checkouts, number)!
        const { total: expected } = paper.view(thing)
        const asked = { ...how, card: cardIn(paper, how.card), expected, key: newKey(real) }
        const isDead = await real.dieIn(() => refusalOr(paid(real, index, asked)), at)
        const attempts = thing.payments.length
        paper.pay(thing, asked, at)
        expect(isDead).toBe(thing.payments.length > attempts)
      },
    }),
  ),

  ...often(3, () =>
    command('pay again with the same key', {
      told: which,
      isPossible: paper => paper.repeatable().length > 0,
      take: async (number, paper, real) => {
        const call = pick(paper.repeatable(), number)!.thing
        const answer = await refusalOr(paid(real, paper.checkouts.indexOf(call.checkout), call.asked))
        expect(seen(answer)).toEqual(paper.repeat(call))
      },
    }),
  ),

  ...often(3, () =>
    command('decide at the bank', {
      told: fc.record({ which, isApproved: fc.boolean() }),
      isPossible: paper => payments(paper).length > 0,
      take: async ({ which: number, isApproved }, paper, real) => {
        const { checkout, payment } = pick(payments(paper), number)!.thing
        const { bank } = payment
        if (!bank) return
        await real.decide(await paymentId(paper, real, { checkout, payment }), isApproved ? 'approve' : 'refuse')
        if (bank.status === 'requires_person') bank.status = isApproved ? 'captured' : 'failed'
        paper.hear(checkout, payment)
      },
    }),
  ),

  command('webhook', {
    told: which,
    isPossible: paper => payments(paper).length > 0,
    take: async (number, paper, real) => {
      const { checkout, payment } = pick(payments(paper), number)!.thing
      await real.settle(await paymentId(paper, real, { checkout, payment }))
      paper.hear(checkout, payment)
    },
  }),

  command('cancel checkout', {
    told: which,
    isPossible: hasCheckouts,
    take: async (number, paper, real) => {
      const { index, thing } = pick(paper.checkouts, number)!
      const answer = await refusalOr(real.guest.cancelCheckout({ id: real.made.checkouts[index]! }))
      expect(seen(answer)).toEqual(paper.cancelCheckout(thing))
    },
  }),

  ...often(2, () =>
    command('cancel order', {
      told: which,
      isPossible: hasOrders,
      take: async (number, paper, real) => {
        const { thing } = pick(paper.orders, number)!
        const answer = await refusalOr(real.guest.cancelOrder({ id: await orderId(paper, real, thing) }))
        const expected = paper.cancelOrder(thing)
        if ('error' in expected) expect(answer).toEqual(expected)
        else
          expect(answer).toMatchObject({
            line_items: Object.keys(thing.agreement.items).map(() => ({ status: 'removed' })),
          })
      },
    }),
  ),

  ...often(2, () =>
    command('die while cancelling', {
      told: fc.record({ which, death }),
      isPossible: hasOrders,
      take: async ({ which: number, death: at }, paper, real) => {
        const { thing } = pick(paper.orders, number)!
        const id = await orderId(paper, real, thing)
        const isAlready = thing.isCanceled || thing.isShipped
        const isPaidByBank = paper.keptAtBank(thing) > 0
        const isDead = await real.dieIn(() => refusalOr(real.guest.cancelOrder({ id })), at)
        paper.cancelOrder(thing, at)
        expect(isDead).toBe(!isAlready && isPaidByBank)
      },
    }),
  ),

  ...often(2, () =>
    command('refund', {
      told: fc.record({ which, amount: fc.constantFrom(100, 350, 700, 1000) }),
      isPossible: hasOrders,
      take: async ({ which: number, amount }, paper, real) => {
        const { thing } = pick(paper.orders, number)!
        const id = await orderId(paper, real, thing)
        const answer = await refusalOr(real.staff.refundOrder({ id, amount }, { idempotencyKey: newKey(real) }))
        const expected = paper.refund(thing, amount)
        if ('error' in expected) expect(answer).toEqual(expected)
        else expect(answer).not.toHaveProperty('error')
      },
    }),
  ),

  command('ship', {
    told: which,
    isPossible: hasOrders,
    take: async (number, paper, real) => {
      const { thing } = pick(paper.orders, number)!
      const id = await orderId(paper, real, thing)
      const answer = await refusalOr(real.staff.fulfillOrder({ id, event: { type: 'delivered' } }))
      if (thing.isCanceled || thing.isShipped) return void expect(answer).toEqual({ error: 'invalid_state' })
      expect(answer).not.toHaveProperty('error')
      thing.isShipped = true
    },
  }),

  command('restock', {
    told: fc.record({ ware, by: fc.constantFrom(-2, -1, 1, 2) }),
    take: async ({ ware: name, by }, paper, real) => {
      const adjustments = [{ variant_id: real.variants[name], by }]
      const answer = await refusalOr(real.staff.adjustStock({ adjustments }))
      const expected = paper.restock(name, by)
      if ('error' in expected) expect(answer).toEqual(expected)
      else expect(answer).toMatchObject({ stock: [{ on_hand: expected.onHand }] })
    },
  }),

  command('issue gift card', {
    told: fc.constantFrom(100, 350, 700, 1000, 5000),
    take: async (amount, paper, real) => {
      paper.cards.push({ balance: amount })
      real.made.cards.push(await real.staff.issueGiftCard({ gift_card: { amount, currency: 'EUR' } }))
    },
  }),

  ...often(2, () =>
    command('wait and sweep', {
      told: fc.constantFrom(1, 1, 14, 16, 370),
      take: async (minutes, paper, real) => {
        real.wait(minutes * 60_000)
        paper.now += minutes * 60_000
        const [last] = await real.rows('select max(id) as id from outbox')
        await real.sweep()
        paper.sweep(await capturedOf(paper, real, Number(last?.id ?? 0)))
      },
    }),
  ),

  command('wait', {
    told: fc.constantFrom(1, 14, 16, 370),
    take: async (minutes, paper, real) => {
      real.wait(minutes * 60_000)
      paper.now += minutes * 60_000
    },
  }),

  command('look', {
    told: which,
    isPossible: hasCheckouts,
    take: async (number, paper, real) => {
      const { index, thing } = pick(paper.checkouts, number)!
      expect(seen(await real.guest.getCheckout({ id: real.made.checkouts[index]! }))).toEqual(paper.view(thing))
    },
  }),

  command('crash', { told: nothing, take: (_, __, real) => real.crash() }),
]

/** Kinds that lead further are drawn more often. */
function often<T>(times: number, kind: () => T): T[] {
  return Array.from({ length: times }, kind)
}

function hasCheckouts(paper: PaperShop): boolean {
  return paper.checkouts.length > 0
}

function hasOrders(paper: PaperShop): boolean {
  return paper.orders.length > 0
}

/** The newest are the likeliest to be still under way. */
function pick<T>(
  things: readonly T[],
  number: number | undefined,
): { readonly index: number; readonly thing: T } | undefined {
  if (number === undefined || things.length === 0) return undefined
  const index = things.length - 1 - (number % Math.min(things.length, 5))
  return { index, thing: things[index]! }
}

const cardIn = (paper: PaperShop, number: number | null): number | null =>
  number === null ? null : (pick(paper.cards, number)?.index ?? null)

const linesOf = (wanted: Items, { variants }: RealShop) =>
  (Object.entries(wanted) as [Ware, number][]).map(([name, quantity]) => ({ item: { id: variants[name] }, quantity }))

const draftOf = ({ items: wanted, code, email }: Basket, real: RealShop) => ({
  line_items: linesOf(wanted, real),
  buyer: { email },
  discounts: { codes: code ? [code] : [] },
})

/** The view as far as the model knows it. */
function seen(answer: CheckoutView | { readonly error: string }): Answer | { readonly error: string } {
  if (!('totals' in answer)) return answer
  const { status, totals, order, messages } = answer
  return {
    status,
    total: totals.find(({ type }) => type === 'total')?.amount ?? Number.NaN,
    isOrdered: order !== undefined,
    errors: [...new Set(messages.flatMap(({ type, code }) => (type === 'error' && code ? [code] : [])))].sort(),
  }
}

function paid({ made, guest }: RealShop, index: number, { token: how, card: number, expected, key }: Asked) {
  const known = number === null ? undefined : made.cards[number]
  const giftCard = known && {
    id: known.id,
    handler_id: 'gift_card',
    type: 'gift_card',
    credential: { type: 'code', token: known.code },
  }
  const instruments = [...(giftCard ? [giftCard] : []), ...(how === 'none' ? [] : pays(how).instruments)]
  return guest.completeCheckout(
    { id: made.checkouts[index]!, checkout: { payment: { instruments } }, expected_total: expected },
    { idempotencyKey: key },
  )
}

function newKey({ made }: RealShop): string {
  made.lastKey += 1
  return `key-of-the-model-${made.lastKey}`
}

const payments = (paper: PaperShop) =>
  paper.checkouts.flatMap(checkout => checkout.payments.map(payment => ({ checkout, payment })))

type Paid = ReturnType<typeof payments>[number]

async function paymentId(paper: PaperShop, real: RealShop, { checkout, payment }: Paid): Promise<string> {
  const id = real.made.checkouts[paper.checkouts.indexOf(checkout)]
  const rows = await real.rows(
    `select id from payments where reference = '${id}' and gift_card_id is null order by length(id), id`,
  )
  return String(rows[checkout.payments.indexOf(payment)]?.id)
}

async function orderId(paper: PaperShop, real: RealShop, { checkout }: PaperShop['orders'][number]): Promise<string> {
  const id = real.made.checkouts[paper.checkouts.indexOf(checkout)]
  const [row] = await real.rows(`select id from orders where checkout_id = '${id}'`)
  return String(row?.id)
}

/** The payments of which money came in after an event, in that order. */
async function capturedOf(paper: PaperShop, real: RealShop, since: number) {
  const captured = await real.rows(
    `select payload from outbox where type = 'payment.captured' and id > ${since} order by id`,
  )
  const ids = captured.map(({ payload }) => (typeof payload === 'string' ? JSON.parse(payload) : payload).payment_id)
  const known = await Promise.all(
    paper.pending().map(async paid => ({ id: await paymentId(paper, real, paid), payment: paid.payment })),
  )
  return ids.flatMap(id => known.find(paid => paid.id === id)?.payment ?? [])
}
