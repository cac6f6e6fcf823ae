import { missingFrom } from '../shared/address.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney } from '../shared/money.ts'
import { addressMessages, addressPath } from './address-messages.ts'
import type { DeliveryGroup } from './groups.ts'
import { pointText } from './pickup-point.ts'
import type { PricedCheckout } from './priced.ts'

const missing = (code: string, content: string, path: string): Message =>
  message('error', code, content, { severity: 'recoverable', path })

const method = '$.fulfillment.methods[0]'

/** What is missing until everything that is sent has an address and a way to it. */
export function deliveryProblems(look: PricedCheckout): Message[] {
  const { checkout, needsDelivery, destination, checked, groups, points } = look
  if (!needsDelivery) return []
  const place = `${method}.destinations`
  if (!destination) {
    const text = 'Where should it go? Send the address in fulfillment.methods[0].destinations.'
    const fetch = 'Or let the buyer fetch it: send fulfillment.methods [{"type":"pickup"}].'
    const canFetch = checkout.pickup === null && points.length > 0
    return [missing('missing_destination', canFetch ? `${text} ${fetch}` : text, place)]
  }
  const fields = missingFrom(destination)
  if (fields.length > 0) return [missing('address_incomplete', `The address needs ${fields.join(', ')}.`, place)]
  const advice = addressMessages(look)
  if (checked.fault)
    return [...advice, missing('address_undeliverable', checked.fault.text, addressPath(look, checked.fault.field))]
  return [...advice, ...groups.flatMap((group, index) => groupProblems(look, group, index))]
}

function groupProblems(look: PricedCheckout, group: DeliveryGroup, index: number): Message[] {
  const { checkout, checked, groups } = look
  const isOne = groups.length === 1
  const names = group.lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(', ')
  if (group.options.length === 0) {
    const isRefused = group.refusals.length > 0
    const why = isRefused ? ` ${group.refusals.slice(0, 3).join('; ')}.` : ''
    const less = isOne ? 'Order less' : 'Take it out'
    const help = isRefused || !isOne ? `${less}, or choose another address.` : 'Choose another address.'
    const text = `The shop does not deliver ${isOne ? 'this' : names} to ${checked.country}.${why} ${help}`
    return [missing('address_undeliverable', text, `${method}.destinations`)]
  }
  if (group.option) return []
  const list = group.options.map(({ id, title, price }) => `${id} (${title}, ${formatMoney(price)})`).join(', ')
  const wish = checkout.groupOptions?.[group.id] ?? checkout.selectedOptionId
  const gone =
    wish === null ? '' : `The option ${quoteInput(wish)} is not offered ${isOne ? 'any more' : `for ${names}`}. `
  const path = `${method}.groups[${index}].selected_option_id`
  const text = isOne
    ? `${gone}Choose a delivery option: set fulfillment.methods[0].groups[0].selected_option_id to one of ${list}.`
    : `${gone}Choose a delivery option for ${names}: in fulfillment.methods[0].groups, send {"id":"${group.id}","selected_option_id":…} with one of ${list}.`
  return [missing('missing_fulfillment_option', text, path)]
}

/** What is missing until everything that is fetched has a place where that can be done. */
export function pickupProblems({ checkout, shipped, fetched, points, point }: PricedCheckout): Message[] {
  const { pickup } = checkout
  if (pickup === null || fetched.length === 0 || point) return []
  const path = `$.fulfillment.methods[${shipped.length > 0 ? 1 : 0}]`
  if (points.length === 0) {
    const text =
      'Nowhere near can all of this be fetched now. Send it instead: a method of type "shipping" with an address.'
    return [missing('pickup_unavailable', text, path)]
  }
  const list = points.map(offered => `${offered.point.id} (${offered.point.title}, ${pointText(offered)})`).join('; ')
  const gone = pickup.pointId === null ? '' : `Not all of this can be fetched at ${quoteInput(pickup.pointId)}. `
  const text = `${gone}Choose where to fetch it: in the method of type "pickup", set selected_destination_id to one of ${list}`
  return [missing('missing_pickup_point', text, `${path}.selected_destination_id`)]
}
