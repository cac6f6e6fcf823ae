import { z } from 'zod'
import { context } from '../pricing/contract.ts'
import { quantity, text } from '../shared/fields.ts'
import { messageSchema } from '../shared/messages.ts'
import { operation } from '../shared/operation.ts'
import { attribution, signals, ucpEnvelope } from '../shared/ucp.ts'
import { fulfillmentOptionView } from './option-contract.ts'

export const estimateDelivery = operation({
  name: 'estimate_delivery',
  title: 'Estimate delivery',
  summary:
    'How a variant would come now: each way of delivery with its price and its days, before anybody has given an address. The checkout has the last word.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    catalog: z.strictObject({
      id: text(200).min(1).describe('Of a variant'),
      quantity: quantity().optional().describe('1 unless told'),
      context: context.optional(),
      signals,
      attribution: attribution.optional(),
    }),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    country: z.string().describe('Where it would go: from the context, else the shop’s own country'),
    currency: z.string(),
    groups: z
      .array(z.strictObject({ quantity: z.int().min(1), options: z.array(fulfillmentOptionView) }))
      .describe('What would travel together; none where nothing is sent'),
    pickup: z.string().optional().describe('Where it could be fetched soonest, and when'),
    messages: z.array(messageSchema).optional(),
  }),
  errors: ['item_unavailable', 'currency_unavailable'],
})
