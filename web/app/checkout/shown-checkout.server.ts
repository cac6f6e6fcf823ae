import { addressLine, type CheckoutView, type Money, missingFrom } from '@mitchweb/engine/contract'
import type { Language } from '../language/languages.ts'
import { dayText, momentText, periodText } from '../language/times.server.ts'
import { pathOf } from '../visit/path-of.server.ts'
import { fieldOf, isOfContact } from './contact.server.ts'
import { addressesOf, isAddress, selectedAddress } from './draft.server.ts'
import { cardsIn } from './gift-cards.server.ts'
import { remainingOf } from './pay.server.ts'
import { waysToPay } from './ways.server.ts'

type Showing = {
  readonly view: CheckoutView
  readonly language: Language
  readonly publicUrl: string
  readonly isSignedIn: boolean
}

/** What the page shows of a checkout: no more of it is sent to a browser. */
export function shownCheckout({ view, language, publicUrl, isSignedIn }: Showing) {
  const { id, status, currency, totals, buyer, messages, order } = view
  const address = selectedAddress(view)
  return {
    id,
    status,
    currency,
    totals,
    lines: view.line_items.map(lineShown),
    codes: view.discounts.codes,
    buyer,
    messages: messages.map(message => ({ ...message, field: fieldOf(message.path ?? '') })),
    address: address && { ...address, line: addressLine(address), missing: missingFrom(address) },
    addresses: addressesOf(view).map(each => ({ id: each.id, line: addressLine(each) })),
    ...deliveryShown(view, language),
    cards: cardsIn(view).map(card => ({
      id: card.id,
      isCredit: card.type === 'store_credit',
      end: String(card.display?.code_end ?? ''),
      applied: money(card.display?.applied, currency),
      balance: money(card.display?.balance, currency),
    })),
    applied: view.payment && { amount: view.payment.applied_amount, currency },
    remaining: { amount: remainingOf(view), currency },
    total: totals.find(({ type }) => type === 'total')?.amount ?? 0,
    ways: waysToPay(view, { isSignedIn }),
    preparedBy: view.prepared_by,
    links: view.links.flatMap(({ type, url, title }) => {
      const href = pathOf(url, publicUrl)
      return href ? [{ type, href, title }] : []
    }),
    keptUntil: momentText(view.expires_at, language),
    order: order && { label: order.label, href: pathOf(order.permalink_url, publicUrl) },
  }
}
export type ShownCheckout = ReturnType<typeof shownCheckout>

const money = (amount: unknown, currency: string): Money => ({ amount: Number(amount ?? 0), currency })

const lineShown = ({ id, item, quantity, totals }: CheckoutView['line_items'][number]) => ({
  id,
  title: item.title,
  picture: item.image_url,
  price: item.price,
  note: item.price_reason,
  quantity,
  // What a line costs before discounts, which the totals below it name.
  amount: (totals.find(({ type }) => type === 'subtotal') ?? totals.find(({ type }) => type === 'total'))?.amount ?? 0,
})

/** What is sent, in which parts and how; what is fetched, and where; and whether there is a choice between the two. */
function deliveryShown(view: CheckoutView, language: Language) {
  const { methods, available_methods: available = [] } = view.fulfillment
  const shipping = methods.find(({ type }) => type === 'shipping')
  const pickup = methods.find(({ type }) => type === 'pickup')
  return {
    isShipped: shipping !== undefined,
    isFetched: methods.length > 0 && methods.every(({ type }) => type === 'pickup'),
    pickupOffer: available.find(({ type }) => type === 'pickup')?.description,
    canBeFetched: available.some(({ type }) => type === 'pickup'),
    points: (pickup?.destinations ?? []).flatMap(place =>
      isAddress(place) ? [] : [{ ...place, line: addressLine(place.address) }],
    ),
    point: pickup?.selected_destination_id ?? null,
    groups: (shipping?.groups ?? [])
      .filter(({ options }) => options.length > 0)
      .map(group => ({
        id: group.id,
        contents: contentsOf(view, group),
        chosen: group.selected_option_id,
        options: group.options.map(option => ({
          id: option.id,
          title: option.title,
          arrival: arrivalOf(option, language),
          description: option.description,
          amount: option.totals.find(({ type }) => type === 'total')?.amount ?? 0,
        })),
      })),
  }
}

type Group = CheckoutView['fulfillment']['methods'][number]['groups'][number]

/** "2 × Mug, 1 × Vase": what travels in one of several parts. */
const contentsOf = ({ line_items }: CheckoutView, group: Group): string =>
  line_items
    .filter(({ id }) => group.line_item_ids.includes(id))
    .map(
      ({ id, item, quantity }) =>
        `${group.line_items?.find(line => line.id === id)?.quantity ?? quantity} × ${item.title}`,
    )
    .join(', ')

/** What comes at a time of some place is told by the shop, in the words of that place. */
function arrivalOf(option: Group['options'][number], language: Language): string | undefined {
  const { earliest_fulfillment_time: first, latest_fulfillment_time: last } = option
  if (first && !first.endsWith('Z')) return undefined
  if (first && last) return periodText({ first, last }, language)
  const day = first ?? last
  return day && dayText(day, language)
}

/** Whether all is there that a person types: who buys and, where it is sent, an address that nothing is wrong with. */
export function isContactComplete(view: CheckoutView): boolean {
  const isWrong = view.messages.some(({ type, path }) => type === 'error' && isOfContact(path))
  return view.buyer?.email !== undefined && !isWrong
}
