import { z } from 'zod'
import { text } from '../shared/fields.ts'
import { messageSchema } from '../shared/messages.ts'
import { operation } from '../shared/operation.ts'
import { ucpEnvelope } from '../shared/ucp.ts'
import { platform, productView } from './view-contract.ts'

export const recommendationKinds = [
  'accessory',
  'upsell',
  'alternative',
  'bought_together',
  'similar',
  'because_bought',
  'buy_again',
  'popular',
] as const

/** Performed by the cart's room, which knows what is in a cart. */
export const recommendProducts = operation({
  name: 'recommend_products',
  title: 'Recommend products',
  summary:
    'What goes with products, or with a cart: what the shop names first, then what is bought with them or is alike. With neither: what the customer may buy next by what they bought, and for a guest what is popular now. Only what can be bought now, never what was asked about, is in the cart or was sent back; each with its reason.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    catalog: z.strictObject({
      ids: z.array(text(200)).max(20).optional().describe('Product ids, variant ids, skus or handles'),
      cart_id: text(128)
        .min(1)
        .optional()
        .describe('Alone: what goes with the cart; with ids: what it holds is left out'),
      limit: z.int().min(1).max(20).optional().describe('5 unless told'),
      ...platform,
    }),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    recommendations: z.array(
      z.strictObject({ kind: z.enum(recommendationKinds), reason: z.string(), product: productView }),
    ),
    messages: z.array(messageSchema).optional(),
  }),
  errors: ['not_found'],
})
