import { z } from 'zod'
import { areDistinct } from '../shared/distinct.ts'
import { amount, currency, id, instant, requiredText } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { productScope } from './scope-contract.ts'

const perCurrency = (rows: readonly { readonly currency: string }[]) => areDistinct(rows.map(row => row.currency))
const oncePerCurrency = 'names a currency more than once'

const perCurrencyAmounts = (least: number, fewest = 1) =>
  z
    .array(z.strictObject({ currency: currency(), amount: amount().min(least) }))
    .min(fewest)
    .max(50)
    .refine(perCurrency, oncePerCurrency)

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
