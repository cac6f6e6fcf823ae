import { add, allocate, type Money, subtract, times, zero } from '../shared/money.ts'
import { cheapest } from './best-promotions.ts'
import { discountsOn, isShipping, type QuotedDiscount, shippingPartTarget, shippingTarget } from './discounts.ts'
import type { PromotableLine } from './promotion-scope.ts'
import type { Promotion } from './promotions.ts'
import { shippingTargets } from './shipping-tax.ts'
import type { ShippingTax, TaxRate, TaxRounding } from './tax.ts'
import { type QuotedTax, type TaxTarget, taxesOn } from './taxes-on.ts'

export type QuoteRequest = {
  readonly currency: string
  readonly pricesIncludeTax: boolean
  readonly lines: readonly (Omit<PromotableLine, 'subtotal'> & PricedUnit)[]
  /** Those that count (`choosePromotions`), in the order in which they are taken. */
  readonly promotions: readonly Promotion[]
  readonly shipping?: Shipping
  /** Already chosen for the destination (`ratesFor`). */
  readonly taxRates: readonly TaxRate[]
  /** On each line unless told. */
  readonly taxRounding?: TaxRounding
  /** By the delivery's own class unless told. */
  readonly shippingTax?: ShippingTax
}

/** What the delivery costs; where it goes in several parts, their prices sum to its own. */
export type Shipping = ShippingPart & { readonly parts?: readonly ShippingPart[] }

type ShippingPart = {
  readonly id?: string
  readonly title: string
  readonly price: Money
  readonly taxClass: string
}

/** What a unit costs and why. */
type PricedUnit = {
  readonly title?: string
  readonly unitPrice: Money
  /** The price list that the unit price is from, and what it would cost without. */
  readonly priceList?: {
    readonly id: string
    readonly title: string
    readonly listPrice: Money
    readonly isForGroup?: boolean
    readonly minimumQuantity?: number
  }
}

type QuotedLine = PricedUnit & {
  readonly id: string
  readonly quantity: number
  readonly subtotal: Money
  readonly discount: Money
  readonly tax: Money
  /** What the line costs after discounts, with its tax in either case. */
  readonly total: Money
}

/** A price that explains itself: every discount and tax has a title, a source and allocations that sum to it. */
export type Quote = {
  readonly currency: string
  readonly pricesIncludeTax: boolean
  readonly lines: readonly QuotedLine[]
  readonly subtotal: Money
  readonly discounts: readonly QuotedDiscount[]
  /** Promotions that were left out, because the total is lower without them. */
  readonly setAside: readonly Promotion[]
  readonly shipping?: {
    readonly id?: string
    readonly title: string
    /** Before its discount. */
    readonly price: Money
    readonly discount: Money
    readonly tax: Money
    readonly parts?: readonly ShippingPart[]
  }
  readonly taxes: readonly QuotedTax[]
  /** All taxes, whether they were added or are already in the prices. */
  readonly taxTotal: Money
  readonly total: Money
}

/**
 * Prices a cart with those of the promotions that make it cheapest. They come first, one after the other; tax is then
 * taken on what is left of each line and of the delivery, and added to the total only where prices do not hold it
 * already. Nothing falls below zero, and the order of the lines changes nothing. Throws a RangeError where currencies mix
 * or a sum is no safe integer.
 */
export function quote(request: QuoteRequest): Quote {
  assertPriceable(request)
  const { taken, result } = cheapest(request.promotions, {
    priced: promotions => quoteWith(request, promotions),
    totalOf: ({ total }) => total.amount,
  })
  return { ...result, setAside: request.promotions.filter(promotion => !taken.includes(promotion)) }
}

