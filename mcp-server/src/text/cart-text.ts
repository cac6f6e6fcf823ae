import type { CartView, LineItemView } from '@mitchweb/engine/contract'
import { moneyText, totalsText } from './money-text.ts'
import { linesOf, messagesText, nextText, quoted } from './shared-text.ts'

export function cartText(cart: CartView): string {
  return linesOf(
    `Cart ${cart.id}`,
    linesText(cart),
    `Totals (estimated): ${totalsText(cart.totals, cart.currency)}`,
    discountsText(cart),
    taxesText(cart),
    buyerText(cart.buyer),
    cart.messages.length > 0 ? ['Notes:', ...messagesText(cart.messages)] : undefined,
    `Expires ${cart.expires_at}`,
    nextText(cart.next_actions),
  )
}

export function linesText({
  line_items,
  currency,
}: {
  line_items: readonly LineItemView[]
  currency: string
}): string[] {
  if (line_items.length === 0) return ['No lines.']
  return [
    'Lines:',
    ...line_items.map(
      ({ id, item, quantity, totals }) =>
        `- ${id}: ${quantity} × ${quoted(item.title)} (${item.id}) at ${moneyText(item.price, currency)}${reducedText(item, currency)}: ${totalsText(totals, currency)}`,
    ),
  ]
}

function reducedText(
  { list_price, lowest_price_30_days: lowest, price_reason }: LineItemView['item'],
  currency: string,
): string {
  const reasons = [
    list_price !== undefined && `list price ${moneyText(list_price, currency)}`,
    lowest !== undefined && `lowest price in the last 30 days ${moneyText(lowest, currency)}`,
    price_reason && quoted(price_reason),
  ].filter(Boolean)
  return reasons.length > 0 ? ` (${reasons.join(', ')})` : ''
}

type Discounted = Pick<CartView, 'discounts' | 'currency'>

export function discountsText({ discounts, currency }: Discounted): string[] {
  const applied = discounts.applied.map(
    ({ code, title, amount, automatic }) =>
      `Discount ${code ? `${quoted(code)} ` : ''}${quoted(title)}: ${moneyText(-amount, currency)}${automatic ? ' (automatic)' : ''}`,
  )
  const codes = discounts.codes.map(quoted).join(', ')
  return codes === '' ? applied : [...applied, `Codes entered: ${codes}`]
}

type Taxed = Pick<CartView, 'taxes' | 'currency'>

export const taxesText = ({ taxes, currency }: Taxed): string[] =>
  taxes.map(
    ({ title, amount, included, taxable_amount }) =>
      `Tax ${quoted(title)}: ${moneyText(amount, currency)} on ${moneyText(taxable_amount, currency)}${included ? ', included in the prices' : ''}`,
  )

export function buyerText(buyer: CartView['buyer']): string | undefined {
  if (buyer === undefined) return undefined
  const name = [buyer.first_name, buyer.last_name].filter(Boolean).join(' ')
  const parts = [name, buyer.email, buyer.phone_number].filter(part => part !== undefined && part !== '')
  return parts.length === 0 ? undefined : `Buyer: ${parts.map(part => quoted(String(part))).join(', ')}`
}
