import { currencyFor, itemsOf, type PricedBasket, priceBasket, quoteOf } from '../cart/index.ts'
import { contextOf } from '../pricing/index.ts'
import { type Actor, customerOf } from '../shared/actor.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Input, Output } from '../shared/operation.ts'
import { say } from '../shared/shopper-texts.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import type { estimateDelivery as contract } from './contract.ts'
import { pointsFor, shippingGroups } from './delivery.ts'
import { optionView, pickupOffer } from './fulfillment-view.ts'
import type { DeliveryGroup } from './groups.ts'
import { discounted } from './priced.ts'
import { hasErrors } from './problems.ts'

/**
 * How units of a variant would come, as a checkout with nothing else in it and no more of an address than the context
 * tells would offer it.
 */
export async function estimateDelivery(
  tx: ReadTx,
  { catalog: { id, quantity = 1, context: told } }: Input<typeof contract>,
  { actor }: { readonly actor: Actor },
): Promise<Output<typeof contract>> {
  const item = (await itemsOf(tx, [{ item: { id }, quantity }], () => '$.catalog.id')).get(id)
  const context = await contextOf(tx, customerOf(actor), told)
  const currency = await currencyFor(tx, { context })
  const line = { id: 'line', variantId: item?.variantId ?? id, title: item?.title ?? id, quantity, unitAmount: -1 }
  const basket = { ownerId: customerOf(actor) ?? null, currency, codes: [], lines: [line], ...(context && { context }) }
  const priced = await priceBasket(tx, basket)
  const { country, region, postalCode, textLanguage: language } = priced.market
  // What cannot be had does not come.
  const lines = hasErrors(priced.messages) ? [] : priced.lines.filter(each => each.requiresShipping)
  const goods = { priced, lines, discountedSubtotal: discounted(quoteOf(priced)) }
  const read = { ...(region && { address_region: region }), ...(postalCode && { postal_code: postalCode }) }
  const { groups } =
    lines.length > 0
      ? await shippingGroups(tx, { ...goods, chosen: nothing, handedOver: undefined, address: { country, read } })
      : { groups: [] }
  const place = { country, postalCode }
  const points = lines.length > 0 ? await pointsFor(tx, { ...goods, place, chosen: undefined }) : []
  const offer = pickupOffer(points, language)
  const messages = [...notToBeHad(priced), ...groups.flatMap(group => withoutWay(group, priced))]
  return {
    ucp,
    country,
    currency,
    groups: groups.map(group => ({
      quantity: group.lines.reduce((sum, each) => sum + each.quantity, 0),
      options: group.options.map(optionView),
    })),
    ...(offer && { pickup: offer.description }),
    ...(messages.length > 0 && { messages }),
  }
}

/** A cart's messages say what to do with a line of it, and here is none. */
function notToBeHad({ messages, lines, market }: PricedBasket): Message[] {
  const code = messages.find(({ type }) => type === 'error')?.code
  const name = lines[0]?.title ?? ''
  const text = say(market.textLanguage, 'not_to_be_had', { name, country: market.country })
  return code === undefined ? [] : [message('info', code, text)]
}

const nothing = { optionId: null, byGroup: {} }

/** A way may lead to some postal codes only, so that none is known without one. */
function withoutWay({ options, refusals }: DeliveryGroup, { market }: PricedBasket): Message[] {
  if (options.length > 0) return []
  const why = refusals.length > 0 ? ` ${refusals.slice(0, 3).join('; ')}.` : ''
  return [
    message('info', 'no_delivery', say(market.textLanguage, 'no_delivery_known', { country: market.country, why })),
  ]
}
