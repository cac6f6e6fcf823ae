import { ucp } from '../shared/ucp.ts'
import type { OrderView } from './contract.ts'
import {
  type Adjustment,
  type Expectation,
  type FulfillmentEvent,
  fulfilledQuantity,
  lineStatus,
  type Order,
  orderLabel,
} from './order.ts'
import type { Return } from './return.ts'
import { orderStatus } from './whereabouts.ts'

type Place = { readonly publicUrl: string }

/** What a checkout shows of the order it became. */
export const orderConfirmation = (order: Pick<Order, 'id' | 'number' | 'permalinkToken'>, { publicUrl }: Place) => ({
  id: order.id,
  label: orderLabel(order.number),
  permalink_url: `${publicUrl}/orders/${order.permalinkToken}`,
})

export function orderView(order: Order, place: Place): OrderView {
  return {
    ucp,
    ...orderConfirmation(order, place),
    checkout_id: order.checkoutId,
    placed_at: order.placedAt.toISOString(),
    status: orderStatus(order),
    buyer: order.buyer,
    line_items: order.lines.map(line => ({
      id: line.id,
      item: {
        id: line.variantId,
        title: line.title,
        price: line.unitAmount,
        ...(line.imageUrl && { image_url: line.imageUrl }),
      },
      quantity: { original: line.originalQuantity, total: line.quantity, fulfilled: fulfilledQuantity(order, line) },
      totals: [...line.totals],
      status: lineStatus(order, line),
      ...(line.availableAt && { available_at: line.availableAt }),
      ...(line.parts && {
        parts: line.parts.map(({ variantId, title, quantity }) => ({ id: variantId, title, quantity })),
      }),
    })),
    fulfillment: {
      expectations: order.expectations.map(expectationView),
      events: order.events.map(eventView),
    },
    adjustments: order.adjustments.map(adjustmentView),
    ...(order.returns.length > 0 && { returns: order.returns.map(returnView) }),
    currency: order.currency,
    totals: [...order.totals],
    discounts: [...order.discounts],
    taxes: [...order.taxes],
    ...(order.payments?.length && { payments: [...order.payments] }),
    messages: [],
    ...(order.attribution && { attribution: order.attribution }),
    next_actions: [{ operation: 'get_order', description: 'Ask again for shipments and refunds.' }],
  }
}

const expectationView = ({ id, lines, methodType, destination, ...told }: Expectation) => ({
  id,
  line_items: [...lines],
  method_type: methodType,
  destination,
  ...(told.description && { description: told.description }),
  ...(told.fulfillableOn && { fulfillable_on: `${told.fulfillableOn}T00:00:00Z` }),
  ...arrivalView(told),
})

export const arrivalView = ({ arrival }: Pick<Expectation, 'arrival'>) => ({
  ...(arrival && { earliest_fulfillment_time: arrival.earliest }),
  ...(arrival?.latest && { latest_fulfillment_time: arrival.latest }),
})

type People = Pick<OrderView, 'buyer' | 'fulfillment' | 'returns'>

/** An order for staff who may not see customers: without the buyer and their words, and of each destination only the country. */
export const withoutPeople = <T extends People>({ buyer: _, ...view }: T): Omit<T, 'buyer'> => ({
  ...view,
  ...(view.returns && { returns: view.returns.map(({ note: __, ...told }) => told) }),
  fulfillment: {
    ...view.fulfillment,
    expectations: view.fulfillment.expectations.map(({ destination, ...expectation }) => ({
      ...expectation,
      destination: { address_country: destination.address_country },
    })),
  },
})

const eventView = (event: FulfillmentEvent) => ({
  id: event.id,
  occurred_at: event.occurredAt,
  type: event.type,
  ...(event.expectationId !== undefined && { expectation_id: event.expectationId }),
  line_items: [...event.lines],
  ...(event.trackingNumber && { tracking_number: event.trackingNumber }),
  ...(event.trackingUrl && { tracking_url: event.trackingUrl }),
  ...(event.carrier && { carrier: event.carrier }),
  ...(event.description && { description: event.description }),
})

/** Which lines came back is told once, by the return itself, and not again by its money. */
const isTold = ({ type, returnId }: Adjustment): boolean => type === 'refund' && returnId !== undefined

const adjustmentView = (adjustment: Adjustment) => ({
  id: adjustment.id,
  type: adjustment.type,
  occurred_at: adjustment.occurredAt,
  status: adjustment.status,
  ...(adjustment.lines && !isTold(adjustment) && { line_items: [...adjustment.lines] }),
  ...(adjustment.amount !== undefined && {
    totals: [
      {
        type: 'total' as const,
        display_text: adjustment.type === 'dispute' ? 'Disputed' : 'Refund',
        amount: adjustment.amount,
      },
    ],
  }),
  ...(adjustment.description && { description: adjustment.description }),
})

const returnView = ({ lines, received, ...told }: Return): NonNullable<OrderView['returns']>[number] => ({
  id: told.id,
  status: told.status,
  requested_at: told.requestedAt,
  ...(told.closedAt !== undefined && { closed_at: told.closedAt }),
  line_items: [...lines],
  ...(told.note !== undefined && { note: told.note }),
  ...(received && { received: [...received] }),
  ...(told.refundAmount !== undefined && { refund_amount: told.refundAmount }),
  ...(told.restockingFee !== undefined && { restocking_fee: told.restockingFee }),
  ...(told.refusal !== undefined && { refusal: told.refusal }),
})
