import { type CartView, CommerceError } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, data, redirect, redirectDocument } from 'react-router'
import { draftOf, openCart } from '../visit/cart.server.ts'
import { cartCookie } from '../visit/cookies.server.ts'
import { refusedIn } from '../visit/refused-in.server.ts'
import { visitorOf } from '../visit/visitor.server.ts'

export type CartAnswer = { readonly refused?: string }

/** Takes a form of the cart's page: another quantity, a code, or the way to the checkout. */
export async function changeCart(asked: ActionFunctionArgs) {
  const visitor = await visitorOf(asked)
  const form = await asked.request.formData()
  return await visitor.cartTurn(cartCookie.read(asked.request) ?? '', () => changed(asked, visitor, form))
}

async function changed(
  asked: ActionFunctionArgs,
  { shop, payments, choice }: Awaited<ReturnType<typeof visitorOf>>,
  form: FormData,
) {
  const cart = await openCart(asked.request, shop)
  if (!cart) return redirect('/cart')
  try {
    if (form.get('intent') === 'checkout') {
      const { id } = await shop.createCheckout({ checkout: { cart_id: cart.id } })
      const there = `/checkout/${encodeURIComponent(id)}`
      // What a page lets run is said as it is loaded: the provider's form could not open in one that was loaded before.
      return payments.hasPaymentForm ? redirectDocument(there) : redirect(there)
    }
    await shop.updateCart({
      id: cart.id,
      cart: form.get('intent') === 'code' ? withCodes(cart, form) : withQuantity(cart, form),
    })
    return redirect('/cart')
  } catch (error) {
    if (!(error instanceof CommerceError) || error.status >= 500) throw error
    return data<CartAnswer>({ refused: refusedIn(choice.language, error) }, { status: error.status })
  }
}

function withQuantity(cart: CartView, form: FormData) {
  const quantity = Math.min(Math.max(Math.trunc(Number(form.get('quantity')) || 0), 0), 999)
  const lines = draftOf(cart).line_items.map(line => (line.id === form.get('line') ? { ...line, quantity } : line))
  return draftOf(
    cart,
    lines.filter(line => line.quantity > 0),
  )
}

function withCodes(cart: CartView, form: FormData) {
  const codes = cart.discounts.codes ?? []
  const code = String(form.get('code') ?? '').trim()
  const kept = codes.filter(each => each !== form.get('without'))
  return { ...draftOf(cart), discounts: { codes: code ? [...kept, code] : kept } }
}
