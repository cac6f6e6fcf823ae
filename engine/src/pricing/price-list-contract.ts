import { z } from 'zod'
import { areDistinct } from '../shared/distinct.ts'
import { amount, currency, id, instant, requiredText } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'

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
