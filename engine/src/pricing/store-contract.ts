import { z } from 'zod'
import { count, country, currency, requiredText, text } from '../shared/fields.ts'
import { languagesDraft, languageWish, tagOf } from '../shared/language.ts'
import { operation } from '../shared/operation.ts'

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
    currency_by_country: z.record(country(), currency()).optional().describe('Of countries that are in no market'),
    sells_only_in_markets: z
      .boolean()
      .optional()
      .describe('true: who is in no market and not in the default country is told that the shop does not sell there'),
    default_country: country(),
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
