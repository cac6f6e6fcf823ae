import { z } from 'zod'
import { amount, count, currency, id, instant, postalPattern, requiredText, storable, text } from '../shared/fields.ts'
import { languagesDraft, languageWish, tagOf } from '../shared/language.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'

/** UCP `types/price.json`: an amount in minor units and its currency. */
export const price = z.strictObject({ amount: z.int().min(0), currency: z.string() })
export const priceRange = z.strictObject({ min: price, max: price })
export type PriceRange = z.infer<typeof priceRange>

const totalLine = z.strictObject({ display_text: z.string(), amount: z.int() })

/** UCP `types/totals.json`: signed, exactly one subtotal and one total, and the others sum to the total. */
export const total = z.strictObject({
  type: z.enum(['subtotal', 'items_discount', 'discount', 'fulfillment', 'tax', 'fee', 'total']),
  display_text: z.string().optional(),
  amount: z.int(),
  lines: z.array(totalLine).optional(),
})
export const totals = z.array(total)
export type Total = z.infer<typeof total>

const allocation = z.strictObject({ path: z.string(), amount: z.int().min(0) })

/** UCP `discount.json#/$defs/applied_discount`. The allocations sum to the amount. */
export const appliedDiscount = z.strictObject({
  code: z.string().optional(),
  title: z.string(),
  amount: z.int().min(0),
  automatic: z.boolean().optional(),
  method: z.enum(['each', 'across']).optional(),
  priority: z.int().min(1).optional(),
  allocations: z.array(allocation),
})
export type AppliedDiscount = z.infer<typeof appliedDiscount>

/** Our extension: which tax was taken on what and why. `included` says that the prices already hold it. */
export const appliedTax = z.strictObject({
  title: z.string(),
  source: z.string().describe('The rate that was applied, by id'),
  rate_ppm: z.int().min(0).describe('Parts per million: 190000 is 19 %'),
  included: z.boolean(),
  taxable_amount: z.int(),
  amount: z.int().min(0),
  allocations: z.array(allocation),
})
export type AppliedTax = z.infer<typeof appliedTax>

/** Our extension: one step from the list prices to the total, with what it comes from. */
export const priceStep = z.strictObject({
  type: z.enum(['list_price', 'price_list', 'discount', 'fulfillment', 'tax']),
  source: z.string().optional().describe('The id of the line, price list, promotion, delivery option or tax rate'),
  title: z.string(),
  amount: z.int().describe('All that are not included sum to the total'),
  included: z.literal(true).optional().describe('The prices hold this tax already'),
  for_customer_group: z.literal(true).optional().describe('A price that only a group of customers gets'),
  minimum_quantity: z.int().min(2).optional().describe('A price from so many units on'),
})
export type PriceStep = z.infer<typeof priceStep>

export const discountCodes = z.array(text(100)).max(10)
export const discountsView = z.strictObject({ codes: z.array(z.string()), applied: z.array(appliedDiscount) })

/**
 * Provisional signals about the buyer (UCP `types/context.json`): they choose currency and tax until an address is known.
 * The object is open by the protocol; what the shop does not know is ignored.
 */
export const context = z
  .looseObject({
    address_country: text(60).optional().describe('Two-letter country code, for example "DE"'),
    address_region: text(100).optional(),
    postal_code: text(20).optional(),
    intent: text(1000).optional(),
    language: languageWish().optional().describe('e.g. "de"'),
    currency: text(3).optional().describe('Preferred ISO 4217 currency, also that of price filters'),
    eligibility: z.array(text(200)).max(20).optional(),
  })
  .refine(...storable)
export type Context = z.infer<typeof context>

export const variantPrice = z.strictObject({
  currency: currency(),
  amount: amount(),
  compare_at: amount().optional().describe('The higher price that is shown struck through'),
})

export const setPrices = operation({
  name: 'set_prices',
  title: 'Set prices',
  summary: 'Sets the list price and compare-at price of variants, one row per variant and currency.',
  effect: 'write',
  scope: 'pricing:write',
  input: z.strictObject({
    prices: z
      .array(variantPrice.extend({ variant_id: id() }))
      .min(1)
      .max(500)
      .refine(
        rows => areDistinct(rows.map(row => `${row.currency} ${row.variant_id}`)),
        'names a variant and currency more than once',
      ),
  }),
  output: z.strictObject({ changed: z.int().min(0) }),
  errors: ['not_found'],
})

