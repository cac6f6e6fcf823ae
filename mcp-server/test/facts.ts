import { moneyText } from '../src/text/money-text.ts'

/** The facts of an answer that its text does not show. Quotation marks are the text's own affair. */
export const factsMissingFrom = (text: string, structured: unknown): string[] => {
  const shown = text.replaceAll('"', '”')
  return factsOf(structured).filter(fact => !shown.includes(fact))
}

/**
 * What a buyer or a next call needs of an answer, as the text has to show it: ids, titles, addresses of pages, codes,
 * and every amount with its currency. How a discount or a tax is spread over lines is detail for programs.
 */
function factsOf(value: unknown, currency = 'EUR', key = ''): string[] {
  if (Array.isArray(value)) return detail.has(key) ? [] : value.flatMap(part => factsOf(part, currency, key))
  if (typeof value === 'object' && value !== null) {
    const own = (value as { currency?: unknown }).currency
    const money = typeof own === 'string' ? own : currency
    return Object.entries(value).flatMap(([name, part]) => (detail.has(name) ? [] : factsOf(part, money, name)))
  }
  if (typeof value === 'number') return amounts.has(key) ? [moneyText(value, currency).replace(/^-/, '')] : []
  return typeof value === 'string' && texts.has(key) ? [value.replaceAll('"', '”').replace(/\s+/g, ' ').trim()] : []
}

const detail: ReadonlySet<string> = new Set(['allocations', 'ucp', 'context', 'config'])
const amounts: ReadonlySet<string> = new Set(['amount', 'price', 'taxable_amount'])
const texts: ReadonlySet<string> = new Set([
  'id',
  'title',
  'handle',
  'sku',
  'label',
  'code',
  'codes',
  'content',
  'url',
  'continue_url',
  'permalink_url',
  'tracking_number',
  'email',
  'first_name',
  'street_address',
  'postal_code',
  'status',
  'cart_id',
  'checkout_id',
  'policy',
])
