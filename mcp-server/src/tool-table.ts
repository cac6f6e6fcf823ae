import type { ToolName } from './renderings.ts'
import type { SchemaWording } from './tool-schemas.ts'

/** What only this head knows of a tool. Effect, title, schemas and errors come from the contract. */
export type ToolRow = SchemaWording & {
  readonly name: ToolName
  /** At most 60 words: what it does, when rather than its neighbour, what next, the one surprise. */
  readonly description: string
  /** For writes: does it take something away, and does the same call twice leave the same? */
  readonly destructive?: boolean
  readonly idempotent?: boolean
  /** Listed only for who is signed in and holds its scope; a guest who calls it is told to sign in. */
  readonly isForAccounts?: true
  /** Answered and not listed, for the list has to stay short: it is seldom needed, and its facts or its place are elsewhere. */
  readonly isUnlisted?: true
  /** Arguments that work, shown when a call does not. */
  readonly example: Readonly<Record<string, unknown>>
}

const variantId = 'var_8x2m4k1q9d7e'
const lines = [{ item: { id: variantId }, quantity: 1 }]

const contextHidden = (at: string) =>
  ['address_region', 'postal_code', 'intent', 'eligibility'].map(field => `${at}.context.${field}`)
const lookupHidden = ['catalog.filters', ...contextHidden('catalog')]
const cartHidden = [...contextHidden('cart'), 'cart.buyer']
const instrumentHidden = ['billing_address', 'display', 'selected', 'amount', 'save'].map(
  field => `checkout.payment.instruments.${field}`,
)
const checkoutHidden = [
  'checkout.buyer.consent',
  'checkout.fulfillment.methods.type',
  'checkout.fulfillment.methods.line_item_ids',
  'checkout.fulfillment.methods.groups.line_item_ids',
]
const createCheckoutHidden = [
  ...checkoutHidden,
  ...contextHidden('checkout'),
  'checkout.context.address_country',
  'checkout.context.currency',
  'checkout.payment',
  'checkout.line_items.id',
  'checkout.fulfillment.methods.id',
  'checkout.fulfillment.methods.selected_destination_id',
  'checkout.fulfillment.methods.groups',
  'checkout.fulfillment.methods.destinations.id',
]

const lineItems = (at: string) => ({ [`${at}.line_items.item.id`]: `Variant id, e.g. "${variantId}"` })
const discountCodes = (at: string) => ({ [`${at}.discounts.codes`]: 'e.g. ["WELCOME10"]' })

