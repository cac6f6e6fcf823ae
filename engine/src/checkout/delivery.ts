import type { PricedBasket, PricedLine } from '../cart/index.ts'
import { titledIn } from '../catalog/index.ts'
import { type Placed, placesFor, planSourcing } from '../inventory/index.ts'
import type { CheckedAddress } from '../shared/address-check.ts'
import type { Money } from '../shared/money.ts'
import type { ReadTx } from '../storage/port.ts'
import { bundlesOf } from './bundles.ts'
import { type Agreement, placed } from './checkout.ts'
import { type DeliveryGroup, groupsOf, type Selections } from './groups.ts'
import { parcelOf } from './parcel.ts'
import { byNearness, type OfferedPoint, offerAt, type PickupPoint } from './pickup-point.ts'
import { pickupPointsNear } from './pickup-records.ts'
import { shippingRates } from './records.ts'
import { shippingOptions } from './shipping.ts'

type Goods = {
  readonly priced: PricedBasket
  readonly lines: readonly PricedLine[]
  readonly discountedSubtotal: Money
}

type Sent = Goods & {
  /** Which ways the buyer has chosen, for the groups that there were. */
  readonly chosen: Selections
  readonly address: Pick<CheckedAddress, 'read'> & { readonly country: string }
  /** Lines that are handed over where stock lies: what is sent comes from what they leave. */
  readonly handedOver: Agreement['handedOver']
  /** Where units are held by now; absent where they are only planned. */
  readonly held?: readonly Placed[]
}

/** The groups in which lines are sent to an address, each with its options, and where the whole basket lies for that. */
export async function shippingGroups(
  tx: ReadTx,
  { chosen, priced, lines, discountedSubtotal, address, handedOver, held }: Sent,
): Promise<{ readonly groups: DeliveryGroup[]; readonly places: readonly Placed[] }> {
  const rates = await shippingRates(tx, priced.market.languages)
  const target = { ...address.read, address_country: address.country }
  const sent = new Set(lines.map(line => line.id))
  const { shipments, places } = await planSourcing(tx, placed(priced.lines, handedOver), {
    isAsked: ({ id }) => sent.has(id),
    ...(held && { held }),
  })
  const groups = groupsOf(bundlesOf(lines, shipments, tx.now), {
    language: priced.market.textLanguage,
    chosen,
    offer: (travelling, readyOn) =>
      shippingOptions(rates, {
        target,
        parcel: parcelOf(travelling),
        discountedSubtotal,
        now: tx.now,
        language: priced.market.textLanguage,
        ...(readyOn !== undefined && { readyOn }),
      }),
  })
  return { groups, places }
}

const mostPoints = 10

type Fetching = Goods & {
  readonly place: { readonly country: string; readonly postalCode: string | undefined }
  /** Offered even if others are nearer. */
  readonly chosen: PickupPoint | undefined
}

/** The points where all of the lines can be fetched, the nearest first. */
export async function pointsFor(
  tx: ReadTx,
  { priced, lines, discountedSubtotal, place, chosen }: Fetching,
): Promise<OfferedPoint[]> {
  const near = (await pickupPointsNear(tx, place)).sort(byNearness(place.postalCode))
  const points = chosen?.active ? [chosen, ...near.filter(({ id }) => id !== chosen.id)] : near
  if (points.length === 0) return []
  const locations = points.flatMap(({ locationId }) => (locationId === null ? [] : [locationId]))
  const { holding, isSent } = await placesFor(tx, lines, locations)
  const { languages, textLanguage: language } = priced.market
  const fetched = { parcel: parcelOf(lines), discountedSubtotal, now: tx.now, language }
  const possible = points.filter(({ locationId }) => (locationId === null ? isSent : holding.has(locationId)))
  return (await titledIn(tx, languages, { type: 'pickup_point', things: possible, keyOf: ({ id }) => id }))
    .flatMap(point => offerAt(point, fetched) ?? [])
    .slice(0, mostPoints)
}
