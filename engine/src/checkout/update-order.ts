import type { updateOrder as contract, OrderView } from '../orders/contract.ts'
import { amendOrder, orderToAmend } from '../orders/index.ts'
import { marketFor, ratesFor, storeSettings, taxRatesIn } from '../pricing/index.ts'
import type { Actor } from '../shared/actor.ts'
import { missingFrom, type PostalAddress } from '../shared/address.ts'
import { type CheckedAddress, checkAddress } from '../shared/address-check.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { shippingRates } from './records.ts'
import { leadsTo } from './shipping.ts'

type Order = Awaited<ReturnType<typeof orderToAmend>>

/**
 * Changes an order before anything of it is sent. It stands in this room because only who knows ways of delivery can say
 * that the new address costs what the old one did: what was paid is not changed by it.
 */
export async function updateOrder(
  tx: Tx,
  { id, order: wanted }: Input<typeof contract>,
  { actor }: { readonly actor: Actor },
): Promise<OrderView> {
  const order = await orderToAmend(tx, { id, actor })
  const destination = wanted.destination && (await redirected(tx, order, wanted.destination))
  return amendOrder(tx, order, { destination, buyer: wanted.buyer, actor })
}

/** The address as the parcel goes there. Throws where it cannot, or where delivery or tax would cost something else. */
async function redirected(tx: ReadTx, order: Order, wanted: PostalAddress): Promise<PostalAddress> {
  const sent = order.expectations.filter(({ methodType }) => methodType === 'shipping')
  const former = sent[0]?.destination
  if (!former) throw new CommerceError('invalid_state', 'Nothing of this order is sent to an address.')
  const { first_name, last_name, phone_number } = former
  const person = {
    ...(first_name !== undefined && { first_name }),
    ...(last_name !== undefined && { last_name }),
    ...(phone_number !== undefined && { phone_number }),
  }
  const [missing] = missingFrom(wanted)
  if (missing !== undefined) throw unfit(`The address has no ${missing}`, { field: missing })
  const language = marketFor(await storeSettings(tx), {}).textLanguage
  const [there, before] = [checkAddress(wanted, language), checkAddress(former, language)]
  if (there.fault) throw unfit(there.fault.text, { field: there.fault.field })
  if (there.country === undefined || there.country !== before.country)
    throw otherwise('other_country', `The order goes to ${before.country}, and no other country`, 'address_country')
  await assertSameDelivery(tx, sent, { ...there.read, address_country: there.country })
  await assertSameTax(tx, there, before)
  return { ...person, ...wanted }
}

type Target = PostalAddress & { readonly address_country: string }

async function assertSameDelivery(tx: ReadTx, sent: Order['expectations'], target: Target): Promise<void> {
  const rates = await shippingRates(tx)
  for (const { rateId } of sent) {
    const rate = rates.find(({ id }) => id === rateId)
    if (!rate) throw otherwise('no_delivery', 'How the order is delivered is not offered any more')
    if (!leadsTo(rate, target)) throw otherwise('no_delivery', `${rate.title} does not go to this address`)
  }
}

async function assertSameTax(tx: ReadTx, there: CheckedAddress, before: CheckedAddress): Promise<void> {
  const known = await taxRatesIn(tx, there.country ?? '')
  const ratesAt = ({ country = '', read: { address_region: region, postal_code: postalCode } }: CheckedAddress) =>
    ratesFor(known, { country, ...(region && { region }), ...(postalCode && { postalCode }) })
      .map(({ id }) => id)
      .join(' ')
  if (ratesAt(there) !== ratesAt(before)) throw otherwise('other_tax', 'At this address the order is taxed otherwise')
}

type Unfit = { readonly field?: string | undefined; readonly reason?: string }

const unfit = (why: string, { field, reason }: Unfit = {}) =>
  new CommerceError('invalid_input', /[.!?]$/.test(why) ? why : `${why}.`, {
    path: `$.order.destination${field === undefined ? '' : `.${field}`}`,
    ...(reason && { reason }),
  })

/** The price was agreed for where it was to go. */
const otherwise = (reason: 'other_country' | 'no_delivery' | 'other_tax', why: string, field?: string) =>
  unfit(`${why}, and what was paid cannot change. Cancel the order with cancel_order and order again.`, {
    field,
    reason,
  })
