import type { InputOf, OperationName, OutputOf } from '../src/contract.ts'
import { ordersAsGuest } from './accounts.ts'
import { berlin, buys } from './buying.ts'
import { aProduct, type TestShop } from './shop.ts'

/** What there is before the day begins, and what each operation of it has answered so far. */
export type Day = {
  readonly mug: string
  readonly plate: string
  readonly set: string
  readonly orders: readonly string[]
  /** An order that was sent, and two returns that were asked for of it. */
  readonly sent: { readonly id: string; readonly returns: readonly string[] }
  /** A customer who has all that they ordered. */
  readonly leaver: string
  readonly made: { readonly [N in OperationName]?: OutputOf<N> }
}

export type Step = { readonly operation: OperationName; readonly input: (day: Day) => unknown }

const step = <N extends OperationName>(operation: N, input: (day: Day) => InputOf<N>): Step => ({ operation, input })

type Shops = Pick<TestShop, 'staff' | 'guest'>

/** Three products and three paid orders: enough for every operation of a merchant to change something. */
export async function aMorning(shop: Shops): Promise<Day> {
  const mug = await aProduct(shop.staff, 'mug')
  const plate = await aProduct(shop.staff, 'plate')
  const set = await aProduct(shop.staff, 'set', { stock: 0 })
  const orders: string[] = []
  for (let count = 0; count < 3; count += 1) orders.push((await buys(shop.guest, { [mug]: 1 })).order!.id)
  return { mug, plate, set, orders, sent: await aSentOrder(shop, mug), leaver: await aLeaver(shop, mug), made: {} }
}

async function aSentOrder({ staff, guest }: Shops, variantId: string): Promise<Day['sent']> {
  const { id } = (await buys(guest, { [variantId]: 2 })).order!
  const { line_items } = await staff.fulfillOrder({ id, event: { type: 'shipped' } })
  const wish = { id, line_items: line_items.map(line => ({ id: line.id, quantity: 1, reason: 'unwanted' as const })) }
  await guest.requestReturn(wish)
  const { returns = [] } = await guest.requestReturn(wish)
  return { id, returns: returns.map(each => each.id) }
}

async function aLeaver(shop: Shops, variantId: string): Promise<string> {
  const email = 'eve@example.com'
  const id = await ordersAsGuest(shop, variantId, email)
  await shop.staff.fulfillOrder({ id, event: { type: 'delivered' } })
  const { customers } = await shop.staff.findCustomers({ email })
  return customers[0]?.id ?? ''
}

const price = [{ currency: 'EUR', amount: 500 }]
const idOf = (thing: { readonly id: string } | undefined) => thing?.id ?? ''

