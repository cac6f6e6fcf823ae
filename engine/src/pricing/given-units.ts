import type { Money } from '../shared/money.ts'
import { covers, type PromotableLine, type PromotionScope } from './promotion-scope.ts'

type LeftOf = (line: PromotableLine) => Money

type Bargain = {
  readonly buy: number
  readonly get: number
  readonly of?: PromotionScope
  /** What has to be bought for it. */
  readonly bought?: PromotionScope | undefined
}

/**
 * How many units of each line a bargain gives: the cheapest first, and as many as the other units pay for. A unit that is
 * given counts as bought no more, and neither does one that is free already.
 */
export function bargainUnits(
  { buy, get, of, bought }: Bargain,
  lines: readonly PromotableLine[],
  leftOf: LeftOf,
): Map<string, number> {
  const paid = lines.filter(line => leftOf(line).amount > 0)
  const givable = paid.filter(line => covers(of ?? bought, line)).sort(cheapestFirst(leftOf))
  const buyable = paid.filter(line => covers(bought, line))
  const isPaidFor = (count: number) => {
    const given = take(givable, count)
    const others = buyable.reduce((sum, line) => sum + line.quantity - (given.get(line.id) ?? 0), 0)
    return others >= Math.ceil(count / get) * buy
  }
  // More given means fewer bought, so the most that is paid for is found by halving.
  let [most, tooMany] = [0, unitsOf(givable) + 1]
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2)
    if (isPaidFor(middle)) most = middle
    else tooMany = middle
  }
  return take(givable, most)
}

type Gift = { readonly of: PromotionScope; readonly quantity: number }

/** How many units of each line are the gift, the cheapest of those it may be. */
export const giftUnits = ({ of, quantity }: Gift, lines: readonly PromotableLine[], leftOf: LeftOf) =>
  take(lines.filter(line => covers(of, line) && leftOf(line).amount > 0).sort(cheapestFirst(leftOf)), quantity)

function take(lines: readonly PromotableLine[], count: number): Map<string, number> {
  const taken = new Map<string, number>()
  let left = count
  for (const line of lines) {
    const units = Math.min(left, line.quantity)
    if (units > 0) taken.set(line.id, units)
    left -= units
  }
  return taken
}

const unitsOf = (lines: readonly PromotableLine[]) => lines.reduce((sum, line) => sum + line.quantity, 0)

/** By what a unit costs now. Lines that are equal in all that prices them can change places without changing the total. */
const cheapestFirst =
  (leftOf: LeftOf) =>
  (a: PromotableLine, b: PromotableLine): number =>
    leftOf(a).amount * b.quantity - leftOf(b).amount * a.quantity || a.quantity - b.quantity || byItem(a, b)

/** An order of lines that does not depend on their places in the cart. */
export const byItem = (a: PromotableLine, b: PromotableLine): number =>
  compare(a.taxClass, b.taxClass) || compare(a.variantId ?? '', b.variantId ?? '') || compare(a.id, b.id)

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)
