import {
  type CartView,
  type CheckoutView,
  CommerceError,
  type OrderView,
  operationByName,
  type ProductView,
  type Shop,
  shopOver,
  ucpVersion,
} from '@mitchweb/engine/contract'

type Call = { readonly name: string; readonly input: unknown; readonly key: string | undefined }

/** Answers of the shop by operation: a value, or what makes it from the input. */
export type Answers = Readonly<Record<string, unknown>>

/**
 * A shop that answers what the test puts in its mouth and remembers how it was asked: for the head's own work, where the
 * real engine would only stand in the way. It checks inputs as the engine does.
 */
export function cannedShop(answers: Answers = {}): Shop & { readonly calls: readonly Call[] } {
  const calls: Call[] = []
  const known: Answers = { ...usual, ...answers }
  const shop = shopOver(async (name, input, options) => {
    calls.push({ name, input, key: options?.idempotencyKey })
    const parsed = operationByName.get(name)?.input.safeParse(input)
    if (!parsed?.success) throw new CommerceError('invalid_input', 'The input is not valid.')
    const answer = known[name]
    if (answer === undefined) throw new CommerceError('not_found', `The test gave no answer to ${name}.`)
    if (answer instanceof Error) throw answer
    return (typeof answer === 'function' ? answer(input) : structuredClone(answer)) as never
  })
  return { ...shop, calls }
}

export const aProduct = (parts: Partial<ProductView> = {}): ProductView => ({
  id: 'prd_mug',
  handle: 'blue-mug',
  title: 'Blue mug',
  description: { plain: 'A mug for mornings.' },
  price_range: { min: { amount: 1290, currency: 'EUR' }, max: { amount: 1490, currency: 'EUR' } },
  options: [
    {
      name: 'Size',
      values: [
        { label: 'S', available: true },
        { label: 'L', available: false },
      ],
    },
  ],
  variants: [
    {
      id: 'var_mug_s',
      sku: 'MUG-S',
      title: 'S',
      description: { plain: 'S' },
      price: { amount: 1290, currency: 'EUR' },
      availability: { available: true, status: 'in_stock' },
      options: [{ name: 'Size', label: 'S' }],
    },
  ],
  metadata: { brand: 'Mitch', variant_count: 2 },
  ...parts,
})

const line = {
  id: 'li_1',
  item: { id: 'var_mug_s', title: 'Blue mug, S', price: 1290 },
  quantity: 2,
  totals: [
    { type: 'subtotal' as const, amount: 2580 },
    { type: 'total' as const, amount: 2580 },
  ],
}

const totals = [
  { type: 'subtotal' as const, amount: 2580 },
  { type: 'fulfillment' as const, display_text: 'Standard', amount: 490 },
  { type: 'total' as const, amount: 3070 },
]

export const aCart = (parts: Partial<CartView> = {}): CartView => ({
  ucp: { version: ucpVersion },
  id: 'crt_1',
  line_items: [line],
  currency: 'EUR',
  totals,
  discounts: { codes: [], applied: [] },
  taxes: [],
  messages: [],
  expires_at: '2030-01-01T00:00:00.000Z',
  next_actions: [{ operation: 'create_checkout', description: 'Begin to buy with this cart_id.' }],
  ...parts,
})

export const aCheckout = (parts: Partial<CheckoutView> = {}): CheckoutView => ({
  ...aCart(),
  ucp: { version: ucpVersion, payment_handlers: {} },
  id: 'chk_1',
  status: 'incomplete',
  fulfillment: { methods: [] },
  messages: [
    {
      type: 'error',
      code: 'missing_email',
      content: 'Send buyer.email.',
      severity: 'recoverable',
      path: '$.buyer.email',
    },
  ],
  links: [],
  continue_url: 'https://shop.example/checkout/chk_1',
  next_actions: [{ operation: 'update_checkout', description: 'Send e-mail and address.' }],
  ...parts,
})

export const anOrder = (parts: Partial<OrderView> = {}): OrderView => ({
  ...aCart(),
  id: 'ord_1',
  label: 'M-1001',
  checkout_id: 'chk_1',
  permalink_url: 'https://shop.example/orders/secret',
  placed_at: '2030-01-01T00:00:00.000Z',
  status: 'processing',
  line_items: [{ ...line, quantity: { original: 2, total: 2, fulfilled: 0 }, status: 'processing' }],
  fulfillment: { expectations: [], events: [] },
  adjustments: [],
  discounts: [],
  next_actions: [],
  ...parts,
})

const found = { ucp: { version: ucpVersion }, products: [aProduct()], pagination: { has_next_page: false } }

const usual: Answers = {
  search_catalog: found,
  lookup_catalog: { ucp: { version: ucpVersion }, products: [aProduct()] },
  get_product: { ucp: { version: ucpVersion }, product: aProduct() },
  recommend_products: {
    ucp: { version: ucpVersion },
    recommendations: [{ kind: 'accessory', reason: 'Goes with Mug.', product: aProduct() }],
  },
  search_store_policies: { ucp: { version: ucpVersion }, passages: [] },
  list_policies: { policies: [] },
  list_categories: { categories: [{ handle: 'mugs', title: 'Mugs', path: 'Kitchen > Mugs' }] },
  get_store: {
    name: 'Test shop',
    default_currency: 'EUR',
    currencies: ['EUR'],
    default_country: 'DE',
    prices_include_tax: true,
  },
  create_cart: aCart(),
  get_cart: aCart(),
  update_cart: aCart(),
  cancel_cart: aCart(),
  create_checkout: aCheckout(),
  get_checkout: aCheckout(),
  update_checkout: aCheckout(),
  complete_checkout: aCheckout(),
  cancel_checkout: aCheckout({ status: 'canceled' }),
  get_order: anOrder(),
}