/** Every change that a merchant can make, each of which changes something. The last of each operation counts as made. */
export const merchantDay: readonly Step[] = [
  step('save_category', () => ({ category: { title: 'Kitchen' } })),
  step('save_product', () => ({
    product: { handle: 'mug', title: 'Mug, large', categories: ['Kitchen'], variants: [{ sku: 'MUG' }] },
  })),
  step('import_products', () => ({ products: [{ handle: 'bowl', title: 'Bowl', variants: [{ prices: price }] }] })),
  step('save_related_products', () => ({ product: 'mug', related: [{ kind: 'accessory', product: 'plate' }] })),
  step('save_collection', () => ({ collection: { title: 'New', products: ['mug', 'plate'] } })),
  step('archive_collection', ({ made }) => ({ id: idOf(made.save_collection) })),
  step('save_policy', () => ({
    policy: { slug: 'returns', kind: 'refund_policy', title: 'Returns', body: '30 days' },
  })),
  step('save_store', () => ({
    store: {
      name: 'Test shop, renamed',
      default_currency: 'EUR',
      currencies: ['EUR', 'USD'],
      default_country: 'DE',
      languages: ['en', 'de'],
      prices_include_tax: true,
    },
  })),
  step('save_translations', () => ({
    translations: [{ type: 'product', id: 'mug', language: 'de', texts: { title: 'Becher' } }],
  })),
  step('pin_results', () => ({ list: { query: 'mug' }, pinned: ['mug'] })),
  step('save_synonyms', () => ({ synonyms: [{ words: ['mug', 'cup'] }] })),
  step('remove_synonyms', ({ made }) => ({ ids: (made.save_synonyms?.synonyms ?? []).map(({ id }) => id) })),
  step('save_customer_group', () => ({ customer_group: { name: 'Trade', members: [{ email: 'ann@example.com' }] } })),
  step('set_prices', ({ mug }) => ({ prices: [{ variant_id: mug, currency: 'EUR', amount: 1200 }] })),
  step('save_price_list', ({ mug }) => ({
    price_list: {
      title: 'Trade',
      currency: 'EUR',
      customer_group: 'Trade',
      prices: [{ variant_id: mug, amount: 900 }],
    },
  })),
  step('archive_price_list', ({ made }) => ({ id: idOf(made.save_price_list) })),
  step('save_promotion', () => ({ promotion: { code: 'TEN', title: 'Ten off', rate_ppm: 100_000 } })),
  step('archive_promotion', ({ made }) => ({ id: idOf(made.save_promotion) })),
  step('save_tax_rate', () => ({
    tax_rate: { title: 'VAT 7 %', country: 'DE', tax_class: 'books', rate_ppm: 70_000 },
  })),
  step('remove_tax_rate', ({ made }) => ({ id: idOf(made.save_tax_rate) })),
  step('save_tax_exemption', () => ({ tax_exemption: { customer_id: 'cus_ann', country: 'DE' } })),
  step('save_market', () => ({ market: { title: 'America', countries: ['US'], currency: 'USD' } })),
  step('save_location', () => ({ location: { title: 'Cellar', allows_pickup: true } })),
  step('adjust_stock', ({ mug }) => ({ adjustments: [{ variant_id: mug, by: 5 }], reason: 'received' })),
  step('save_stock_policy', ({ plate }) => ({ policy: { variant_id: plate, rule: 'backorder', lead_days: 5 } })),
  step('transfer_stock', ({ mug, made }) => ({
    transfer: {
      from_location_id: 'loc_main',
      to_location_id: idOf(made.save_location),
      lines: [{ variant_id: mug, quantity: 2 }],
    },
  })),
  step('receive_transfer', ({ mug, made }) => ({
    id: idOf(made.transfer_stock),
    lines: [{ variant_id: mug, received: 1 }],
  })),
  step('cancel_transfer', ({ made }) => ({ id: idOf(made.transfer_stock) })),
  step('import_stocktake', ({ mug }) => ({ stocktake: { rows: [{ variant_id: mug, counted: 7 }] } })),
  step('save_bundle', ({ mug, set }) => ({ bundle: { variant_id: set, parts: [{ variant_id: mug, quantity: 1 }] } })),
  step('save_shipping_rate', () => ({
    shipping_rate: { title: 'Freight', countries: ['DE'], prices: price, minimum_days: 1, maximum_days: 2 },
  })),
  step('archive_shipping_rate', ({ made }) => ({ id: idOf(made.save_shipping_rate) })),
  step('save_pickup_point', () => ({
    pickup_point: {
      title: 'At the till',
      address: berlin,
      time_zone: 'Europe/Berlin',
      hours: { mon: [{ from: '09:00', to: '18:00' }] },
    },
  })),
  step('archive_pickup_point', ({ made }) => ({ id: idOf(made.save_pickup_point) })),
  step('issue_gift_card', () => ({ gift_card: { amount: 2500, currency: 'EUR' } })),
  step('change_gift_card', ({ made }) => ({ id: idOf(made.issue_gift_card), disabled: true })),
  step('issue_store_credit', () => ({ store_credit: { customer_id: 'cus_ann', amount: 500, currency: 'EUR' } })),
  step('fulfill_order', ({ orders }) => ({ id: orders[0]!, event: { type: 'shipped', carrier: 'DHL' } })),
  step('refund_order', ({ orders }) => ({ id: orders[1]!, amount: 100, reason: 'Chipped' })),
  step('receive_return', ({ sent }) => ({ id: sent.id, return_id: sent.returns[0]!, restock: {} })),
  step('refuse_return', ({ sent }) => ({ id: sent.id, return_id: sent.returns[1]!, reason: 'The seal is broken.' })),
  step('cancel_order', ({ orders }) => ({ id: orders[2]! })),
  step('erase_customer', ({ leaver }) => ({ id: leaver })),
  step('archive_product', ({ made }) => ({ id: idOf(made.save_product) })),
  step('save_staff_member', () => ({ staff_member: { name: 'Cara', role: 'stockkeeper' } })),
  step('create_api_key', ({ made }) => ({ api_key: { staff_id: idOf(made.save_staff_member), name: 'Scanner' } })),
  step('revoke_api_key', ({ made }) => ({ id: idOf(made.create_api_key) })),
  step('disable_staff_member', ({ made }) => ({ id: idOf(made.save_staff_member) })),
  step('enable_staff_member', ({ made }) => ({ id: idOf(made.save_staff_member) })),
]