function areDistinct(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length
}

/** Prices that hold for some customers, from some quantity on or for some time, where they are lower than the usual ones. */
export const priceListDraft = z
  .strictObject({
    id: id().optional(),
    title: requiredText(200),
    currency: currency(),
    customer_group: requiredText(100).optional().describe('Everybody unless told'),
    starts_at: instant().optional(),
    ends_at: instant().optional(),
    active: z.boolean().optional().describe('true unless told'),
    prices: z
      .array(
        z.strictObject({
          variant_id: id(),
          amount: amount(),
          minimum_quantity: z.int().min(1).max(99_900).optional().describe('Of the variant in one cart; 1 unless told'),
        }),
      )
      .min(1)
      .max(5000)
      .refine(
        rows => areDistinct(rows.map(row => `${row.minimum_quantity ?? 1} ${row.variant_id}`)),
        'names a variant and quantity more than once',
      ),
  })
  .refine(
    ({ starts_at: starts, ends_at: ends }) => !starts || !ends || Date.parse(starts) < Date.parse(ends),
    'ends_at must be later than starts_at',
  )
export type PriceListDraft = z.infer<typeof priceListDraft>

export const savePriceList = operation({
  name: 'save_price_list',
  title: 'Save price list',
  summary: 'Creates or replaces a price list: by currency, customer group, quantity and time.',
  effect: 'write',
  scope: 'pricing:write',
  input: z.strictObject({ price_list: priceListDraft }),
  output: z.strictObject({ id: z.string(), title: z.string(), prices: z.int().min(0) }),
  errors: ['not_found'],
})

const priceListSummary = z.strictObject({
  id: z.string(),
  title: z.string(),
  currency: z.string(),
  customer_group: z.string().optional(),
  starts_at: z.string().optional(),
  ends_at: z.string().optional(),
  active: z.boolean(),
})
export type PriceListSummary = z.infer<typeof priceListSummary>

export const archivePriceList = operation({
  name: 'archive_price_list',
  title: 'Archive price list',
  summary: 'Ends a price list: its prices count for nobody any more. Saving it again with active true brings it back.',
  effect: 'write',
  scope: 'pricing:write',
  input: z.strictObject({ id: id() }),
  output: priceListSummary,
  errors: ['not_found'],
})

