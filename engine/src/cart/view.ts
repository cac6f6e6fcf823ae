import {
  discountsOf,
  lineTotalsOf,
  priceReason,
  type Quote,
  setAsideMessages,
  stepsOf,
  taxesOf,
  totalsOf,
} from '../pricing/index.ts'
import type { TextLanguage } from '../shared/shopper-texts.ts'
import { type NextAction, ucp } from '../shared/ucp.ts'
import { type Basket, type Cart, cartStates } from './cart.ts'
import type { CartView, LineItemView } from './contract.ts'
import { type PricedBasket, type PricedLine, quoteOf } from './pricing.ts'

export function cartView(cart: Cart, priced: PricedBasket): CartView {
  const quote = quoteOf(priced)
  return {
    ucp,
    id: cart.id,
    ...pricedBasketView(cart, priced, quote),
    messages: [...priced.messages, ...setAsideMessages(quote, cart.codes, priced.market.textLanguage)],
    expires_at: cart.expiresAt.toISOString(),
    next_actions: nextActions(cart, priced),
  }
}

/** What carts and checkouts show alike. */
export function pricedBasketView(basket: Basket, priced: PricedBasket, quote: Quote) {
  return {
    line_items: lineItemsView(priced, quote),
    ...(basket.buyer && { buyer: basket.buyer }),
    ...(basket.context && { context: basket.context }),
    currency: basket.currency,
    totals: totalsOf(quote, priced.market.textLanguage),
    discounts: discountsOf(quote, basket.codes),
    taxes: taxesOf(quote),
    price_steps: stepsOf(quote),
  }
}

const lineItemsView = (priced: PricedBasket, quote: Quote): LineItemView[] =>
  priced.lines.map(line => ({
    id: line.id,
    item: {
      id: line.variantId,
      title: line.title,
      price: line.unitPrice.amount,
      ...(line.compareAt && { list_price: line.compareAt.amount }),
      ...(line.lowestBefore && { lowest_price_30_days: line.lowestBefore.amount }),
      ...reasonIn(line, priced.market.textLanguage),
      ...(line.imageUrl && { image_url: line.imageUrl }),
    },
    quantity: line.quantity,
    totals: lineTotalsOf(quote, line.id, priced.market.textLanguage),
  }))

function reasonIn({ priceList }: PricedLine, language: TextLanguage): { price_reason?: string } {
  const reason = priceList && priceReason({ priceList }, language)
  return reason === undefined ? {} : { price_reason: reason }
}

function nextActions(cart: Cart, { messages }: PricedBasket): NextAction[] {
  if (cartStates.isFinal(cart.status))
    return [{ operation: 'create_cart', description: 'This cart is closed; start a new one.' }]
  const update = {
    operation: 'update_cart',
    description: 'Send the whole cart: every line to keep, and codes in discounts.codes.',
  }
  if (cart.lines.length === 0 || messages.some(message => message.type === 'error')) return [update]
  return [{ operation: 'create_checkout', description: `Buy it: {"checkout":{"cart_id":"${cart.id}"}}` }, update]
}
