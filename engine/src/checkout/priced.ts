import { isDeepStrictEqual } from 'node:util'
import { type PricedBasket, type PricedLine, priceBasket, quoteOf } from '../cart/index.ts'
import { customerIdByEmail, knownBuyer, savedAddresses } from '../customers/index.ts'
import { heldFor, locationsIn, type Placed, unitsFor } from '../inventory/index.ts'
import { type SavedMethod, savedMethodsOf } from '../payments/index.ts'
import type { Quote, Store } from '../pricing/index.ts'
import { type Actor, customerOf } from '../shared/actor.ts'
import { missingFrom } from '../shared/address.ts'
import { type CheckedAddress, checkAddress } from '../shared/address-check.ts'
import { type Money, subtract } from '../shared/money.ts'
import { dialledNumber } from '../shared/phone.ts'
import type { ReadTx } from '../storage/port.ts'
import { type Coverage, coverageOf } from './cards.ts'
import type { Agreement, Checkout, Destination } from './checkout.ts'
import { pointsFor, shippingGroups } from './delivery.ts'
import { chosenDelivery, type DeliveryGroup, type Selections } from './groups.ts'
import type { OfferedPoint, PickupPoint } from './pickup-point.ts'
import { findPickupPoint } from './pickup-records.ts'

/** A checkout with all that it costs and offers in this moment. */
export type PricedCheckout = {
  readonly checkout: Checkout
  readonly priced: PricedBasket
  readonly quote: Quote
  readonly needsDelivery: boolean
  /** Addresses that the buyer can choose, those given in this checkout first. */
  readonly destinations: readonly Destination[]
  readonly destination: Destination | undefined
  /** What carriers read in the destination. */
  readonly checked: CheckedAddress
  /** Phone numbers as the world dials them, where they were given and can be dialled. */
  readonly phones: { readonly destination?: string | undefined; readonly buyer?: string | undefined }
  /** What is sent to the destination; empty for as long as it is not known where that is. */
  readonly groups: readonly DeliveryGroup[]
  /** Where the units lie from which groups were made. */
  readonly places: readonly Placed[]
  readonly shipped: readonly PricedLine[]
  readonly fetched: readonly PricedLine[]
  /** Where the lines can be fetched that are to be, or else all that could be. */
  readonly points: readonly OfferedPoint[]
  readonly point: OfferedPoint | undefined
  /** What gift cards and store credit pay of the total. */
  readonly cards: readonly Coverage[]
  /** What whoever looks can pay the rest with by its id. */
  readonly saved: readonly SavedMethod[]
}

export async function priceCheckout(tx: ReadTx, checkout: Checkout, actor: Actor): Promise<PricedCheckout> {
  const chosen = checkout.destinations.find(destination => destination.id === checkout.selectedDestinationId)
  const { country, read } = checkAddress(chosen ?? {})
  const { pickup } = checkout
  const chosenPoint = pickup?.pointId ? await findPickupPoint(tx, pickup.pointId) : undefined
  const address = chosen && country ? read : chosenPoint?.address
  const held = checkout.paymentId === null ? undefined : await heldFor(tx, checkout.id)
  const isApart = pickup !== null && (await isSourcedApart(tx, chosenPoint))
  const isFetchedApart = (id: string) => isApart && isFetched(pickup, id)
  const priced = await priceBasket(tx, checkout, { address, isFetchedApart, ...(held && { held }) })
  const { textLanguage: language } = priced.market
  const checked = checkAddress(chosen ?? {}, language)
  const discountedSubtotal = discounted(quoteOf(priced))
  const { shipped, fetched } = parted(priced.lines, pickup)
  const needsDelivery = shipped.length > 0
  const canSend =
    needsDelivery && chosen !== undefined && country !== undefined && !checked.fault && missingFrom(chosen).length === 0
  const handedOver = handedOverAt(chosenPoint, fetched)
  const sent = { chosen: chosenIn(checkout), priced, lines: shipped, discountedSubtotal, handedOver }
  const { groups, places } = canSend
    ? await shippingGroups(tx, { ...sent, address: { ...checked, country } })
    : { groups: [], places: [] }
  const carried = pickup ? fetched : shipped
  const { country: at, postalCode } = priced.market
  const place = { country: at, postalCode }
  const points =
    carried.length > 0
      ? await pointsFor(tx, { priced, lines: carried, discountedSubtotal, place, chosen: chosenPoint })
      : []
  const point = pickup ? points.find(offered => offered.point.id === pickup.pointId) : undefined
  const quote = quoteOf(priced, chosenDelivery([...groups.map(({ option }) => option), point?.option], language))
  const offered = await offeredDestinations(tx, checkout, { actor, store: priced.store })
  return {
    checkout,
    priced,
    quote,
    needsDelivery,
    destinations: offered.slice(0, checkout.destinations.length + mostOffered),
    destination: needsDelivery ? chosen : undefined,
    checked,
    phones: await phonesOf(checkout, chosen, country),
    groups,
    places,
    shipped,
    fetched,
    points,
    point,
    cards: await coverageOf(tx, { ...checkout, total: quote.total, language }),
    saved: await savedOf(tx, actor),
  }
}

