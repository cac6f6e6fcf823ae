import type { Money, TextLanguage, Total } from '@mitchweb/engine/contract'
import { formatMoney } from '@mitchweb/engine/contract'

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

const names: Record<Total['type'], string> = {
  subtotal: 'Subtotal',
  items_discount: 'Discount on items',
  discount: 'Discount',
  fulfillment: 'Delivery',
  tax: 'Tax',
  fee: 'Fee',
  total: 'Total',
}

export const totalText = (total: Total): string => total.display_text ?? names[total.type]

export const totalOf = (totals: readonly Total[]): number => totals.find(({ type }) => type === 'total')?.amount ?? 0

/** What a line costs before discounts, which the totals below it name. */
export const lineAmount = (totals: readonly Total[]): number =>
  totals.find(({ type }) => type === 'subtotal')?.amount ?? totalOf(totals)

/** "24 November 2026" in UTC: the shop does not know the reader's clock. */
export const dateText = (instant: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(instant))

/** "25–27 November 2026". */
export const periodText = (first: string, last: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).formatRange(new Date(first), new Date(last))

const locales: Readonly<Record<TextLanguage, string>> = { en: 'en-GB', de: 'de-DE' }

/** "24 November 2026 at 10:15 UTC", or the same in another language. */
export const timeText = (instant: string, language: TextLanguage = 'en'): string =>
  `${new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(new Date(instant))} UTC`

/** Codes for groups, for testing and for nowhere. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ'])

/** Countries by their English names. */
export const countries: readonly { readonly code: string; readonly name: string }[] = (() => {
  const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return letters
    .flatMap(first => letters.map(second => first + second))
    .filter(code => !notCountries.has(code) && new Intl.Locale(`und-${code}`).region === code)
    .flatMap(code => ({ code, name: regions.of(code) ?? '' }))
    .filter(({ name }) => name !== '')
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
})()
