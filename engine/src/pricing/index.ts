/** What later rooms may use of pricing. */
export type { QuotedDiscount } from './discounts.ts'
export { choosePromotions, type Promotion } from './promotions.ts'
export { type Quote, type QuotedLine, type QuotedTax, type QuoteRequest, quote, shippingTarget } from './quote.ts'
export { type Market, marketFor, type Store } from './store.ts'
export { type Destination, ratesFor, standardTaxClass, type TaxRate } from './tax.ts'
export { discountsOf, lineTotalsOf, priceView, taxesOf, totalsOf } from './view.ts'
