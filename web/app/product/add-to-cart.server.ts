import { CommerceError } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { draftOf, openCart, plus } from '../visit/cart.server.ts'
import { cartCookie } from '../visit/cookies.server.ts'
import { refusedIn } from '../visit/refused-in.server.ts'
import { visitorOf } from '../visit/visitor.server.ts'
import { offerOf } from './product-page.ts'

/**
 * Puts a variant in the visitor's cart, at the price that they saw: where it has changed meanwhile they are told, and
 * nothing is put anywhere.
 */
export async function addToCart(asked: ActionFunctionArgs) {
  const { shop, context, choice, publicUrl, cartTurn } = await visitorOf(asked)
  const form = await asked.request.formData()
  const variant = String(form.get('variant'))
  const quantity = Math.min(Math.max(Math.trunc(Number(form.get('quantity')) || 1), 1), 999)
  const { product } = await shop.getProduct({ catalog: { id: variant, context } })
  const found = product.variants.find(({ id }) => id === variant)
  if (!found?.availability.available) return data({ kind: 'gone' as const }, { status: 409 })
  const { price } = offerOf(found)
  const seen = { amount: Number(form.get('seen_amount')), currency: String(form.get('seen_currency')) }
  if (seen.amount !== price.amount || seen.currency !== price.currency)
    return data({ kind: 'moved' as const, before: seen, now: price }, { status: 409 })
  const line = { item: { id: variant }, quantity }
  const fill = async () => {
    const cart = await openCart(asked.request, shop)
    return cart
      ? await shop.updateCart({ id: cart.id, cart: draftOf(cart, plus(draftOf(cart).line_items, line)) })
      : await shop.createCart({ cart: { line_items: [line], context } })
  }
  try {
    const filled = await cartTurn(cartCookie.read(asked.request) ?? '', fill)
    return redirect('/cart', { headers: { 'Set-Cookie': cartCookie.write(filled.id, publicUrl) } })
  } catch (error) {
    if (error instanceof CommerceError && error.status < 500)
      return data({ kind: 'refused' as const, text: refusedIn(choice.language, error) }, { status: error.status })
    throw error
  }
}

export type Refusal = Exclude<Awaited<ReturnType<typeof addToCart>>, Response>['data']