/** The same with exactly these promotions, whether others would be better or not. */
export function quoteWith(request: QuoteRequest, promotions: readonly Promotion[]): Omit<Quote, 'setAside'> {
  const { currency, pricesIncludeTax, shipping } = request
  const nothing = zero(currency)
  const lines = request.lines.map(line => ({ ...line, subtotal: times(line.unitPrice, line.quantity) }))
  const discounts = discountsOn({ currency, lines, shipping }, promotions)
  const discountOf = sums(discounts.flatMap(({ allocations }) => allocations.map(a => [a.target, a.amount])))
  const discountOn = (target: string) => discountOf.get(target) ?? nothing
  const targets: TaxTarget[] = lines.map(({ id, taxClass, subtotal }) => {
    return { id, taxClass, amount: subtract(subtotal, discountOn(id)) }
  })
  if (shipping) {
    const left = subtract(shipping.price, discountOn(shippingTarget))
    targets.push(...deliveriesOf(shipping, left).flatMap(delivery => shippingTargets(delivery, lines, request)))
  }
  const taxes = taxesOn(targets, request)
  const taxOf = sums(taxes.flatMap(({ allocations }) => allocations.map(a => [a.target, a.amount])))
  const taxOn = (target: string) => taxOf.get(target) ?? nothing
  const taxTotal = add(nothing, ...taxes.map(tax => tax.amount))
  return {
    currency,
    pricesIncludeTax,
    lines: lines.map(({ id, title, priceList, unitPrice, quantity, subtotal }) => {
      const [discount, tax] = [discountOn(id), taxOn(id)]
      const discounted = subtract(subtotal, discount)
      const total = pricesIncludeTax ? discounted : add(discounted, tax)
      const why = { ...(title !== undefined && { title }), ...(priceList && { priceList }) }
      return { id, ...why, unitPrice, quantity, subtotal, discount, tax, total }
    }),
    subtotal: add(nothing, ...lines.map(line => line.subtotal)),
    discounts,
    ...(shipping && {
      shipping: {
        ...(shipping.id !== undefined && { id: shipping.id }),
        title: shipping.title,
        price: shipping.price,
        discount: discountOn(shippingTarget),
        tax: add(nothing, ...[...taxOf].flatMap(([target, tax]) => (isShipping(target) ? [tax] : []))),
        ...(shipping.parts && { parts: shipping.parts }),
      },
    }),
    taxes,
    taxTotal,
    total: add(pricesIncludeTax ? nothing : taxTotal, ...targets.map(target => target.amount)),
  }
}

/** The parts of a delivery, each with its share of what the discounts left. */
function deliveriesOf({ taxClass, parts = [] }: Shipping, left: Money): TaxTarget[] {
  if (parts.length === 0) return [{ id: shippingTarget, taxClass, amount: left }]
  const shares = allocate(
    left,
    parts.map(part => part.price.amount),
  )
  return shares.map((amount, index) => ({
    id: shippingPartTarget(index),
    taxClass: parts[index]?.taxClass ?? taxClass,
    amount,
  }))
}

function sums(parts: readonly (readonly [string, Money])[]): Map<string, Money> {
  const result = new Map<string, Money>()
  for (const [key, amount] of parts) {
    const sum = result.get(key)
    result.set(key, sum ? add(sum, amount) : amount)
  }
  return result
}

/** Guards against mistakes of the caller; what buyers send was checked before. */
function assertPriceable({ currency, lines, shipping, taxRates }: QuoteRequest): void {
  const prices = lines.map(line => line.unitPrice)
  if (shipping) prices.push(shipping.price, ...(shipping.parts ?? []).map(part => part.price))
  for (const price of prices) {
    if (price.currency !== currency) throw new RangeError(`A price in ${price.currency} in a quote in ${currency}.`)
    if (!Number.isSafeInteger(price.amount) || price.amount < 0) throw new RangeError(`${price.amount} is not a price.`)
  }
  const parts = shipping?.parts?.reduce((sum, part) => sum + part.price.amount, 0)
  if (parts !== undefined && parts !== shipping?.price.amount)
    throw new RangeError(`The parts of the delivery cost ${parts}, not ${shipping?.price.amount}.`)
  for (const { quantity } of lines) {
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new RangeError(`${quantity} is not a quantity.`)
  }
  const ids = [...lines.map(line => line.id), shippingTarget]
  if (new Set(ids).size < ids.length) throw new RangeError('Every line needs an id of its own.')
  const classes = taxRates.filter(rate => rate.stacking === 'replaces').map(rate => rate.taxClass)
  if (new Set(classes).size < classes.length) throw new RangeError('A tax class has one rate that replaces the others.')
}
