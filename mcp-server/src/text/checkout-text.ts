import { addressLine, type CheckoutView } from '@mitchweb/engine/contract'
import { buyerText, discountsText, linesText, taxesText } from './cart-text.ts'
import { moneyText, totalsText } from './money-text.ts'
import { linesOf, messagesText, nextText, quoted } from './shared-text.ts'

/** Status, lines, totals, what is missing, where a person pays, and the next tool, in this order. */
export function checkoutText(checkout: CheckoutView): string {
  const { currency, messages, continue_url, order } = checkout
  const final = checkout.status === 'completed' || checkout.status === 'canceled'
  return linesOf(
    `Checkout ${checkout.id}: ${checkout.status}${statusMeaning[checkout.status]}`,
    checkout.cart_id && `Made from cart ${checkout.cart_id}`,
    order && [`Order ${quoted(order.label)}, id ${order.id}`, 'Permalink:', order.permalink_url],
    linesText(checkout),
    `Totals: ${totalsText(checkout.totals, currency)}`,
    discountsText(checkout),
    taxesText(checkout),
    buyerText(checkout.buyer),
    deliveryText(checkout),
    final ? undefined : paymentText(checkout),
    messages.length > 0 ? ['To settle:', ...messagesText(messages)] : undefined,
    continue_url && ['continue_url (for the person who pays; hand it over unchanged):', continue_url],
    checkout.links.map(({ type, url, title }) => `${type}: ${url}${title ? ` ${quoted(title)}` : ''}`),
    final ? undefined : `Expires ${checkout.expires_at}`,
    nextText(checkout.next_actions),
  )
}

const statusMeaning: Record<CheckoutView['status'], string> = {
  incomplete: ' (something is missing, nothing is paid)',
  requires_escalation: ' (a person has to act, nothing is paid yet)',
  ready_for_complete: ' (nothing is missing, nothing is paid yet)',
  complete_in_progress: ' (payment is being confirmed; poll get_checkout)',
  completed: ' (paid, the order is placed)',
  canceled: ' (given up, nothing is charged)',
}

function deliveryText(checkout: CheckoutView): string[] {
  const { methods, available_methods: available = [] } = checkout.fulfillment
  const others = available.filter(({ type }) => methods.every(method => method.type !== type))
  const isOpen = methods.some(method => needsChoice(method))
  return [
    ...methods.flatMap(method => [
      `Delivery method ${method.id} (${method.type}) for ${method.line_item_ids.join(', ')}:`,
      ...method.destinations.map(
        destination =>
          `- ${placeText(destination)}${destination.id === method.selected_destination_id ? ' [selected]' : ''}`,
      ),
      ...method.groups.flatMap(group => groupText(group, checkout.currency)),
    ]),
    ...(isOpen ? [howToChoose(checkout)] : []),
    ...others.flatMap(({ type, description }) => (description ? [`Or ${type}: ${quoted(description)}`] : [])),
  ]
}

type Method = CheckoutView['fulfillment']['methods'][number]
type Group = Method['groups'][number]

function placeText(destination: Method['destinations'][number]): string {
  if (!('name' in destination)) {
    const { id, ...address } = destination
    return `to ${id} ${quoted(addressLine(address))}`
  }
  const { id, name, address, hours, description } = destination
  return `at ${id} ${quoted(name)}, ${quoted(addressLine(address))}, open ${quoted(hours)}, ${quoted(description)}`
}

const groupText = ({ id, line_item_ids, line_items, options, selected_option_id }: Group, currency: string) => [
  `- group ${id} for ${line_items?.map(line => `${line.quantity} of ${line.id}`).join(', ') ?? line_item_ids.join(', ')}${options.length === 0 ? ': no options yet' : ''}`,
  ...options.map(
    option => `  - ${optionText(option, currency)}${option.id === selected_option_id ? ' [selected]' : ''}`,
  ),
]

function optionText(option: Group['options'][number], currency: string): string {
  const { earliest_fulfillment_time: earliest, latest_fulfillment_time: latest } = option
  return [
    `option ${option.id} ${quoted(option.title)}`,
    totalsText(option.totals, currency),
    option.carrier && `carrier ${quoted(option.carrier)}`,
    option.description && quoted(option.description),
    earliest && latest ? `arrives ${earliest} to ${latest}` : (earliest ?? latest),
  ]
    .filter(Boolean)
    .join(', ')
}

const needsChoice = ({ destinations, selected_destination_id, groups, type }: Method): boolean =>
  (type === 'pickup' && selected_destination_id === null && destinations.length > 0) ||
  groups.some(group => group.selected_option_id === null && group.options.length > 0)

/** The whole call that chooses: the one step of a purchase that nobody guesses, and what it would lose if left out. */
function howToChoose({ id, buyer, discounts, fulfillment }: CheckoutView): string {
  const methods = fulfillment.methods.map(({ destinations, selected_destination_id, groups, ...method }) => {
    const isPickup = method.type === 'pickup'
    return {
      id: method.id,
      ...(isPickup && { type: method.type }),
      ...(fulfillment.methods.length > 1 && { line_item_ids: method.line_item_ids }),
      selected_destination_id: selected_destination_id ?? (isPickup ? destinations[0]?.id : null),
      ...(!isPickup && {
        groups: groups.map(group => ({
          id: group.id,
          selected_option_id: group.selected_option_id ?? group.options[0]?.id,
        })),
      }),
    }
  })
  const checkout = {
    ...(buyer && { buyer }),
    ...(discounts.codes.length > 0 && { discounts: { codes: discounts.codes } }),
    fulfillment: { methods },
  }
  return `  To choose the first: update_checkout ${JSON.stringify({ id, checkout })}`
}

function paymentText({ ucp, payment, currency }: CheckoutView): string[] {
  const handlers = Object.entries(ucp.payment_handlers).flatMap(([name, entries]) =>
    entries.map(({ id, available_instruments = [], config }) => {
      const types = available_instruments.map(({ type }) => type).join(', ')
      return `Payment handler_id ${quoted(id)} (${name})${types ? `, instrument types ${types}` : ''}${config ? `, ${JSON.stringify(config)}` : ''}`
    }),
  )
  if (!payment) return handlers
  const instruments = payment.instruments.map(({ id, handler_id, type, display = {} }) => {
    const { applied, balance, brand, last_digits, expiry_month, expiry_year } = display
    const share = typeof applied === 'number' && typeof balance === 'number'
    const pays = share ? `: pays ${moneyText(applied, currency)} of ${moneyText(balance, currency)} on it` : ''
    const saved =
      last_digits === undefined
        ? ''
        : `: saved, ${quoted(`${brand} …${last_digits}`)}, expires ${expiry_month}/${expiry_year}; its owner has to be the one who pays with it`
    return `Instrument ${quoted(id)} of ${quoted(handler_id)}, type ${quoted(type)}${pays}${saved}`
  })
  return [...handlers, ...instruments, `Remains to be paid: ${moneyText(payment.remaining_amount, currency)}`]
}
