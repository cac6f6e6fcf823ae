import { add, allocate, applyRate, type Money, smaller, subtract, zero } from '../shared/money.ts'
import type { Promotion } from './promotions.ts'

export type QuotedDiscount = {
  readonly promotionId: string
  readonly code: string
  readonly title: string
  readonly amount: Money
  readonly allocations: readonly { readonly lineId: string; readonly amount: Money }[]
}

export type DiscountableLine = { readonly id: string; readonly subtotal: Money; readonly taxClass: string }

/**
 * What each promotion takes off, one after the other: a share or a fixed amount of what the earlier ones left, never
 * more than that, spread over the lines in proportion to what is left of each. A promotion that finds nothing left to
 * take is not among them.
 */
export function discountsOn(
  lines: readonly DiscountableLine[],
  promotions: readonly Promotion[],
  currency: string,
): QuotedDiscount[] {
  const left = new Map(lines.map(line => [line.id, line.subtotal]))
  const leftOf = (line: DiscountableLine) => left.get(line.id) ?? zero(currency)
  return promotions.flatMap(promotion => {
    const ranked = [...lines].sort(byWorth(leftOf))
    const base = add(zero(currency), ...ranked.map(leftOf))
    const amount = smaller(worthOf(promotion, base), base)
    if (amount.amount <= 0) return []
    const shares = allocate(
      amount,
      ranked.map(line => leftOf(line).amount),
    )
    const shareOf = new Map(ranked.map((line, index) => [line.id, shares[index] ?? zero(currency)]))
    const allocations = lines.flatMap(line => {
      const share = shareOf.get(line.id) ?? zero(currency)
      left.set(line.id, subtract(leftOf(line), share))
      return share.amount === 0 ? [] : [{ lineId: line.id, amount: share }]
    })
    return [{ promotionId: promotion.id, code: promotion.code, title: promotion.title, amount, allocations }]
  })
}

/**
 * The minor units that are left over by rounding go to lines by this order, not by their place in the cart. Lines that
 * are equal in worth and tax class can change places without changing the total, so the total never depends on the
 * order of lines; the id settles the rest, so that each line's share does not either.
 */
const byWorth =
  (leftOf: (line: DiscountableLine) => Money) =>
  (a: DiscountableLine, b: DiscountableLine): number =>
    leftOf(b).amount - leftOf(a).amount || compare(a.taxClass, b.taxClass) || compare(a.id, b.id)

const compare = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1)

function worthOf({ id, ratePpm, amounts }: Promotion, base: Money): Money {
  if (ratePpm !== undefined) return applyRate(base, ratePpm)
  const fixed = amounts?.find(amount => amount.currency === base.currency)
  if (!fixed) throw new RangeError(`Promotion ${id} has no amount in ${base.currency}.`)
  return fixed
}
