import { z } from 'zod'
import { country, currency, id, requiredText } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { marketScope } from './scope-contract.ts'

/** Some countries in which the shop sells alike. */
const market = z.strictObject({
  id: id().optional().describe('An existing market to replace; without it, a new one'),
  title: requiredText(200),
  countries: z.array(country()).min(1).max(250),
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