async function savedOf(tx: ReadTx, actor: Actor): Promise<SavedMethod[]> {
  const customerId = customerOf(actor)
  return customerId === undefined ? [] : savedMethodsOf(tx, customerId)
}

/**
 * The look as what is held by now makes it, where others were quicker and it lies elsewhere than it was shown; its parcels,
 * and so its total, may be others. Undefined where all is held as planned.
 */
export async function lookAsHeld(tx: ReadTx, look: PricedCheckout): Promise<PricedCheckout | undefined> {
  const { checkout, priced, shipped, fetched, checked, point } = look
  const held = await unitsFor(tx, { reference: checkout.id, status: 'held' })
  if (look.groups.length === 0 || checked.country === undefined || isDeepStrictEqual(held, look.places))
    return undefined
  const { groups, places } = await shippingGroups(tx, {
    chosen: chosenIn(checkout),
    priced,
    lines: shipped,
    discountedSubtotal: discounted(quoteOf(priced)),
    handedOver: handedOverAt(point?.point, fetched),
    address: { ...checked, country: checked.country },
    held,
  })
  const options = [...groups.map(({ option }) => option), point?.option]
  const quote = quoteOf(priced, chosenDelivery(options, priced.market.textLanguage))
  return { ...look, groups, places, quote }
}

const chosenIn = ({ selectedOptionId, groupOptions }: Checkout): Selections => ({
  optionId: selectedOptionId,
  byGroup: groupOptions ?? {},
})

export const discounted = ({ subtotal, discounts }: Quote): Money =>
  discounts.reduce((left, discount) => subtract(left, discount.amount), subtotal)

/** What is fetched where stock lies comes from that stock, by line. */
export function handedOverAt(
  point: Pick<PickupPoint, 'locationId'> | undefined,
  fetched: readonly PricedLine[],
): Agreement['handedOver'] {
  const locationId = point?.locationId
  return locationId ? Object.fromEntries(fetched.map(({ id }) => [id, locationId])) : undefined
}

/** Whether a point hands out the stock of a location from which nothing is sent; one that is still to be chosen may. */
async function isSourcedApart(tx: ReadTx, point: PickupPoint | undefined): Promise<boolean> {
  if (!point) return true
  if (point.locationId === null) return false
  const location = (await locationsIn(tx)).find(({ id }) => id === point.locationId)
  return location?.shipsOnline === false
}

/** What is sent and what is fetched of that which needs to be either. */
function parted(lines: readonly PricedLine[], pickup: Checkout['pickup']) {
  const carried = lines.filter(line => line.requiresShipping)
  return {
    shipped: carried.filter(({ id }) => !isFetched(pickup, id)),
    fetched: carried.filter(({ id }) => isFetched(pickup, id)),
  }
}

const isFetched = (pickup: Checkout['pickup'], lineId: string): boolean =>
  pickup !== null && (pickup.lineIds === null || pickup.lineIds.includes(lineId))

async function phonesOf({ buyer }: Checkout, chosen: Destination | undefined, country: string | undefined) {
  const [forCarrier, ofBuyer] = [chosen?.phone_number, buyer?.phone_number]
  return {
    ...(forCarrier && { destination: await dialledNumber(forCarrier, country) }),
    ...(ofBuyer && { buyer: await dialledNumber(ofBuyer, country) }),
  }
}

/** Of the addresses that are saved; the others can be chosen all the same, as the profile names them. */
const mostOffered = 10

/**
 * The addresses of this checkout, and those that the shop has saved of the buyer: for who is signed in and for agents that
 * may read their account, or, where the shop has decided so, for who names the buyer's e-mail.
 */
export async function offeredDestinations(
  tx: ReadTx,
  { destinations, buyer }: Pick<Checkout, 'destinations' | 'buyer'>,
  { actor, store }: { actor: Actor; store: Store },
): Promise<Destination[]> {
  const own = await knownBuyer(tx, actor)
  const byEmail = store.savedAddressesByEmail && buyer?.email ? await customerIdByEmail(tx, buyer.email) : undefined
  const addresses = own?.addresses ?? (byEmail === undefined ? [] : await savedAddresses(tx, byEmail))
  const known = new Set(destinations.map(destination => destination.id))
  return [...destinations, ...addresses.filter(saved => !known.has(saved.id))]
}
