import { missingFrom } from '../shared/address.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney } from '../shared/money.ts'
import { say } from '../shared/shopper-texts.ts'
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
  const { textLanguage } = look.priced.market
  if (!needsDelivery) return []
  const place = `${method}.destinations`
  if (!destination) {
    const text = say(textLanguage, 'missing_destination')
    const fetch = say(textLanguage, 'or_fetch')
    const canFetch = checkout.pickup === null && points.length > 0
    return [missing('missing_destination', canFetch ? `${text} ${fetch}` : text, place)]
  }
  const fields = missingFrom(destination)
  if (fields.length > 0) {
    return [
      missing('address_incomplete', say(textLanguage, 'address_incomplete', { fields: fields.join(', ') }), place),
    ]
  }
  const advice = addressMessages(look)
  if (checked.fault)
    return [...advice, missing('address_undeliverable', checked.fault.text, addressPath(look, checked.fault.field))]
  return [...advice, ...groups.flatMap((group, index) => groupProblems(look, group, index))]
}

function groupProblems(look: PricedCheckout, group: DeliveryGroup, index: number): Message[] {
  const { checkout, checked, groups } = look
  const { textLanguage: language } = look.priced.market
  const isOne = groups.length === 1
  const names = group.lines.map(({ quantity, title }) => `${quantity} × ${title}`).join(', ')
  if (group.options.length === 0) {
    const isRefused = group.refusals.length > 0
    const why = isRefused ? ` ${group.refusals.slice(0, 3).join('; ')}.` : ''
    const help = say(language, !isOne ? 'take_it_out' : isRefused ? 'order_less' : 'other_address')
    const shown = { country: checked.country ?? '', why, help }
    const text = isOne
      ? say(language, 'not_delivered_one', shown)
      : say(language, 'not_delivered_some', { ...shown, names })
    return [missing('address_undeliverable', text, `${method}.destinations`)]
  }
  if (group.option) return []
  const list = group.options.map(({ id, title, price }) => `${id} (${title}, ${formatMoney(price)})`).join(', ')
  const wish = checkout.groupOptions?.[group.id] ?? checkout.selectedOptionId
  const option = quoteInput(wish)
  const gone =
    wish === null
      ? ''
      : isOne
        ? say(language, 'option_gone', { option })
        : say(language, 'option_gone_for', { option, names })
  const path = `${method}.groups[${index}].selected_option_id`
  const send = `{"id":"${group.id}","selected_option_id":…}`
  const text = isOne
    ? say(language, 'choose_option', { gone, list })
    : say(language, 'choose_option_for', { gone, names, send, list })
  return [missing('missing_fulfillment_option', text, path)]
}

/** What is missing until everything that is fetched has a place where that can be done. */
export function pickupProblems({ checkout, priced, shipped, fetched, points, point }: PricedCheckout): Message[] {
  const { textLanguage: language } = priced.market
  const { pickup } = checkout
  if (pickup === null || fetched.length === 0 || point) return []
  const path = `$.fulfillment.methods[${shipped.length > 0 ? 1 : 0}]`
  if (points.length === 0) {
    return [missing('pickup_unavailable', say(language, 'pickup_unavailable'), path)]
  }
  const list = points
    .map(offered => `${offered.point.id} (${offered.point.title}, ${pointText(offered, language)})`)
    .join('; ')
  const gone = pickup.pointId === null ? '' : say(language, 'point_gone', { point: quoteInput(pickup.pointId) })
  const text = say(language, 'choose_point', { gone, list })
  return [missing('missing_pickup_point', text, `${path}.selected_destination_id`)]
}
