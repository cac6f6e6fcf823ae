import { z } from 'zod'
import { country, id, instant, postalPattern, requiredText } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'

/** The tax of one class in one zone: a country, a region in it, or postal codes that begin alike. */
export const taxRateDraft = z.strictObject({
  id: id().optional(),
  title: requiredText(100).describe('As a buyer reads it: "VAT 19 %"'),
  country: country(),
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
    country: country().optional(),
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
      country: country().optional().describe('Everywhere unless told'),
      certificate: requiredText(200).optional().describe('What shows it: a number or a reference'),
      ends_at: instant().optional(),
    }),
  }),
  output: z.strictObject({ customer_id: z.string(), country: z.string().optional() }),
  errors: [],
})
