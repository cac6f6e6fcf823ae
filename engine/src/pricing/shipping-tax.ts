import { add, allocate, type Money, times, zero } from '../shared/money.ts'
import type { ShippingTax, TaxRate } from './tax.ts'
import type { TaxTarget } from './taxes-on.ts'

type Goods = readonly { readonly taxClass: string; readonly unitPrice: Money; readonly quantity: number }[]

type Rules = { readonly shippingTax?: ShippingTax | undefined; readonly taxRates: readonly TaxRate[] }

/**
 * What of a delivery is taxed as which class: all of it as its own class, all as that of the goods which is taxed most,
 * or for each class of the goods a part in proportion to what they cost before discounts, so that a discount on goods
 * never moves tax on the delivery. Without goods that cost something it is taxed by its own class.
 */
export function shippingTargets(delivery: TaxTarget, goods: Goods, { shippingTax, taxRates }: Rules): TaxTarget[] {
  const whole = (taxClass: string): TaxTarget[] => [{ ...delivery, taxClass }]
  const worth = worthByClass(goods, delivery.amount.currency)
  if (shippingTax === 'highest' && worth.length > 0) {
    const rateOf = (taxClass: string) =>
      taxRates.filter(rate => rate.taxClass === taxClass).reduce((sum, rate) => sum + rate.ratePpm, 0)
    const [highest] = worth.map(([name]) => name).sort((a, b) => rateOf(b) - rateOf(a) || (a < b ? -1 : 1))
    return whole(highest ?? delivery.taxClass)
  }
  if (shippingTax === 'proportional' && worth.length > 0) {
    const parts = allocate(
      delivery.amount,
      worth.map(([, amount]) => amount.amount),
    )
    return worth.map(([taxClass], index) => ({
      id: delivery.id,
      part: taxClass,
      taxClass,
      amount: parts[index] ?? zero(delivery.amount.currency),
    }))
  }
  return whole(delivery.taxClass)
}

/** What the goods of each class cost, the most first; the order of lines plays no part. */
function worthByClass(goods: Goods, currency: string): [string, Money][] {
  const worth = new Map<string, Money>()
  for (const { taxClass, unitPrice, quantity } of goods) {
    worth.set(taxClass, add(worth.get(taxClass) ?? zero(currency), times(unitPrice, quantity)))
  }
  return [...worth]
    .filter(([, amount]) => amount.amount > 0)
    .sort(([a, x], [b, y]) => y.amount - x.amount || (a < b ? -1 : 1))
}
