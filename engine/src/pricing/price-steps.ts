import { type Money, subtract, times } from '../shared/money.ts'
import type { PriceStep } from './contract.ts'
import type { QuotedDiscount } from './discounts.ts'
import type { VariantPrice } from './price-records.ts'
import type { Quote } from './quote.ts'

/**
 * How the total came about, in the order in which it was worked out. Each step says what changed the price (`source` is
 * the id of the line, price list, promotion or tax rate) and by how much; all but the taxes that the prices hold already
 * (`included`) sum to the total.
 */
export function stepsOf({ lines, discounts, shipping, taxes }: Quote): PriceStep[] {
  return [
    ...lines.flatMap(({ id, title = id, quantity, unitPrice, priceList }): PriceStep[] => {
      const listed = priceList?.listPrice ?? unitPrice
      const step: PriceStep = { type: 'list_price', source: id, title, amount: times(listed, quantity).amount }
      if (!priceList) return [step]
      const change = times(subtract(unitPrice, listed), quantity)
      return [step, priceListStep(priceList, change)]
    }),
    ...discounts.map(discountStep),
    ...(shipping ? (shipping.parts ?? [shipping]).map(deliveryStep) : []),
    ...taxes.map(({ rateId, title, amount, included }): PriceStep => {
      return { type: 'tax', source: rateId, title, amount: amount.amount, ...(included && { included }) }
    }),
  ]
}

type UnitPrice = {
  readonly id: string
  readonly price: Money
  readonly priceList?: VariantPrice['priceList']
  readonly discounts?: readonly QuotedDiscount[]
}

/** How what one unit costs came about, where price lists or promotions have lowered it; nothing where none has. */
export function unitSteps({ id, price, priceList, discounts = [] }: UnitPrice): PriceStep[] {
  if (!priceList && discounts.length === 0) return []
  const listed = priceList?.listPrice ?? price
  return [
    { type: 'list_price', source: id, title: 'List price', amount: listed.amount },
    ...(priceList ? [priceListStep(priceList, subtract(price, listed))] : []),
    ...discounts.map(discountStep),
  ]
}

type PriceList = NonNullable<Quote['lines'][number]['priceList']>

const priceListStep = ({ id, title, isForGroup, minimumQuantity = 1 }: PriceList, change: Money): PriceStep => ({
  type: 'price_list',
  source: id,
  title,
  amount: change.amount,
  ...(isForGroup && { for_customer_group: true }),
  ...(minimumQuantity > 1 && { minimum_quantity: minimumQuantity }),
})

const discountStep = ({ promotionId, title, amount }: QuotedDiscount): PriceStep => ({
  type: 'discount',
  source: promotionId,
  title,
  amount: -amount.amount,
})

const deliveryStep = ({ id, title, price }: { id?: string; title: string; price: Money }): PriceStep => ({
  type: 'fulfillment',
  ...(id !== undefined && { source: id }),
  title,
  amount: price.amount,
})
