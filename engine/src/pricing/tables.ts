import { sql } from 'drizzle-orm'
import type { Money } from '../shared/money.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import { tablesOf } from '../storage/query.ts'
import type { MarketScope } from './contract.ts'
import type { PromotionScope } from './promotion-scope.ts'
import type { Benefit } from './promotions.ts'
import type { MarketRestriction } from './store.ts'
import type { ShippingTax, TaxRounding, TaxStacking } from './tax.ts'

export const pricingTables = (c: Columns) => ({
  /** The settings of the shop, in one row. */
  store: c.table(
    'store',
    {
      id: c.id().primaryKey(),
      name: c.text().notNull(),
      description: c.text(),
      email: c.text(),
      defaultCurrency: c.text().notNull(),
      currencies: c.json<string[]>().notNull(),
      currencyByCountry: c.json<Record<string, string>>().notNull(),
      defaultCountry: c.text().notNull(),
      defaultLanguage: c.text().notNull().default('en'),
      languages: c.json<readonly string[]>().notNull().default(['en']),
      pricesIncludeTax: c.flag().notNull(),
      taxRounding: c.text().$type<TaxRounding>().notNull(),
      shippingTax: c.text().$type<ShippingTax>().notNull().default('own_class'),
      savedAddressesByEmail: c.flag().notNull(),
      sellsOnlyInMarkets: c.flag().notNull().default(false),
      lowStockAt: c.count().notNull().default(0),
      returnDays: c.count().notNull().default(30),
      guestCheckoutDays: c.count().notNull().default(30),
    },
    t => [c.check('store_single_row', sql`${t.id} = 'store'`)],
  ),

  /** Countries in which the shop sells alike. */
  markets: c.table('markets', {
    id: c.id().primaryKey(),
    title: c.text().notNull(),
    countries: c.json<readonly string[]>().notNull(),
    currency: c.text().notNull(),
    customerGroup: c.text(),
    /** What the market's scope means; null is that everything is sold there. */
    restriction: c.text().$type<MarketRestriction>(),
    active: c.flag().notNull(),
    /** The names as the merchant gave them; what they mean stands in `marketScopes`. */
    scope: c.json<MarketScope>(),
  }),

  marketScopes: c.table(
    'market_scopes',
    {
      marketId: c.id().notNull(),
      kind: c.text().$type<'product' | 'category' | 'collection'>().notNull(),
      targetId: c.id().notNull(),
    },
    t => [c.primaryKey({ name: 'market_scopes_pk', columns: [t.marketId, t.kind, t.targetId] })],
  ),

  prices: c.table(
    'prices',
    {
      variantId: c.id().notNull(),
      currency: c.text().notNull(),
      amount: c.minor().notNull(),
      compareAt: c.minor(),
    },
    t => [
      c.primaryKey({ name: 'prices_pk', columns: [t.variantId, t.currency] }),
      c.check('prices_amount_not_negative', sql`${t.amount} >= 0`),
      c.check('prices_compare_at_not_negative', sql`${t.compareAt} >= 0`),
    ],
  ),

  /** Prices that hold for some buyers or for some time, in place of dearer ones. */
  priceLists: c.table('price_lists', {
    id: c.id().primaryKey(),
    title: c.text().notNull(),
    currency: c.text().notNull(),
    /** Null is everybody. */
    customerGroup: c.text(),
    startsAt: c.instant(),
    endsAt: c.instant(),
    active: c.flag().notNull(),
  }),

  priceListPrices: c.table(
    'price_list_prices',
    {
      variantId: c.id().notNull(),
      priceListId: c.id().notNull(),
      minimumQuantity: c.count().notNull(),
      amount: c.minor().notNull(),
    },
    t => [
      c.primaryKey({ name: 'price_list_prices_pk', columns: [t.variantId, t.priceListId, t.minimumQuantity] }),
      c.index('price_list_prices_by_list').on(t.priceListId),
      c.check('price_list_prices_amount_not_negative', sql`${t.amount} >= 0`),
    ],
  ),

  /** What a variant has cost from which moment on. Rows are only ever added, and those of a list get their end. */
  priceHistory: c.table(
    'price_history',
    {
      number: c.serial(),
      variantId: c.id().notNull(),
      currency: c.text().notNull(),
      since: c.instant().notNull(),
      amount: c.minor().notNull(),
      /** The price list for everybody that it is from, and when it ended. */
      priceListId: c.id(),
      until: c.instant(),
    },
    t => [
      c.index('price_history_by_variant').on(t.variantId, t.currency, t.since),
      c.index('price_history_by_list').on(t.priceListId),
    ],
  ),

  promotions: c.table(
    'promotions',
    {
      id: c.id().primaryKey(),
      /** Null where the promotion is automatic. */
      code: c.text(),
      /** What the code is found by, whatever its letter case: `codeKey(code)`. */
      codeKey: c.text(),
      title: c.text().notNull(),
      benefit: c.json<Benefit>().notNull(),
      appliesTo: c.json<PromotionScope>(),
      minimumSubtotals: c.json<readonly Money[]>(),
      minimumQuantity: c.count(),
      customerGroup: c.text(),
      firstOrderOnly: c.flag().notNull(),
      startsAt: c.instant(),
      endsAt: c.instant(),
      usageLimit: c.count(),
      limitPerCustomer: c.count(),
      used: c.count().notNull(),
      active: c.flag().notNull(),
      priority: c.count().notNull(),
      isCombinable: c.flag().notNull(),
    },
    t => [
      c.uniqueIndex('promotions_code').on(t.codeKey),
      c.check('promotions_used_not_negative', sql`${t.used} >= 0`),
      c.check('promotions_code_has_key', sql`(${t.code} is null) = (${t.codeKey} is null)`),
    ],
  ),

  /** How often an e-mail address, in lower case, has used a promotion. */
  promotionUses: c.table(
    'promotion_uses',
    {
      promotionId: c.id().notNull(),
      email: c.text().notNull(),
      used: c.count().notNull(),
    },
    t => [
      c.primaryKey({ name: 'promotion_uses_pk', columns: [t.promotionId, t.email] }),
      c.check('promotion_uses_not_negative', sql`${t.used} >= 0`),
    ],
  ),

  /** An empty region or postal prefix stands for the whole country: null would not count as equal in the unique index. */
  taxRates: c.table(
    'tax_rates',
    {
      id: c.id().primaryKey(),
      title: c.text().notNull(),
      country: c.text().notNull(),
      region: c.text().notNull(),
      postalPrefix: c.text().notNull(),
      taxClass: c.text().notNull(),
      ratePpm: c.count().notNull(),
      appliesToShipping: c.flag().notNull(),
      stacking: c.text().$type<TaxStacking>().notNull(),
    },
    t => [
      c.uniqueIndex('tax_rates_zone').on(t.country, t.region, t.postalPrefix, t.taxClass),
      c.check('tax_rates_rate_ppm', sql`${t.ratePpm} between 0 and 1000000`),
    ],
  ),

  /** Customers from whom no tax is taken; an empty country stands for all. */
  taxExemptions: c.table(
    'tax_exemptions',
    {
      customerId: c.id().notNull(),
      country: c.text().notNull(),
      certificate: c.text(),
      endsAt: c.instant(),
    },
    t => [c.primaryKey({ name: 'tax_exemptions_pk', columns: [t.customerId, t.country] })],
  ),
})

export const tables = tablesOf(pricingTables)

export type PricingTables = ReturnType<typeof pricingTables>
