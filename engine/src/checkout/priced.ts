import { type PricedBasket, priceBasket, quoteOf } from '../cart/index.ts'
import { customerIdByEmail, savedAddresses } from '../customers/index.ts'
import { heldFor } from '../inventory/index.ts'
import type { Quote, Store } from '../pricing/index.ts'
import { type Actor, customerOf } from '../shared/actor.ts'
import { missingFrom } from '../shared/address.ts'
import { type CheckedAddress, checkAddress } from '../shared/address-check.ts'
import { subtract } from '../shared/money.ts'
import { dialledNumber } from '../shared/phone.ts'
import type { ReadTx } from '../storage/port.ts'
import { type Coverage, coverageOf } from './cards.ts'
import type { Checkout, Destination } from './checkout.ts'
import { parcelOf } from './parcel.ts'
import { shippingRates } from './records.ts'
import { type DeliveryOption, shippingOptions } from './shipping.ts'

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
  readonly options: readonly DeliveryOption[]
  /** Why other ways that lead there do not take it. */
  readonly refusals: readonly string[]
  readonly option: DeliveryOption | undefined
  /** What gift cards and store credit pay of the total. */
  readonly cards: readonly Coverage[]
}

export async function priceCheckout(tx: ReadTx, checkout: Checkout, actor: Actor): Promise<PricedCheckout> {
  const chosen = checkout.destinations.find(destination => destination.id === checkout.selectedDestinationId)
  const checked = checkAddress(chosen ?? {})
  const { country } = checked
  const address = chosen && country ? checked.read : undefined
  const held = checkout.paymentId === null ? undefined : await heldFor(tx, checkout.id)
  const priced = await priceBasket(tx, checkout, { address, ...(held && { held }) })
  const needsDelivery = priced.lines.some(line => line.requiresShipping)
  const goods = quoteOf(priced)
  const isDeliverable =
    needsDelivery && chosen !== undefined && country !== undefined && !checked.fault && missingFrom(chosen).length === 0
  const discountedSubtotal = goods.discounts.reduce((left, discount) => subtract(left, discount.amount), goods.subtotal)
  const { options, refusals } = isDeliverable
    ? shippingOptions(await shippingRates(tx, priced.market.languages), {
        target: { ...checked.read, address_country: country },
        parcel: parcelOf(priced.lines.filter(line => line.requiresShipping)),
        discountedSubtotal,
        now: tx.now,
      })
    : { options: [], refusals: [] }
  const option = options.length === 1 ? options[0] : options.find(({ id }) => id === checkout.selectedOptionId)
  const quote = option ? quoteOf(priced, option) : goods
  return {
    checkout,
    priced,
    quote,
    needsDelivery,
    destinations: await offeredDestinations(tx, checkout, { actor, store: priced.store }),
    destination: needsDelivery ? chosen : undefined,
    checked,
    phones: await phonesOf(checkout, chosen, country),
    options,
    refusals,
    option,
    cards: await coverageOf(tx, { ...checkout, total: quote.total }),
  }
}

async function phonesOf({ buyer }: Checkout, chosen: Destination | undefined, country: string | undefined) {
  const [forCarrier, ofBuyer] = [chosen?.phone_number, buyer?.phone_number]
  return {
    ...(forCarrier && { destination: await dialledNumber(forCarrier, country) }),
    ...(ofBuyer && { buyer: await dialledNumber(ofBuyer, country) }),
  }
}

/**
 * The addresses of this checkout, and those that the shop has saved of the buyer: for who is signed in, or, where the
 * shop has decided so, for who names the buyer's e-mail.
 */
export async function offeredDestinations(
  tx: ReadTx,
  { destinations, buyer }: Pick<Checkout, 'destinations' | 'buyer'>,
  { actor, store }: { actor: Actor; store: Store },
): Promise<Destination[]> {
  const byEmail = store.savedAddressesByEmail && buyer?.email ? await customerIdByEmail(tx, buyer.email) : undefined
  const customerId = customerOf(actor) ?? byEmail
  if (customerId === undefined) return [...destinations]
  const known = new Set(destinations.map(destination => destination.id))
  return [...destinations, ...(await savedAddresses(tx, customerId)).filter(saved => !known.has(saved.id))]
}
