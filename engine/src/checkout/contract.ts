import { z } from 'zod'
import { discountsDraft, lineItemDrafts, lineItemView, pricedEchoes } from '../cart/contract.ts'
import { buyer } from '../customers/contract.ts'
import { paymentDraft, paymentHandlers, paymentInstrument } from '../payments/contract.ts'
import { appliedTax, context, discountsView, priceStep, totals } from '../pricing/contract.ts'
import { postalAddress } from '../shared/address.ts'
import { amount, id } from '../shared/fields.ts'
import { messageSchema } from '../shared/messages.ts'
import { type EchoTree, operation } from '../shared/operation.ts'
import { attribution, nextAction, signals, ucpVersion } from '../shared/ucp.ts'
import { archiveShippingRate, listShippingRates, saveShippingRate } from './delivery-contract.ts'
import { estimateDelivery } from './estimate-contract.ts'
import { fulfillmentOptionView } from './option-contract.ts'
import { archivePickupPoint, listPickupPoints, savePickupPoint } from './pickup-contract.ts'

export const checkoutStatuses = [
  'incomplete',
  'requires_escalation',
  'ready_for_complete',
  'complete_in_progress',
  'completed',
  'canceled',
] as const

const destinationDraft = postalAddress.extend({
  id: id().optional().describe('A destination offered before; without it the address gets one'),
})

/** What a platform writes of UCP's fulfillment tree: destinations and selections; methods, groups and options are the shop's. */
export const fulfillmentDraft = z.strictObject({
  methods: z
    .array(
      z.strictObject({
        id: id().optional(),
        type: z.enum(['shipping', 'pickup']).optional(),
        line_item_ids: z.array(id()).max(100).optional(),
        destinations: z.array(destinationDraft).max(20).optional(),
        selected_destination_id: id().nullish(),
        groups: z
          .array(
            z.strictObject({
              id: id().optional(),
              line_item_ids: z.array(id()).max(100).optional(),
              selected_option_id: id().nullish(),
            }),
          )
          .max(20)
          .optional(),
      }),
    )
    .max(10)
    .optional(),
})
export type FulfillmentDraft = z.infer<typeof fulfillmentDraft>

export const checkoutDraft = z.strictObject({
  cart_id: id().optional().describe('Takes lines, buyer, codes and context from this cart'),
  line_items: lineItemDrafts.optional(),
  buyer: buyer.optional(),
  context: context.optional(),
  fulfillment: fulfillmentDraft.optional(),
  discounts: discountsDraft.optional(),
  payment: paymentDraft
    .optional()
    .describe('Gift cards to apply; left out, those applied before stay, and no instruments take them off'),
  signals,
  attribution: attribution.optional(),
})
export type CheckoutDraft = z.infer<typeof checkoutDraft>

/** UCP `types/retail_location.json`; the hours and what else to know of it are ours. */
const retailLocation = z.strictObject({
  id: z.string(),
  name: z.string(),
  address: postalAddress,
  hours: z.string().describe('In words'),
  description: z.string().describe('When it is ready there and what that costs'),
})
export type RetailLocation = z.infer<typeof retailLocation>

export const fulfillmentView = z.strictObject({
  methods: z.array(
    z.strictObject({
      id: z.string(),
      type: z.enum(['shipping', 'pickup']),
      line_item_ids: z.array(z.string()),
      destinations: z.array(z.union([postalAddress.extend({ id: z.string() }), retailLocation])),
      selected_destination_id: z.string().nullable(),
      groups: z.array(
        z.strictObject({
          id: z.string(),
          line_item_ids: z.array(z.string()),
          line_items: z
            .array(z.strictObject({ id: z.string(), quantity: z.int().min(1) }))
            .optional()
            .describe('Where only some units of a line travel in this group'),
          options: z.array(fulfillmentOptionView),
          selected_option_id: z.string().nullable(),
        }),
      ),
    }),
  ),
  /** UCP `types/fulfillment_available_method.json`: there only where there is something to choose between. */
  available_methods: z
    .array(
      z.strictObject({
        type: z.enum(['shipping', 'pickup']),
        line_item_ids: z.array(z.string()),
        fulfillable_on: z.string().optional(),
        description: z.string().optional(),
      }),
    )
    .optional(),
})
export type FulfillmentView = z.infer<typeof fulfillmentView>

