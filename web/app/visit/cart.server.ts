import { type CartView, CommerceError, type Shop } from '@mitchweb/engine/contract'
import { cartCookie } from './cookies.server.ts'

/** The visitor's cart; none where there never was one, or where it is over. */
export async function openCart(request: Request, shop: Shop): Promise<CartView | undefined> {
  const id = cartCookie.read(request)
  if (id === undefined) return undefined
  const cart = await shop.getCart({ id }).catch(error => {
    if (error instanceof CommerceError && error.code === 'not_found') return undefined
    throw error
  })
  return cart && isOver(cart) ? undefined : cart
}

/** What was in it has been bought, or it was given up: the shop says that a new one has to be begun. */
const isOver = ({ next_actions }: CartView): boolean =>
  next_actions.some(({ operation }) => operation === 'create_cart')

type Line = { readonly id?: string; readonly item: { readonly id: string }; readonly quantity: number }

/** What the shop is told to make of a cart: all of it that stays, and what is new. */
export const draftOf = ({ line_items, context, discounts, buyer }: CartView, lines?: readonly Line[]) => ({
  line_items: [...(lines ?? line_items.map(({ id, item, quantity }) => ({ id, item: { id: item.id }, quantity })))],
  ...(buyer && { buyer }),
  ...(context && { context }),
  discounts: { codes: discounts.codes ?? [] },
})

/** What lies in the cart already becomes more of it. */
export function plus(lines: readonly Line[], line: Line): Line[] {
  const there = lines.find(({ item }) => item.id === line.item.id)
  if (!there) return [...lines, line]
  return lines.map(each => (each === there ? { ...each, quantity: each.quantity + line.quantity } : each))
}
