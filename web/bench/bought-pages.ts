import { guest } from '@mitchweb/engine'
import type { Shop } from '@mitchweb/engine/contract'
import type { DemoShop } from './demo-shop.ts'

export const email = 'ann@example.com'

const berlin = {
  first_name: 'Ann',
  last_name: 'Lee',
  street_address: 'Lindenstr. 1',
  postal_code: '10969',
  address_locality: 'Berlin',
  address_country: 'DE',
}

const paidBy = (token: string) => ({
  payment: {
    instruments: [
      { id: 'demo', handler_id: 'demo', type: 'demo', credential: { type: 'token', token }, selected: true },
    ],
  },
})

type BoughtPages = Readonly<Record<'checkout' | 'payment' | 'bank' | 'thanks' | 'order', string>>

/**
 * A checkout that waits to be paid, one that has everything but the payment, one whose bank asks its customer, and the
 * order of one that is paid.
 */
export async function boughtPages({ engine }: DemoShop): Promise<BoughtPages> {
  const buyer = engine.as(guest)
  const line_items = await twoMugs(buyer)
  const began = await buyer.createCheckout({ checkout: { line_items } })
  const ready = await readyToPay(line_items)
  const paid = await readyToPay(line_items)
  const asked = await readyToPay(line_items)
  const pay = (id: string, token: string) =>
    buyer.completeCheckout({ id, checkout: paidBy(token) }, { idempotencyKey: id })
  await pay(asked.id, 'needs_confirmation')
  const { order } = await pay(paid.id, 'success')
  return {
    checkout: `/checkout/${began.id}`,
    payment: `/checkout/${ready.id}`,
    bank: `/checkout/${asked.id}`,
    thanks: `/checkout/${paid.id}`,
    order: new URL(order!.permalink_url).pathname,
  }

  async function readyToPay(lines: typeof line_items) {
    const checkout = {
      line_items: lines,
      buyer: { email, first_name: 'Ann', last_name: 'Lee' },
      fulfillment: { methods: [{ type: 'shipping' as const, destinations: [berlin] }] },
    }
    const asked = await buyer.createCheckout({ checkout })
    const [method] = asked.fulfillment?.methods ?? []
    const groups = (method?.groups ?? []).map(({ id, options }) => ({
      id,
      selected_option_id: options?.[0]?.id ?? null,
    }))
    const chosen = { id: method!.id, destinations: [berlin], groups }
    return buyer.updateCheckout({ id: asked.id, checkout: { ...checkout, fulfillment: { methods: [chosen] } } })
  }
}

/** The cookie of a visitor with two things in the cart. */
export async function cookieOfCart({ engine }: DemoShop): Promise<string> {
  const buyer = engine.as(guest)
  const { id } = await buyer.createCart({ cart: { line_items: await twoMugs(buyer) } })
  return `mitchweb_cart=${id}`
}

async function twoMugs(buyer: Shop) {
  const { products } = await buyer.searchCatalog({ catalog: { query: 'mug', filters: { available: true } } })
  return products.slice(0, 2).map(({ variants }) => ({ item: { id: variants[0]!.id }, quantity: 1 }))
}
