import type { CheckoutView, ImportedProduct, Shop } from '../src/contract.ts'

/** Prices with VAT inside, two ways of delivery and a code: what `aFurnishedShop` has. */
export async function furnish(staff: Shop): Promise<void> {
  await staff.saveStore({
    store: {
      name: 'Test shop',
      default_currency: 'EUR',
      currencies: ['EUR', 'USD'],
      currency_by_country: { US: 'USD' },
      default_country: 'DE',
      prices_include_tax: true,
    },
  })
  await staff.saveTaxRate({ tax_rate: { title: 'VAT 19 %', country: 'DE', rate_ppm: 190_000 } })
  await staff.saveShippingRate({
    shipping_rate: {
      title: 'Standard',
      countries: ['DE', 'AT'],
      prices: [{ currency: 'EUR', amount: 490, free_from: 5000 }],
      minimum_days: 2,
      maximum_days: 4,
    },
  })
  await staff.saveShippingRate({
    shipping_rate: {
      title: 'Express',
      countries: ['DE'],
      prices: [{ currency: 'EUR', amount: 1290 }],
      minimum_days: 1,
      maximum_days: 1,
      position: 1,
    },
  })
  await staff.savePromotion({ promotion: { code: 'TEN', title: '10 % off', rate_ppm: 100_000 } })
}

export type ProductWishes = {
  price?: number
  stock?: number | null
  options?: Partial<ImportedProduct>
  shipped?: boolean
}

/** Puts a product with one variant in the shop and answers the variant's id. Stock null is not counted. */
export async function aProduct(staff: Shop, handle: string, wishes: ProductWishes = {}): Promise<string> {
  const { price = 1000, stock = 10, options, shipped = true } = wishes
  await staff.importProducts({
    products: [
      {
        handle,
        title: handle[0]!.toUpperCase() + handle.slice(1),
        variants: [
          {
            sku: handle.toUpperCase(),
            requires_shipping: shipped,
            prices: [{ currency: 'EUR', amount: price }],
            stock: { on_hand: stock ?? 0, tracked: stock !== null, backorder: false },
          },
        ],
        ...options,
      },
    ],
  })
  const { product } = await staff.getProduct({ catalog: { id: handle } })
  return product.variants[0]!.id
}

export const berlin = {
  first_name: 'Ann',
  last_name: 'Lee',
  street_address: 'Lindenstr. 1',
  address_locality: 'Berlin',
  postal_code: '10969',
  address_country: 'DE',
}

/** A checkout that only waits to be completed: standard delivery to Berlin. */
export async function readyCheckout(
  shop: Shop,
  items: Record<string, number>,
  codes: string[] = [],
): Promise<CheckoutView> {
  const draft = {
    line_items: Object.entries(items).map(([id, quantity]) => ({ item: { id }, quantity })),
    buyer: { email: 'ann@example.com' },
    discounts: { codes },
  }
  const created = await shop.createCheckout({
    checkout: { ...draft, fulfillment: { methods: [{ type: 'shipping', destinations: [berlin] }] } },
  })
  const [method] = created.fulfillment.methods
  if (!method) return created
  const { line_items: _, ...rest } = draft
  return shop.updateCheckout({
    id: created.id,
    checkout: {
      ...rest,
      fulfillment: {
        methods: [
          {
            selected_destination_id: method.selected_destination_id,
            groups: [{ selected_option_id: method.groups[0]!.options[0]!.id }],
          },
        ],
      },
    },
  })
}

/** The demo gateway's instrument that behaves as its token says. */
export const pays = (token = 'success') => ({
  instruments: [{ id: 'instrument', handler_id: 'demo', type: 'demo', credential: { type: 'token', token } }],
})

export const totalOf = (view: Pick<CheckoutView, 'totals'>): number =>
  view.totals.find(entry => entry.type === 'total')!.amount

/** Buys at once and answers the last word of the shop. */
export async function buys(shop: Shop, items: Record<string, number>, token = 'success'): Promise<CheckoutView> {
  const checkout = await readyCheckout(shop, items)
  if (checkout.status !== 'ready_for_complete') return checkout
  return shop.completeCheckout({
    id: checkout.id,
    checkout: { payment: pays(token) },
    expected_total: totalOf(checkout),
  })
}
