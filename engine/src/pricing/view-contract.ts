import { z } from 'zod'
import { storable, text } from '../shared/fields.ts'
import { languageWish } from '../shared/language.ts'

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
