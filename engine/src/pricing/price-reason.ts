import { formatMoney } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { QuotedDiscount } from './discounts.ts'
import type { VariantPrice } from './price-records.ts'

type Reasons = {
  readonly priceList?: VariantPrice['priceList']
  readonly discounts?: readonly Pick<QuotedDiscount, 'title' | 'isForLoyalty' | 'amount'>[]
}

/** In a few words why somebody pays what not everybody pays for one; undefined where everybody does. */
export function priceReason({ priceList, discounts = [] }: Reasons, language?: TextLanguage): string | undefined {
  const called = (title: string, isForLoyalty = false) =>
    isForLoyalty ? say(language, 'price_for_loyalty', { title }) : title
  const reasons = discounts.map(({ title, isForLoyalty, amount }) =>
    say(language, 'price_less', { title: called(title, isForLoyalty), amount: formatMoney(amount) }),
  )
  if (priceList) {
    const { minimumQuantity: units, isForGroup, isForLoyalty } = priceList
    const title = called(priceList.title, isForLoyalty)
    const listed = formatMoney(priceList.listPrice)
    if (units > 1) reasons.unshift(say(language, 'price_from_units', { title, units, listed }))
    else if (isForGroup) reasons.unshift(say(language, 'price_of_list', { title, listed }))
  }
  return reasons.length > 0 ? reasons.join('; ') : undefined
}
