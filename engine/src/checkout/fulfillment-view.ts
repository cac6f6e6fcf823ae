import type { PricedLine } from '../cart/index.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { NextAction } from '../shared/ucp.ts'
import type { FulfillmentView } from './contract.ts'
import type { DeliveryGroup } from './groups.ts'
import { type OfferedPoint, pointText } from './pickup-point.ts'
import type { PricedCheckout } from './priced.ts'
import type { DeliveryOption } from './shipping.ts'

/** UCP's tree: what is sent, what is fetched, and what could be done instead where there is a choice. */
export function fulfillmentView(look: PricedCheckout): FulfillmentView {
  const { shipped, fetched, points } = look
  const ways = availableMethods(look)
  return {
    methods: [
      ...(shipped.length > 0 ? [shippingMethod(look)] : []),
      ...(fetched.length > 0 ? [pickupMethod(look)] : []),
    ],
    ...(points.length > 0 && { available_methods: ways }),
  }
}

type Method = FulfillmentView['methods'][number]

function shippingMethod({ priced, shipped, destinations, destination, groups }: PricedCheckout): Method {
  const lineIds = shipped.map(line => line.id)
  const unknown = { id: 'shipping_group', line_item_ids: lineIds, options: [], selected_option_id: null }
  return {
    id: 'shipping',
    type: 'shipping',
    line_item_ids: lineIds,
    destinations: [...destinations],
    selected_destination_id: destination?.id ?? null,
    groups: groups.length === 0 ? [unknown] : groups.map(group => groupView(group, priced.lines)),
  }
}

function groupView({ id, lines, options, option }: DeliveryGroup, all: readonly PricedLine[]) {
  const isSplit = lines.some(line => all.find(whole => whole.id === line.id)?.quantity !== line.quantity)
  return {
    id,
    line_item_ids: lines.map(line => line.id),
    ...(isSplit && { line_items: lines.map(line => ({ id: line.id, quantity: line.quantity })) }),
    options: options.map(optionView),
    selected_option_id: option?.id ?? null,
  }
}

function pickupMethod({ priced, fetched, points, point }: PricedCheckout): Method {
  const lineIds = fetched.map(line => line.id)
  return {
    id: 'pickup',
    type: 'pickup',
    line_item_ids: lineIds,
    destinations: points.map(offered => ({
      id: offered.point.id,
      name: offered.point.title,
      address: offered.point.address,
      hours: offered.hours,
      description: pointText(offered, priced.market.textLanguage),
    })),
    selected_destination_id: point?.point.id ?? null,
    groups: [
      {
        id: 'pickup_group',
        line_item_ids: lineIds,
        options: point ? [optionView(point.option)] : [],
        selected_option_id: point?.option.id ?? null,
      },
    ],
  }
}

function availableMethods({
  priced,
  shipped,
  fetched,
  points,
}: PricedCheckout): NonNullable<FulfillmentView['available_methods']> {
  const lineIds = [...shipped, ...fetched].map(line => line.id)
  const offer = pickupOffer(points, priced.market.textLanguage)
  return [
    { type: 'shipping', line_item_ids: lineIds },
    ...(offer
      ? [
          {
            type: 'pickup' as const,
            line_item_ids: (fetched.length > 0 ? fetched : shipped).map(line => line.id),
            ...offer,
          },
        ]
      : []),
  ]
}

/** Where it can be fetched soonest: "Shop Mitte, and 2 more: Ready today from 15:30. Free." */
export function pickupOffer(points: readonly OfferedPoint[], language: TextLanguage) {
  const [soonest] = points.toSorted(
    (a, b) => Date.parse(a.option.arrival.earliest) - Date.parse(b.option.arrival.earliest),
  )
  if (!soonest) return undefined
  const [point, more] = [soonest.point.title, points.length - 1]
  const where = more === 0 ? point : say(language, 'point_and_more', { point, more })
  return { fulfillable_on: soonest.option.arrival.earliest, description: `${where}: ${pointText(soonest, language)}` }
}

/** Where nothing is fetched yet, how all of it could be. */
export function pickupActions({ checkout, points }: PricedCheckout): NextAction[] {
  const [nearest] = points
  if (checkout.pickup !== null || !nearest) return []
  const { id, title } = nearest.point
  const description = `To let the buyer fetch it at ${title} instead: fulfillment.methods [{"type":"pickup","selected_destination_id":"${id}"}].`
  return [{ operation: 'update_checkout', description }]
}

export const optionView = (option: DeliveryOption) => ({
  id: option.id,
  title: option.title,
  description: option.arrival.offer,
  ...(option.carrier !== null && { carrier: option.carrier }),
  earliest_fulfillment_time: option.arrival.earliest,
  ...(option.arrival.latest !== undefined && { latest_fulfillment_time: option.arrival.latest }),
  totals: [
    { type: 'subtotal' as const, amount: option.price.amount },
    { type: 'total' as const, amount: option.price.amount },
  ],
})
