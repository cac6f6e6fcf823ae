import { type Money, subtract, times } from '../shared/money.ts'
import type { PriceStep } from './contract.ts'
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
      return [step, { type: 'price_list', source: priceList.id, title: priceList.title, amount: change.amount }]
    }),
    ...discounts.map(({ promotionId, title, amount }): PriceStep => {
      return { type: 'discount', source: promotionId, title, amount: -amount.amount }
    }),
    ...(shipping ? (shipping.parts ?? [shipping]).map(deliveryStep) : []),
    ...taxes.map(({ rateId, title, amount, included }): PriceStep => {
      return { type: 'tax', source: rateId, title, amount: amount.amount, ...(included && { included }) }
    }),
  ]
}

type UnitPrice = {
  readonly id: string
  readonly price: Money
  readonly priceList: NonNullable<VariantPrice['priceList']>
}

/** How the price of one unit came about, where a price list has lowered it. */
export const unitSteps = ({ id, price, priceList }: UnitPrice): PriceStep[] => [
  { type: 'list_price', source: id, title: 'List price', amount: priceList.listPrice.amount },
  {
    type: 'price_list',
    source: priceList.id,
    title: priceList.title,
    amount: subtract(price, priceList.listPrice).amount,
  },
]

const deliveryStep = ({ id, title, price }: { id?: string; title: string; price: Money }): PriceStep => ({
  type: 'fulfillment',
  ...(id !== undefined && { source: id }),
  title,
  amount: price.amount,
})
