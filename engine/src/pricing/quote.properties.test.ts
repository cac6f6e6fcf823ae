import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCart } from '../../test/any-cart.ts'
import type { Total } from './contract.ts'
import { stepsOf } from './price-steps.ts'
import { type Quote, type QuoteRequest, quote } from './quote.ts'
import { discountsOf, lineTotalsOf, taxesOf, totalsOf } from './view.ts'

const request = anyCart()

const sum = (amounts: readonly number[]) => amounts.reduce((total, part) => total + part, 0)
const sumOf = (parts: readonly { amount: { amount: number } }[]) => sum(parts.map(part => part.amount.amount))

test('whatever is in 20,000 carts, every amount adds up and nothing falls below zero', { timeout: 120_000 }, () => {
  const seen = { discounted: 0, taxed: 0, free: 0, shippedFree: 0, setAside: 0 }
  fc.assert(
    fc.property(request, cart => {
      const result = quote(cart)
      if (result.discounts.length > 0) seen.discounted += 1
      if (result.taxTotal.amount > 0) seen.taxed += 1
      if (result.total.amount === 0) seen.free += 1
      if ((result.shipping?.discount.amount ?? 0) > 0) seen.shippedFree += 1
      if (result.setAside.length > 0) seen.setAside += 1
      expectSound(cart, result)
      expectSoundViews(cart, result)
    }),
    { numRuns: 20_000 },
  )
  // A generator that never discounted or taxed anything would prove nothing.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(300)
})

function expectSound(cart: QuoteRequest, result: Quote): void {
  const shipping = result.shipping
  const addedTax = cart.pricesIncludeTax ? 0 : result.taxTotal.amount
  const claims: [claim: string, left: number, right: number][] = [
    ['subtotal is its lines', result.subtotal.amount, sum(result.lines.map(line => line.subtotal.amount))],
    ['tax total is its taxes', result.taxTotal.amount, sumOf(result.taxes)],
    [
      'tax total is that of lines and delivery',
      result.taxTotal.amount,
      sum(result.lines.map(line => line.tax.amount)) + (shipping?.tax.amount ?? 0),
    ],
    [
      'total is made of its parts',
      result.total.amount,
      result.subtotal.amount - sumOf(result.discounts) + (shipping?.price.amount ?? 0) + addedTax,
    ],
    [
      'total is lines and delivery',
      result.total.amount,
      sum(result.lines.map(line => line.total.amount)) +
        (shipping
          ? shipping.price.amount - shipping.discount.amount + (cart.pricesIncludeTax ? 0 : shipping.tax.amount)
          : 0),
    ],
    [
      'every discount is on a line or the delivery',
      sumOf(result.discounts),
      sum(result.lines.map(line => line.discount.amount)) + (shipping?.discount.amount ?? 0),
    ],
    [
      'the steps recompute to the total',
      sum(stepsOf(result).map(step => (step.included ? 0 : step.amount))),
      result.total.amount,
    ],
    ...result.discounts.map(({ title, allocations, amount }): [string, number, number] => [
      title,
      sumOf(allocations),
      amount.amount,
    ]),
    ...result.taxes.map(({ title, allocations, amount }): [string, number, number] => [
      title,
      sumOf(allocations),
      amount.amount,
    ]),
  ]
  for (const [claim, left, right] of claims) {
    if (left !== right || !Number.isSafeInteger(left)) throw new Error(`${claim}: ${left} against ${right}`)
  }
  const notNegative = [
    result.total,
    result.taxTotal,
    ...result.discounts.map(discount => discount.amount),
    ...result.taxes.flatMap(tax => [tax.amount, tax.taxable, ...tax.allocations.map(part => part.amount)]),
    ...result.lines.flatMap(line => [line.total, line.tax, line.discount]),
  ]
  if (notNegative.some(value => !(value.amount >= 0) || value.currency !== cart.currency)) throw new Error('below zero')
  if (result.lines.some(line => line.discount.amount > line.subtotal.amount)) throw new Error('more off than there was')
}

