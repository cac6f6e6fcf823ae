import type { Money } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { AppliedDiscount, AppliedTax, StoreDraft, Total } from './contract.ts'
import { isShipping, type QuotedDiscount } from './discounts.ts'
import type { Quote } from './quote.ts'
import type { Store } from './store.ts'
import type { QuotedTax } from './taxes-on.ts'

/** UCP `totals[]` of a cart or checkout: in reading order, and everything but the total sums to the total. */
export function totalsOf(quote: Quote, language?: TextLanguage): Total[] {
  const { subtotal, discounts, shipping, taxes, total } = quote
  return [
    { type: 'subtotal', display_text: say(language, 'subtotal'), amount: subtotal.amount },
    ...discountEntries('items_discount', discounts.filter(isOnLines), language),
    ...discountEntries(
      'discount',
      discounts.filter(discount => !isOnLines(discount)),
      language,
    ),
    ...(shipping ? [shippingEntry(shipping)] : []),
    ...taxes.filter(tax => !tax.included).map(tax => taxEntry(tax.title, tax.amount)),
    totalEntry(total, taxes, language),
  ]
}

/** The totals of one line by the same rules. */
export function lineTotalsOf(quote: Quote, lineId: string, language?: TextLanguage): Total[] {
  const line = quote.lines.find(({ id }) => id === lineId)
  if (!line) throw new RangeError(`There is no line ${lineId} in this quote.`)
  const taxes = quote.taxes.flatMap(tax => {
    const part = tax.allocations.find(({ target }) => target === lineId)
    return part && !tax.included ? [taxEntry(tax.title, part.amount)] : []
  })
  return [
    { type: 'subtotal', display_text: say(language, 'subtotal'), amount: line.subtotal.amount },
    ...(line.discount.amount > 0
      ? [{ type: 'items_discount' as const, display_text: say(language, 'discount'), amount: -line.discount.amount }]
      : []),
    ...taxes,
    { type: 'total', display_text: say(language, 'total'), amount: line.total.amount },
  ]
}

/** The discount extension's object: the codes as they were sent, and what was taken off by which promotion and where. */
export function discountsOf(
  quote: Quote,
  codes: readonly string[],
  lineIds: readonly string[] = idsOf(quote),
): { codes: string[]; applied: AppliedDiscount[] } {
  const applied = quote.discounts.map(({ code, title, amount, method, allocations }, index) => ({
    ...(code === undefined ? { automatic: true } : { code }),
    title,
    amount: amount.amount,
    method,
    priority: index + 1,
    allocations: allocations.map(part => ({ path: pathOf(part.target, lineIds), amount: part.amount.amount })),
  }))
  return { codes: [...codes], applied }
}

/** Which tax was taken on what and why. `lineIds` names the lines in the order of the answer, the quote's unless told. */
export function taxesOf(quote: Quote, lineIds: readonly string[] = idsOf(quote)): AppliedTax[] {
  return quote.taxes.map(tax => ({
    title: tax.title,
    source: tax.rateId,
    rate_ppm: tax.ratePpm,
    included: tax.included,
    taxable_amount: tax.taxable.amount,
    amount: tax.amount.amount,
    allocations: tax.allocations.map(({ target, amount }) => ({
      path: pathOf(target, lineIds),
      amount: amount.amount,
    })),
  }))
}

export const storeView = (store: Store): StoreDraft => ({
  name: store.name,
  ...(store.description !== undefined && { description: store.description }),
  ...(store.email !== undefined && { email: store.email }),
  default_currency: store.defaultCurrency,
  currencies: [...store.currencies],
  currency_by_country: { ...store.currencyByCountry },
  default_country: store.defaultCountry,
  default_language: store.defaultLanguage,
  languages: [...store.languages],
  prices_include_tax: store.pricesIncludeTax,
  tax_rounding: store.taxRounding,
  shipping_tax: store.shippingTax,
  saved_addresses_by_email: store.savedAddressesByEmail,
  sells_only_in_markets: store.sellsOnlyInMarkets,
  return_days: store.returnDays,
  guest_checkout_days: store.guestCheckoutDays,
  ...(store.lowStockAt > 0 && { low_stock_at: store.lowStockAt }),
})

const idsOf = (quote: Quote) => quote.lines.map(line => line.id)

function pathOf(target: string, lineIds: readonly string[]): string {
  return isShipping(target) ? '$.fulfillment' : linePath(target, lineIds)
}

function linePath(lineId: string, lineIds: readonly string[]): string {
  const index = lineIds.indexOf(lineId)
  if (index < 0) throw new RangeError(`Line ${lineId} is not among the lines of the answer.`)
  return `$.line_items[${index}]`
}

const titled = ({ title, code }: QuotedDiscount) =>
  code === undefined || title === code ? title : `${title} (${code})`

const isOnLines = ({ allocations }: QuotedDiscount) => allocations.every(({ target }) => !isShipping(target))

/** One entry for all discounts on lines, because it equals the sum of the lines' own (UCP discount.md, invariant). */
function discountEntries(
  type: 'items_discount' | 'discount',
  discounts: readonly QuotedDiscount[],
  language: TextLanguage | undefined,
): Total[] {
  const lines = discounts.map(discount => ({ display_text: titled(discount), amount: -discount.amount.amount }))
  const [only] = lines
  if (!only) return []
  if (lines.length === 1) return [{ type, ...only }]
  const amount = lines.reduce((sum, line) => sum + line.amount, 0)
  return [{ type, display_text: say(language, 'discounts'), amount, lines }]
}

const shippingEntry = ({ title, price, parts }: NonNullable<Quote['shipping']>): Total => ({
  type: 'fulfillment',
  display_text: title,
  amount: price.amount,
  ...(parts && { lines: parts.map(part => ({ display_text: part.title, amount: part.price.amount })) }),
})

const taxEntry = (title: string, amount: Money): Total => ({ type: 'tax', display_text: title, amount: amount.amount })

/** Taxes that the prices hold are no entries of their own, or they would be added twice; they split the total instead. */
function totalEntry(total: Money, taxes: readonly QuotedTax[], language: TextLanguage | undefined): Total {
  const entry: Total = { type: 'total', display_text: say(language, 'total'), amount: total.amount }
  const included = taxes.filter(tax => tax.included)
  if (included.length === 0) return entry
  const net = total.amount - included.reduce((sum, tax) => sum + tax.amount.amount, 0)
  return {
    ...entry,
    lines: [
      { display_text: say(language, 'net'), amount: net },
      ...included.map(tax => ({
        display_text: say(language, 'contains_tax', { tax: tax.title }),
        amount: tax.amount.amount,
      })),
    ],
  }
}
