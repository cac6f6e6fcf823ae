import { type ActionFunctionArgs, data, redirect } from 'react-router'
import { draftOf, openCart, plus } from '../visit/cart.server.ts'
import { cartCookie } from '../visit/cookies.server.ts'
import { formOf } from '../visit/form.server.ts'
import { refusal } from './refusal.server.ts'
import { signedIn } from './signed-in.server.ts'

/** Puts what was ordered into the visitor's cart, beside what lies there, and leads to it unless something has changed. */
export async function orderAgain(asked: ActionFunctionArgs) {
  const { shop, choice, context, publicUrl } = await signedIn(asked, { back: '/account/orders' })
  const form = await formOf(asked.request)
  try {
    const again = await shop.reorder({ id: form.id ?? '', context })
    const open = await openCart(asked.request, shop)
    const lines = again.line_items.map(({ item, quantity }) => ({ item: { id: item.id }, quantity }))
    const cart =
      open && open.line_items.length > 0
        ? await shop.updateCart({ id: open.id, cart: draftOf(open, lines.reduce(plus, draftOf(open).line_items)) })
        : again
    const headers = { 'Set-Cookie': cartCookie.write(cart.id, publicUrl) }
    if (again.messages.length === 0) return redirect('/cart', { status: 303, headers })
    return data({ changed: again.messages.map(({ content }) => content) }, { headers })
  } catch (error) {
    return refusal({ error, language: choice.language, step: 'reorder', fields: form })
  }
}
