import { add, allocate, applyRate, type Money, smaller, subtract, times, zero } from '../shared/money.ts'
import { bargainUnits, byItem, giftUnits } from './given-units.ts'
import { covers, type PromotableLine } from './promotion-scope.ts'
import { type Promotion, sumIn } from './promotions.ts'

export type QuotedDiscount = {
  readonly promotionId: string
  /** The code that was sent for it; an automatic promotion has none. */
  readonly code?: string
  readonly title: string
  readonly isForLoyalty?: true
  readonly amount: Money
  /** Whether it was worked out for each line by itself or spread over them. */
  readonly method: 'each' | 'across'
  readonly allocations: readonly { readonly target: string; readonly amount: Money }[]
}

/** The target of a discount or tax on the delivery; the other targets are ids of lines. */
export const shippingTarget = 'shipping'

/** The targets of the taxes on a delivery that goes in several parts; its discounts have the one target. */
export const shippingPartTarget = (index: number): string => `${shippingTarget}:${index + 1}`
export const isShipping = (target: string): boolean =>
  target === shippingTarget || target.startsWith(`${shippingTarget}:`)

type Goods = {
  readonly currency: string
  readonly lines: readonly PromotableLine[]
  readonly shipping?: { readonly price: Money } | undefined
}

/**
 * What each promotion takes off, one after the other, of what the earlier ones left and never more than that. A promotion
 * that finds nothing to take is not among them.
 */
export function discountsOn({ currency, lines, shipping }: Goods, promotions: readonly Promotion[]): QuotedDiscount[] {
  const left = new Map(lines.map(line => [line.id, line.subtotal]))
  if (shipping) left.set(shippingTarget, shipping.price)
  const leftOf = ({ id }: { readonly id: string }) => left.get(id) ?? zero(currency)
  return promotions.flatMap(promotion => {
    const covered = lines.filter(line => covers(promotion.appliesTo, line))
    const taken = takenBy(promotion, { currency, lines, covered, leftOf })
    const allocations = [...lines, { id: shippingTarget }].flatMap(({ id }) => {
      const amount = taken.get(id)
      if (!amount || amount.amount <= 0) return []
      left.set(id, subtract(leftOf({ id }), amount))
      return [{ target: id, amount }]
    })
    if (allocations.length === 0) return []
    const { id, code, title, benefit, isForLoyalty } = promotion
    const amount = add(zero(currency), ...allocations.map(part => part.amount))
    const method = benefit.kind === 'percentage' || benefit.kind === 'fixed_amount' ? 'across' : 'each'
    const named = { promotionId: id, ...(code !== undefined && { code }), title, ...(isForLoyalty && { isForLoyalty }) }
    return [{ ...named, amount, method, allocations }]
  })
}

type Situation = {
  readonly currency: string
  readonly lines: readonly PromotableLine[]
  /** The lines that the promotion applies to. */
  readonly covered: readonly PromotableLine[]
  readonly leftOf: (line: { readonly id: string }) => Money
}

/** What a promotion takes off, by target. */
function takenBy({ benefit, appliesTo }: Promotion, situation: Situation): Map<string, Money> {
  const { currency, lines, covered, leftOf } = situation
  const nothing = zero(currency)
  switch (benefit.kind) {
    case 'percentage':
      return spread(applyRate(add(nothing, ...covered.map(leftOf)), benefit.ratePpm), situation)
    case 'fixed_amount':
      return spread(inCurrency(benefit.amounts, currency), situation)
    case 'fixed_price': {
      const price = inCurrency(benefit.prices, currency)
      return new Map(covered.map(line => [line.id, subtract(leftOf(line), times(price, line.quantity))]))
    }
    case 'buy_x_get_y': {
      const { buy, get, of, ratePpm } = benefit
      const units = bargainUnits({ buy, get, ...(of && { of }), bought: appliesTo }, lines, leftOf)
      return worthOf(units, situation, ratePpm)
    }
    case 'gift':
      return worthOf(giftUnits(benefit, lines, leftOf), situation, wholeRate)
    case 'free_shipping':
      return new Map([[shippingTarget, leftOf({ id: shippingTarget })]])
  }
}

export const wholeRate = 1_000_000

/** Promotions that the currency cannot use were left out before (`choosePromotions`). */
function inCurrency(amounts: readonly Money[], currency: string): Money {
  const amount = sumIn(amounts, currency)
  if (!amount) throw new RangeError(`A promotion has no amount in ${currency}.`)
  return amount
}

/** An amount, at most all that is left, in proportion to what is left of each line. */
function spread(wanted: Money, { currency, covered, leftOf }: Situation): Map<string, Money> {
  if (covered.length === 0) return new Map()
  const ranked = [...covered].sort(byWorth(leftOf))
  const amount = smaller(wanted, add(zero(currency), ...ranked.map(leftOf)))
  const shares = allocate(
    amount,
    ranked.map(line => leftOf(line).amount),
  )
  return new Map(ranked.map((line, index) => [line.id, shares[index] ?? zero(currency)]))
}

/** What so many units of each line cost now, at a rate. */
function worthOf(units: ReadonlyMap<string, number>, { lines, leftOf }: Situation, ratePpm: number) {
  const taken = new Map<string, Money>()
  for (const line of lines) {
    const count = units.get(line.id) ?? 0
    const [worth] = allocate(leftOf(line), [count, line.quantity - count])
    if (count > 0 && worth) taken.set(line.id, applyRate(worth, ratePpm))
  }
  return taken
}

/**
 * The minor units that are left over by rounding go to lines by this order, not by their place in the cart. Lines that
 * are equal in all that prices them can change places without changing the total, so the total never depends on the
 * order of lines; the id settles the rest, so that each line's share does not either.
 */
const byWorth =
  (leftOf: Situation['leftOf']) =>
  (a: PromotableLine, b: PromotableLine): number =>
    leftOf(b).amount - leftOf(a).amount || a.quantity - b.quantity || byItem(a, b)