export const listPriceLists = operation({
  name: 'list_price_lists',
  title: 'List price lists',
  summary: 'The price lists in the order of their ids, without their prices.',
  effect: 'read',
  scope: 'pricing:read',
  input: z.strictObject({ pagination: pageRequest.optional() }),
  output: z.strictObject({ price_lists: z.array(priceListSummary), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const getPriceList = operation({
  name: 'get_price_list',
  title: 'Get price list',
  summary: 'A price list with its prices, by variant and quantity.',
  effect: 'read',
  scope: 'pricing:read',
  input: z.strictObject({ id: id(), pagination: pageRequest.optional() }),
  output: priceListSummary.extend({
    prices: z.array(
      z.strictObject({ variant_id: z.string(), amount: z.int(), minimum_quantity: z.int().min(2).optional() }),
    ),
    pagination: pageInfo,
  }),
  errors: ['not_found', 'invalid_cursor'],
})

const perCurrency = (rows: readonly { readonly currency: string }[]) => areDistinct(rows.map(row => row.currency))
const oncePerCurrency = 'names a currency more than once'

const perCurrencyAmounts = (least: number, fewest = 1) =>
  z
    .array(z.strictObject({ currency: currency(), amount: amount().min(least) }))
    .min(fewest)
    .max(50)
    .refine(perCurrency, oncePerCurrency)

const names = z.array(requiredText(500)).min(1).max(500)

/** Some products of the shop: those that any of the lists names. */
export const productScope = z
  .strictObject({
    products: names.optional().describe('Ids or handles of products'),
    variants: names.optional().describe('Ids of variants'),
    categories: names.optional().describe('Paths, handles or titles; what lies below them counts too'),
    collections: names.optional().describe('Ids or handles of collections'),
  })
  .refine(
    value => Object.values(value).some(list => list !== undefined),
    'names no products, variants, categories or collections',
  )
export type ProductScope = z.infer<typeof productScope>

/** What a market is about: all that any of the lists names. */
const marketScope = z
  .strictObject({
    products: names.optional().describe('Ids or handles of products'),
    categories: names.optional().describe('Paths, handles or titles; what lies below them counts too'),
    collections: names.optional().describe('Ids or handles of collections'),
  })
  .refine(
    value => Object.values(value).some(list => list !== undefined),
    'names no products, categories or collections',
  )
export type MarketScope = z.infer<typeof marketScope>

const benefits = {
  rate_ppm: z.int().min(1).max(1_000_000).optional().describe('A share: 150000 is 15 %'),
  amounts: perCurrencyAmounts(1).optional().describe('A fixed amount off, per currency'),
  fixed_prices: perCurrencyAmounts(0).optional().describe('What each unit costs, where it would cost more'),
  buy_x_get_y: z
    .strictObject({
      buy: z.int().min(1).max(999),
      get: z.int().min(1).max(999),
      rate_ppm: z.int().min(1).max(1_000_000).optional().describe('How much they are reduced; free unless told'),
      of: productScope.optional().describe('What may be got; the same products unless told'),
    })
    .optional()
    .describe('For every so many units bought, so many others reduced, the cheapest first'),
  free_shipping: z.literal(true).optional(),
  gift: z
    .strictObject({ of: productScope, quantity: z.int().min(1).max(999).optional().describe('1 unless told') })
    .optional()
    .describe('Free once it is in the cart; nothing is added by itself'),
}
const benefitNames = Object.keys(benefits) as (keyof typeof benefits)[]

/** What a buyer gets, on which condition: by a code, or by itself where there is none. */
export const promotionDraft = z
  .strictObject({
    id: id().optional().describe('Changes that promotion; without it, the one with the same code'),
    code: requiredText(100).optional().describe('Without a code it is automatic'),
    title: requiredText(200),
    ...benefits,
    applies_to: productScope.optional().describe('What counts and is reduced; everything unless told'),
    minimum_subtotals: perCurrencyAmounts(0, 0)
      .optional()
      .describe('Of what it applies to, before discounts; a currency that is not named cannot use it'),
    minimum_quantity: z.int().min(1).max(99_900).optional(),
    customer_group: requiredText(100).optional().describe('Only for signed-in customers of this group'),
    first_order_only: z.boolean().optional().describe('Only for an e-mail address that has not ordered before'),
    starts_at: instant().optional(),
    ends_at: instant().optional(),
    usage_limit: z.int().min(1).max(1_000_000_000).optional(),
    limit_per_customer: z.int().min(1).max(1_000_000).optional().describe('Uses by one e-mail address'),
    priority: z.int().min(1).max(10_000).optional().describe('Lower ones are taken first; 100 unless told'),
    combinable: z.boolean().optional().describe('Whether others may be taken beside it; true unless told'),
    active: z.boolean().optional().describe('true unless told'),
  })
  .refine(
    value => benefitNames.filter(name => value[name] !== undefined).length === 1,
    `has exactly one of ${benefitNames.join(', ')}`,
  )
  .refine(
    ({ starts_at: starts, ends_at: ends }) => !starts || !ends || Date.parse(starts) < Date.parse(ends),
    'ends_at must be later than starts_at',
  )
export type PromotionDraft = z.infer<typeof promotionDraft>

const promotionSummary = z.strictObject({
  id: z.string(),
  code: z.string().optional(),
  title: z.string(),
  benefit: z.enum(['percentage', 'fixed_amount', 'fixed_price', 'buy_x_get_y', 'free_shipping', 'gift']),
  customer_group: z.string().optional(),
  starts_at: z.string().optional(),
  ends_at: z.string().optional(),
  priority: z.int(),
  combinable: z.boolean(),
  active: z.boolean(),
  used: z.int().min(0).describe('How often it was used'),
  usage_limit: z.int().optional(),
})
export type PromotionSummary = z.infer<typeof promotionSummary>

export const savePromotion = operation({
  name: 'save_promotion',
  title: 'Save promotion',
  summary: 'Creates or replaces a promotion: a discount code, or one that counts by itself.',
  effect: 'write',
  scope: 'pricing:write',
  input: z.strictObject({ promotion: promotionDraft }),
  output: promotionSummary,
  errors: ['not_found', 'duplicate'],
})

export const archivePromotion = operation({
  name: 'archive_promotion',
  title: 'Archive promotion',
  summary: 'Ends a promotion: it counts for nobody any more. Saving it again with active true brings it back.',
  effect: 'write',
  scope: 'pricing:write',
  input: z.strictObject({ id: id() }),
  output: promotionSummary,
  errors: ['not_found'],
})

export const listPromotions = operation({
  name: 'list_promotions',
  title: 'List promotions',
  summary: 'The promotions in the order of their ids, each with how often it was used.',
  effect: 'read',
  scope: 'pricing:read',
  input: z.strictObject({
    active: z.boolean().optional().describe('Only those that are switched on, or only those that are not'),
    pagination: pageRequest.optional(),
  }),
  output: z.strictObject({ promotions: z.array(promotionSummary), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

/** The tax of one class in one zone: a country, a region in it, or postal codes that begin alike. */
export const taxRateDraft = z.strictObject({
  id: id().optional(),
  title: requiredText(100).describe('As a buyer reads it: "VAT 19 %"'),
  country: z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code in capitals'),
  region: requiredText(100).optional(),
  postal_prefix: postalPattern()
    .optional()
    .describe('Postal codes that begin so ("BT"), have this form ("E1???") or lie in a range ("35000..35999")'),
  tax_class: requiredText(50).optional().describe('"standard" unless told'),
  rate_ppm: z.int().min(0).max(1_000_000),
  applies_to_shipping: z.boolean().optional().describe('true unless told'),
  stacking: z
    .enum(['replaces', 'adds', 'compounds'])
    .optional()
    .describe('Beside the tax of the wider zone: instead of it (unless told), as well, or as well and on top of it'),
})
export type TaxRateDraft = z.infer<typeof taxRateDraft>

export const saveTaxRate = operation({
  name: 'save_tax_rate',
  title: 'Save tax rate',
  summary: 'Creates or replaces the tax of one class in one zone.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ tax_rate: taxRateDraft }),
  output: z.strictObject({ id: z.string(), title: z.string(), country: z.string(), rate_ppm: z.int() }),
  errors: ['not_found', 'duplicate'],
})

const taxRateView = z.strictObject({
  id: z.string(),
  title: z.string(),
  country: z.string(),
  region: z.string().optional(),
  postal_prefix: z.string().optional(),
  tax_class: z.string(),
  rate_ppm: z.int().min(0),
  applies_to_shipping: z.boolean(),
  stacking: z.enum(['replaces', 'adds', 'compounds']),
})

export const listTaxRates = operation({
  name: 'list_tax_rates',
  title: 'List tax rates',
  summary: 'The tax rates in the order of their ids, of one country if told.',
  effect: 'read',
  scope: 'settings:read',
  input: z.strictObject({
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a two-letter country code in capitals')
      .optional(),
    pagination: pageRequest.optional(),
  }),
  output: z.strictObject({ tax_rates: z.array(taxRateView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const removeTaxRate = operation({
  name: 'remove_tax_rate',
  title: 'Remove tax rate',
  summary: 'Removes a tax rate: from now on nothing is taxed by it. Orders keep the taxes they were placed with.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ id: id() }),
  output: taxRateView,
  errors: ['not_found'],
})

/** A customer from whom no tax is taken, in one country or in all. */
export const saveTaxExemption = operation({
  name: 'save_tax_exemption',
  title: 'Save tax exemption',
  summary: 'Frees a customer from tax until further notice or until a day; a day in the past ends it.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({
    tax_exemption: z.strictObject({
      customer_id: id(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'must be a two-letter country code in capitals')
        .optional()
        .describe('Everywhere unless told'),
      certificate: requiredText(200).optional().describe('What shows it: a number or a reference'),
      ends_at: instant().optional(),
    }),
  }),
  output: z.strictObject({ customer_id: z.string(), country: z.string().optional() }),
  errors: [],
})

/** Some countries in which the shop sells alike. */
const market = z.strictObject({
  id: id().optional().describe('An existing market to replace; without it, a new one'),
  title: requiredText(200),
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code in capitals'))
    .min(1)
    .max(250),
  currency: currency(),
  customer_group: requiredText(100)
    .optional()
    .describe('Buyers here get the prices of this group of customers, so that a price list can be for a market'),
  only: marketScope.optional().describe('Nothing else is sold here'),
  without: marketScope.optional().describe('Everything but this is sold here'),
  active: z.boolean().optional().describe('true unless told'),
})

export const marketDraft = market.refine(({ only, without }) => !(only && without), 'has only one of only and without')
export type MarketDraft = z.infer<typeof marketDraft>

const marketView = market.extend({ id: z.string() })

export const saveMarket = operation({
  name: 'save_market',
  title: 'Save market',
  summary:
    'Creates or replaces a market: countries with their currency, their price list and what is sold there. It counts at once.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ market: marketDraft }),
  output: marketView,
  errors: ['not_found', 'duplicate', 'currency_unavailable'],
})

export const listMarkets = operation({
  name: 'list_markets',
  title: 'List markets',
  summary: 'The shop’s markets. Countries in none of them are sold to as the store settings say.',
  effect: 'read',
  scope: 'settings:write',
  input: z.strictObject({}),
  output: z.strictObject({ markets: z.array(marketView) }),
  errors: [],
})

/** In which a shop is written unless told. */
export const ownLanguage = 'en'

/** A delivery's own class, the goods' class with the highest rate, or every class of the goods for its share. */
export const shippingTaxRules = ['own_class', 'highest', 'proportional'] as const

/** What holds for the shop as a whole. */
export const storeDraft = z
  .strictObject({
    name: requiredText(100),
    description: text(1000).optional(),
    email: z.email().max(254).optional(),
    default_currency: currency(),
    currencies: z.array(currency()).min(1).max(50),
    currency_by_country: z
      .record(z.string().regex(/^[A-Z]{2}$/), currency())
      .optional()
      .describe('Of countries that are in no market'),
    sells_only_in_markets: z
      .boolean()
      .optional()
      .describe('true: who is in no market and not in the default country is told that the shop does not sell there'),
    default_country: z.string().regex(/^[A-Z]{2}$/),
    ...languagesDraft,
    prices_include_tax: z.boolean(),
    tax_rounding: z.enum(['line', 'total']).optional().describe('Where tax is rounded; on each line unless told'),
    shipping_tax: z
      .enum(shippingTaxRules)
      .optional()
      .describe(
        'How delivery is taxed: by its own class (unless told), by the highest rate among the goods, or as they are, in proportion to what they cost',
      ),
    /** Whether whoever names a known buyer's e-mail is offered that buyer's saved addresses. Off unless told. */
    saved_addresses_by_email: z.boolean().optional(),
    low_stock_at: count()
      .optional()
      .describe('So few units of a variant are few: stock.low is told. Never unless told'),
    return_days: z
      .int()
      .min(0)
      .max(3650)
      .optional()
      .describe('How long after its delivery buyers may ask to return something; 30 unless told, 0 is never'),
    guest_checkout_days: z
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe('How long a checkout that came to nothing says which guest it was for, from its end; 30 unless told'),
  })
  .refine(
    value => value.currencies.includes(value.default_currency),
    'the default currency must be one of the currencies',
  )
  .refine(
    ({ currencies, currency_by_country: byCountry }) =>
      Object.values(byCountry ?? {}).every(code => currencies.includes(code)),
    'the currency of each country must be one of the currencies',
  )
  .refine(
    ({ default_language: own, languages }) =>
      !languages?.length || languages.some(spoken => tagOf(spoken) === tagOf(own ?? ownLanguage)),
    'the default language must be one of the languages',
  )
export type StoreDraft = z.infer<typeof storeDraft>

export const saveStore = operation({
  name: 'save_store',
  title: 'Save store settings',
  summary: 'Sets the shop’s name, currencies, home country and whether its prices include tax.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ store: storeDraft }),
  output: storeDraft,
  errors: [],
})

export const getStore = operation({
  name: 'get_store',
  title: 'Get store',
  summary: 'The shop’s name, what it sells, its currencies and whether its prices include tax.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ language: languageWish().optional() }),
  output: storeDraft,
  errors: [],
})

export const pricingOperations = [
  setPrices,
  savePriceList,
  archivePriceList,
  listPriceLists,
  getPriceList,
  savePromotion,
  archivePromotion,
  listPromotions,
  saveTaxRate,
  listTaxRates,
  removeTaxRate,
  saveTaxExemption,
  saveStore,
  getStore,
  saveMarket,
  listMarkets,
] as const