/** UCP `checkout.json` with discount, fulfillment and cart extensions; `taxes`, `price_steps` and `next_actions` are ours. */
export const checkoutView = z.strictObject({
  ucp: z.strictObject({ version: z.literal(ucpVersion), payment_handlers: paymentHandlers }),
  id: z.string(),
  cart_id: z.string().optional(),
  status: z.enum(checkoutStatuses),
  line_items: z.array(lineItemView),
  buyer: buyer.optional(),
  context: context.optional(),
  currency: z.string(),
  totals,
  discounts: discountsView,
  taxes: z.array(appliedTax),
  price_steps: z.array(priceStep).optional(),
  fulfillment: fulfillmentView,
  payment: z
    .strictObject({
      instruments: z.array(paymentInstrument.omit({ credential: true })),
      applied_amount: z.int().min(0).describe('What the gift cards pay of the total'),
      remaining_amount: z.int().min(0).describe('What remains to be paid otherwise'),
    })
    .optional()
    .describe('Where gift cards or store credit pay'),
  messages: z.array(messageSchema),
  prepared_by: z
    .strictObject({ name: z.string(), connected: z.boolean() })
    .optional()
    .describe('The assistant that last changed it, by what it calls itself or, connected, by what its customer let in'),
  links: z.array(z.strictObject({ type: z.string(), url: z.string(), title: z.string().optional() })),
  expires_at: z.string(),
  continue_url: z
    .string()
    .optional()
    .describe('Where a person reviews and pays; there in every state that is not final'),
  order: z.strictObject({ id: z.string(), label: z.string(), permalink_url: z.string() }).optional(),
  next_actions: z.array(nextAction),
})
export type CheckoutView = z.infer<typeof checkoutView>

const checkoutEchoes: EchoTree = {
  ...pricedEchoes,
  status: true,
  order: true,
  prepared_by: true,
  payment: { applied_amount: true, remaining_amount: true },
  fulfillment: {
    available_methods: true,
    methods: {
      destinations: { name: true, address: true, hours: true, description: true },
      groups: { options: true, line_items: true },
    },
  },
}

const stateErrors = ['not_found', 'invalid_state', 'idempotency_conflict'] as const

export const createCheckout = operation({
  name: 'create_checkout',
  title: 'Create checkout',
  summary:
    'Starts a checkout from a cart or from lines. The same cart has one open checkout at most: asked again, it is answered again.',
  effect: 'write',
  scope: 'checkout:write',
  input: z.strictObject({ checkout: checkoutDraft }),
  output: checkoutView,
  errors: [...stateErrors, 'item_unavailable', 'currency_unavailable', 'limit_exceeded'],
  echoes: { checkout: checkoutEchoes },
})

export const getCheckout = operation({
  name: 'get_checkout',
  title: 'Get checkout',
  summary: 'The checkout with today’s prices and availability; what to poll while a person pays.',
  effect: 'read',
  scope: 'checkout:write',
  input: z.strictObject({ id: id() }),
  output: checkoutView,
  errors: ['not_found'],
})

export const updateCheckout = operation({
  name: 'update_checkout',
  title: 'Update checkout',
  summary: 'Replaces the whole checkout: what is not sent is gone. Lines that are not sent at all are kept.',
  effect: 'write',
  scope: 'checkout:write',
  input: z.strictObject({ id: id(), checkout: checkoutDraft.omit({ cart_id: true }) }),
  output: checkoutView,
  errors: [...stateErrors, 'item_unavailable', 'currency_unavailable', 'version_conflict', 'limit_exceeded'],
  echoes: { checkout: { ...checkoutEchoes, cart_id: true } },
})

export const completeCheckout = operation({
  name: 'complete_checkout',
  title: 'Complete checkout',
  summary:
    'Pays the agreed total and places the order. Without a payment instrument it answers continue_url, where a person pays.',
  effect: 'charge',
  scope: 'checkout:write',
  input: z.strictObject({
    id: id(),
    checkout: z
      .strictObject({ payment: paymentDraft.optional(), signals, attribution: attribution.optional() })
      .optional(),
    expected_total: amount()
      .optional()
      .describe('The total that the buyer agreed to, in minor units; if it has moved, nothing is charged'),
  }),
  output: checkoutView,
  errors: [...stateErrors, 'request_in_progress', 'idempotency_key_required', 'payment_unavailable'],
  echoes: {
    checkout: {
      ...checkoutEchoes,
      line_items: true,
      buyer: true,
      context: true,
      discounts: true,
      fulfillment: true,
      cart_id: true,
    },
  },
})

export const cancelCheckout = operation({
  name: 'cancel_checkout',
  title: 'Cancel checkout',
  summary: 'Gives the checkout up. What was held for it is free again.',
  effect: 'write',
  scope: 'checkout:write',
  input: z.strictObject({ id: id() }),
  output: checkoutView,
  errors: [...stateErrors, 'request_in_progress'],
})

export { type ShippingRateDraft, shippingRateDraft } from './delivery-contract.ts'
export { estimateDelivery } from './estimate-contract.ts'

export const checkoutOperations = [
  estimateDelivery,
  createCheckout,
  getCheckout,
  updateCheckout,
  completeCheckout,
  cancelCheckout,
  saveShippingRate,
  listShippingRates,
  archiveShippingRate,
  savePickupPoint,
  listPickupPoints,
  archivePickupPoint,
] as const