function expectSoundViews(cart: QuoteRequest, result: Quote): void {
  expectSums(totalsOf(result), result.total.amount)
  for (const line of result.lines) expectSums(lineTotalsOf(result, line.id), line.total.amount)
  const ofLines = result.lines.flatMap(line => lineTotalsOf(result, line.id))
  // UCP discount.md: items_discount of the cart equals the sum of the lines' own.
  if (offItems(totalsOf(result)) !== offItems(ofLines)) throw new Error('items_discount is not the sum of the lines')
  const ids = cart.lines.map(line => line.id)
  const explained = [...discountsOf(result, []).applied, ...taxesOf(result)]
  for (const { amount, allocations, title } of explained) {
    if (sum(allocations.map(part => part.amount)) !== amount) throw new Error(`${title} does not sum`)
    for (const { path } of allocations) {
      const index = /^\$\.line_items\[(\d+)\]$/.exec(path)?.[1]
      if (path !== '$.fulfillment' && ids[Number(index)] === undefined) throw new Error(`${path} leads nowhere`)
    }
  }
}

const offItems = (entries: readonly Total[]) =>
  sum(entries.filter(entry => entry.type === 'items_discount').map(entry => entry.amount))

/** UCP: one subtotal, one total, the rest sums to it, discounts below zero, the other parts not, sub-lines sum. */
function expectSums(entries: readonly Total[], total: number): void {
  const of = (type: Total['type']) => entries.filter(entry => entry.type === type)
  const rest = entries.filter(entry => entry.type !== 'total')
  const isSound =
    of('subtotal').length === 1 &&
    of('total').length === 1 &&
    of('total')[0]?.amount === total &&
    sum(rest.map(entry => entry.amount)) === total &&
    rest.every(entry => (entry.type.endsWith('discount') ? entry.amount < 0 : entry.amount >= 0)) &&
    entries.every(({ lines, amount }) => lines === undefined || sum(lines.map(line => line.amount)) === amount) &&
    entries.every(({ lines, amount }) => (lines ?? []).every(line => line.amount * Math.sign(amount || 1) >= 0))
  if (!isSound) throw new Error(`unsound totals: ${JSON.stringify(entries)}`)
}

test('the order of the lines changes neither the total nor what any line costs', () => {
  fc.assert(
    fc.property(
      request.chain(cart =>
        fc.tuple(fc.constant(cart), fc.shuffledSubarray([...cart.lines], { minLength: cart.lines.length })),
      ),
      ([cart, lines]) => {
        const [one, other] = [quote(cart), quote({ ...cart, lines })]
        expect(other.total).toEqual(one.total)
        expect(byId(other)).toEqual(byId(one))
      },
    ),
    { numRuns: 2000 },
  )
})

test('one promotion more never makes a cart dearer, and one that is not taken changes nothing', {
  timeout: 60_000,
}, () => {
  const seen = { taken: 0, worse: 0 }
  fc.assert(
    fc.property(
      anyCart({ mostPromotions: 4 }).filter(cart => cart.promotions.length > 0),
      cart => {
        const [added, ...promotions] = cart.promotions
        const [before, after] = [quote({ ...cart, promotions }), quote(cart)]
        expect(after.total.amount).toBeLessThanOrEqual(before.total.amount)
        if (after.discounts.some(discount => discount.promotionId === added?.id)) seen.taken += 1
        else {
          seen.worse += 1
          expect(after.total).toEqual(before.total)
          expect(byId(after)).toEqual(byId(before))
        }
      },
    ),
    { numRuns: 20_000 },
  )
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(1000)
})

test('what the lines are called changes nothing of the total', () => {
  fc.assert(
    fc.property(request, cart => {
      const renamed = cart.lines.map((line, index) => ({ ...line, id: `other_${cart.lines.length - index}` }))
      expect(quote({ ...cart, lines: renamed }).total).toEqual(quote(cart).total)
    }),
    { numRuns: 2000 },
  )
})

test('twice of everything costs twice as much, but for a rounding of half a unit in each place', () => {
  fc.assert(
    fc.property(request, cart => {
      const lines = cart.lines.map(line => ({ ...line, quantity: 2 * line.quantity }))
      const promotions = cart.promotions.filter(promotion => promotion.benefit.kind === 'percentage')
      const { shipping: _, ...plain } = { ...cart, promotions }
      const [once, twice] = [quote(plain), quote({ ...plain, lines })]
      expect(twice.subtotal.amount).toBe(2 * once.subtotal.amount)
      // A discount is rounded once and its share of a line to a whole unit; then each line's tax is.
      const tolerance = (promotions.length + 1) * 3 * (1 + cart.lines.length)
      expect(Math.abs(twice.total.amount - 2 * once.total.amount)).toBeLessThanOrEqual(tolerance)
    }),
    { numRuns: 2000 },
  )
})

const byId = (result: Quote) => new Map(result.lines.map(line => [line.id, line]))