/** The shopper's tools, in the order in which a purchase meets them. Everything else of the contract is not a tool. */
export const toolTable: readonly ToolRow[] = [
  {
    name: 'search_catalog',
    description:
      'Find products by words, category, price or availability; without a query it lists the shop. Start here. Each product shows one featured variant: its id goes into line_items. Call get_product for other sizes or colours, lookup_catalog when you already hold ids.',
    hide: [
      ...contextHidden('catalog'),
      ...['collections', 'tags', 'product_types'].map(name => `catalog.filters.${name}`),
    ],
    describe: {
      'catalog.query': 'e.g. "blue mug"',
      'catalog.filters.categories': 'Handles, e.g. ["mugs"]',
      'catalog.filters.price': 'Minor units: 2000 is 20.00',
      'catalog.filters.available': 'Only what can be bought now',
      'catalog.filters.on_sale': 'Only reduced',
      'catalog.filters.attributes':
        'Options too, by values or from min to max: [{"name": "Colour", "values": ["Blue"]}]',
      'catalog.filters.attributes.values': 'Any of',
      'catalog.filters.attributes.unit': 'e.g. "kg"',
      'catalog.sort': '"newest" without a query',
      'catalog.facets': 'true, or names: what to narrow by, with counts',
      'catalog.context.address_country': 'Where to, e.g. "DE"',
      'catalog.context.currency': 'e.g. "EUR"',
      'catalog.pagination.cursor': 'From the last answer',
      'catalog.pagination.limit': 'At most 50',
    },
    example: {
      catalog: { query: 'mug', filters: { price: { max: 2000 }, attributes: [{ name: 'Colour', values: ['Blue'] }] } },
    },
  },
  {
    name: 'lookup_catalog',
    description:
      'Fetch up to 25 products by product id, variant id, sku or handle: to compare them or to refresh prices. Ids that do not exist come back as messages. search_catalog finds ids; get_product shows one product in full.',
    hide: lookupHidden,
    example: { catalog: { ids: ['blue-mug', variantId] } },
  },
  {
    name: 'get_product',
    description:
      'One product in full: description, options and its variants, each with id, price and stock. Pass selected options to narrow the variants. Call it before buying anything with sizes or colours. Next: create_checkout, or create_cart, with a variant id.',
    hide: [...lookupHidden, 'catalog.pagination.limit'],
    describe: {
      'catalog.selected': 'e.g. [{"name": "Size", "label": "M"}]',
      'catalog.pagination.cursor': 'For more variants',
      'catalog.preferences': 'Option names, the most important first',
    },
    example: { catalog: { id: 'blue-mug', selected: [{ name: 'Colour', label: 'Blue' }] } },
  },
  {
    name: 'recommend_products',
    description:
      'What goes with products, or with a cart: accessories and upgrades that the shop names, then what is bought with them or similar, each in stock and with its reason. Pass ids, or cart_id alone; with neither, what this customer may buy next, or what is popular now.',
    hide: ['catalog.context', 'catalog.limit'],
    describe: { 'catalog.ids': 'Of products or variants', 'catalog.cart_id': 'With ids: left out is what it holds' },
    example: { catalog: { ids: ['blue-mug'] } },
  },
  {
    name: 'search_store_policies',
    description:
      'What this shop says about shipping, returns, payment, privacy and warranty. Answer questions about the shop’s rules from these passages rather than from general knowledge.',
    describe: { query: 'e.g. "return period"' },
    example: { query: 'how long may I return an order?' },
  },
  {
    name: 'create_cart',
    description:
      'Put variants into a new cart and see estimated totals: for collecting, or for trying a discount code. To buy at once, create_checkout takes the same lines. Keep the returned id. Next: update_cart, or create_checkout with cart_id.',
    hide: [...cartHidden, 'cart.line_items.id'],
    describe: { ...lineItems('cart'), ...discountCodes('cart') },
    example: { cart: { line_items: lines, context: { address_country: 'DE' } } },
  },
  {
    name: 'get_cart',
    description: 'The cart with today’s prices and availability. Totals are estimates until checkout.',
    example: { id: 'crt_…' },
  },
  {
    name: 'update_cart',
    description:
      'Replaces the whole cart: send every line you want to keep, with its id. Lines, codes and context that you leave out are gone.',
    hide: cartHidden,
    describe: { ...lineItems('cart'), 'cart.line_items.id': 'Of a line that stays', ...discountCodes('cart') },
    idempotent: true,
    example: { id: 'crt_…', cart: { line_items: lines, discounts: { codes: ['WELCOME10'] } } },
  },
  {
    name: 'cancel_cart',
    description:
      'Discards a cart for good. A checkout made from it goes on by itself: cancel that with cancel_checkout.',
    destructive: true,
    idempotent: true,
    example: { id: 'crt_…' },
  },
  {
    name: 'create_checkout',
    description:
      'Start buying, from a cart (cart_id) or directly from line_items. Nothing is charged. The answer says what is missing, which delivery options there are, and the next tool. Asked twice for the same cart, it answers the same open checkout.',
    hide: createCheckoutHidden,
    describe: { ...lineItems('checkout'), ...discountCodes('checkout') },
    example: { checkout: { line_items: lines, buyer: { email: 'ann@example.com' } } },
  },
  {
    name: 'get_checkout',
    description:
      'The checkout as it is now. Poll it after a person got continue_url, until status is completed; then call get_order. Until it says completed, nothing is paid.',
    example: { id: 'chk_…' },
  },
  {
    name: 'update_checkout',
    description:
      'Sets e-mail, address, delivery option and codes. It replaces the whole: send again what shall stay; only line_items left out entirely are kept. First send buyer and a destination, then the same again with the selected_option_id that the answer offers. Nothing is charged.',
    hide: [...checkoutHidden, 'checkout.context', ...instrumentHidden],
    describe: {
      ...lineItems('checkout'),
      ...discountCodes('checkout'),
    },
    idempotent: true,
    example: {
      id: 'chk_…',
      checkout: {
        buyer: { email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee' },
        fulfillment: {
          methods: [
            {
              destinations: [
                {
                  street_address: 'Hauptstr. 1',
                  postal_code: '10115',
                  address_locality: 'Berlin',
                  address_country: 'DE',
                },
              ],
            },
          ],
        },
      },
    },
  },
  {
    name: 'complete_checkout',
    description:
      'Pay and place the order, once the buyer agreed to the total: pass it as expected_total. Without a payment instrument it answers continue_url, where a person pays: hand that link over unchanged, then poll get_checkout. If the total moved, nothing is charged. Repeating the same call never charges twice.',
    hide: instrumentHidden,
    describe: {
      expected_total: 'Minor units, as agreed: 2490 is 24.90',
      'checkout.payment.instruments': 'A handler’s token, or a saved one’s id; never a card number',
      'checkout.payment.instruments.handler_id': 'As listed in the checkout',
    },
    idempotent: true,
    example: { id: 'chk_…', expected_total: 2490 },
  },
  {
    name: 'cancel_checkout',
    description:
      'Gives a checkout up for good and releases what was held for it. A completed checkout is an order and cannot be cancelled here.',
    destructive: true,
    idempotent: true,
    example: { id: 'chk_…' },
  },
  {
    name: 'get_order',
    description:
      'A placed order: each line’s status, shipments with tracking, refunds. The id comes from the completed checkout; the secret part of the order’s permalink works too.',
    example: { id: 'ord_…' },
  },
  {
    name: 'list_orders',
    description:
      'The customer’s own orders, newest first: what is in each, where it is, tracking and expected days. Answers “where is my order?” by itself. get_order takes an id or number from here and shows refunds and every line.',
    describe: { status: '"open": still to come', cursor: 'From the last answer', limit: 'At most 50' },
    isForAccounts: true,
    example: { status: 'open' },
  },
  {
    name: 'reorder',
    description:
      'Puts what an order held into a new cart at today’s prices; messages say what is gone, sold out or costs something else now. Nothing is bought: next is create_checkout with cart_id.',
    hide: ['context'],
    describe: { id: 'Of the order, or its number, e.g. "MW-1042"' },
    isForAccounts: true,
    example: { id: 'MW-1042' },
  },
  {
    name: 'update_order',
    description:
      'Changes the delivery address or the contact of an order while nothing was sent, within its country and at its price. The address is replaced whole. Ask the customer to confirm it first.',
    hide: ['order.destination.extended_address', 'order.destination.phone_number'],
    describe: {
      id: 'Of the order, or its number',
      'order.destination': 'Names stay unless told',
      'order.destination.address_country': 'e.g. "DE"',
    },
    idempotent: true,
    isForAccounts: true,
    example: { id: 'MW-1042', order: { buyer: { phone_number: '+49 30 5550100' } } },
  },
  {
    name: 'request_return',
    description:
      'Asks the shop to take units of an order back, for the lines that get_order shows as returnable and until when. The money goes back once the shop has received them; get_order then shows it.',
    describe: {
      id: 'Of the order, or its number, e.g. "MW-1042"',
      'line_items.id': 'Of a line of the order',
      note: 'The buyer’s own words',
    },
    isForAccounts: true,
    example: { id: 'MW-1042', line_items: [{ id: 'li_…', quantity: 1, reason: 'damaged' }] },
  },
  {
    name: 'get_profile',
    description:
      'The customer’s name, phone, language, currency and saved addresses with their ids, and what is missing to the next loyalty group. Checkouts begin with these by themselves: call it to change them, or to choose another address.',
    isForAccounts: true,
    example: {},
  },
  {
    name: 'update_profile',
    description:
      'Replaces the whole profile: send again what shall stay, as get_profile shows it, with its version. Only addresses that are left out entirely are kept. The e-mail address is not changed here.',
    hide: ['profile.email'],
    describe: {
      'profile.language': 'e.g. "de"',
      'profile.currency': 'e.g. "EUR"',
      'profile.addresses': 'All of them; one can have default: true',
      'profile.addresses.id': 'Of one that is there',
      'profile.addresses.address_country': 'e.g. "DE"',
      'profile.addresses.default': 'Where checkouts go',
      'profile.version': 'From get_profile',
    },
    isForAccounts: true,
    idempotent: true,
    example: { profile: { first_name: 'Ann', last_name: 'Lee', version: 1 } },
  },
  {
    name: 'list_payment_methods',
    description:
      'The cards that the customer has saved, to choose one in complete_checkout by its id. They are added and removed by the customer alone, never here.',
    isForAccounts: true,
    isUnlisted: true,
    example: {},
  },
  {
    name: 'list_mandates',
    description:
      'What the customer lets you spend by yourself: limits, what is left, until when, and what you bought. Inside it complete_checkout pays without asking; else it answers a link for the customer. Only the customer grants more, in their account.',
    describe: { cursor: 'From the last answer', limit: 'At most 50' },
    isForAccounts: true,
    example: {},
  },
  {
    name: 'revoke_mandate',
    description:
      'Ends at once what the customer lets you spend, when they ask for it. Only they can grant it again, in their account.',
    describe: { id: 'From list_mandates' },
    destructive: true,
    idempotent: true,
    isForAccounts: true,
    isUnlisted: true,
    example: { id: 'mdt_…' },
  },
]
