import { formatMoney, type Money } from '@mitchweb/engine/contract'

/** "€12.90", from the plain decimal text, so that no float comes near the amount. */
export function priceText(money: Money): string {
  const [decimal = '0'] = formatMoney(money).split(' ')
  const digits = decimal.split('.')[1]?.length ?? 0
  return new Intl.NumberFormat('en-GB', {
    style: 'currency',
    currency: money.currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(decimal as Intl.StringNumericLiteral)
}
