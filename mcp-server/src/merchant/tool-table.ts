import type { OperationName } from '@mitchweb/engine/contract'
import type { SchemaWording } from '../tool-schemas.ts'

/** What only this head knows of a merchant's tool. Effect, scope, title and schemas come from the contract. */
export type MerchantRow = SchemaWording & {
  readonly name: OperationName
  /** At most 60 words. */
  readonly description: string
  readonly destructive?: boolean
  readonly idempotent?: boolean
  /** Is done only when what it will do was shown first, and is confirmed. */
  readonly isConfirmed?: true
  readonly example: Readonly<Record<string, unknown>>
}

/** One role sees so many tools at most: the first of the table that it may use. */
export const mostListed = 12

const product = ['description', 'media', 'publish_at', 'unpublish_at'].map(field => `product.${field}`)
const productVariants = ['barcode', 'dimensions_mm', 'shipping_class', 'requires_shipping', 'tax_class', 'media'].map(
  field => `product.variants.${field}`,
)
const promotion = [
  'amounts',
  'fixed_prices',
  'buy_x_get_y',
  'gift',
  'minimum_quantity',
  'limit_per_customer',
  'priority',
  'first_order_only',
].map(field => `promotion.${field}`)
const variant = 'var_8x2m4k1q9d7e'

/** The tools of the staff, the most useful first. What is not here is done over REST. */
export const merchantTable: readonly MerchantRow[] = [
  {
    name: 'find_orders',
    description:
      'Orders of the shop, the newest first: by number, buyer, state and time. Start here for anything about an order; get_order shows one whole.',
    describe: { number: 'e.g. "MW-1042"', status: '"open": still to be sent or to arrive' },
    example: { status: 'open' },
  },
  {
    name: 'get_order',
    description:
      'One order whole: lines with their ids, shipments, refunds. Read it before fulfill_order or refund_order.',
    example: { id: 'ord_…' },
  },
  {
    name: 'fulfill_order',
    description:
      'Notes that lines of an order were shipped or delivered, with tracking. Without line_items it is all that is left. It cannot be taken back.',
    hide: ['event.expectation_id', 'event.description'],
    describe: { 'event.type': 'Usually "shipped" or "delivered"' },
    example: { id: 'ord_…', event: { type: 'shipped', carrier: 'DHL', tracking_number: '00340434161094000000' } },
  },
  {
    name: 'refund_order',
    description:
      'Sends money back: of lines, of the delivery, or an amount; all that is left without any. The first call only says what would go back and gives a confirmation_token: show it to the person, and call again with it.',
    describe: { amount: 'Minor units: 500 is 5.00', restock: 'Puts the units back on the shelf' },
    isConfirmed: true,
    example: { id: 'ord_…', amount: 500, reason: 'Chipped' },
  },
  {
    name: 'search_catalog',
    description:
      'Finds products as buyers do, by words, category or price. Its variant ids go into set_prices, get_stock and adjust_stock. get_saved_product also shows what buyers do not see.',
    hide: [
      'catalog.context',
      'catalog.facets',
      ...['collections', 'tags', 'product_types', 'attributes'].map(name => `catalog.filters.${name}`),
    ],
    describe: { 'catalog.query': 'e.g. "blue mug"' },
    example: { catalog: { query: 'mug' } },
  },
  {
    name: 'get_saved_product',
    description: 'A product as it was saved, whether buyers see it or not, with its variants and their ids.',
    example: { id: 'blue-mug' },
  },
  {
    name: 'save_product',
    description:
      'Creates a product, or replaces it whole: send everything that shall stay, every variant too. Variants that are not named are archived. Prices are set with set_prices, stock with adjust_stock.',
    hide: [...product, ...productVariants],
    describe: { 'product.id': 'Of the product to replace', 'product.status': '"active" unless told' },
    destructive: true,
    idempotent: true,
    example: { product: { title: 'Blue mug', handle: 'blue-mug', variants: [{ sku: 'MUG-BLUE' }] } },
  },
  {
    name: 'set_prices',
    description: 'Sets list prices of variants, one row for each variant and currency. Other prices stay.',
    describe: { 'prices.amount': 'Minor units: 1290 is 12.90' },
    idempotent: true,
    example: { prices: [{ variant_id: variant, currency: 'EUR', amount: 1290 }] },
  },
  {
    name: 'get_stock',
    description: 'On hand, reserved and available units of variants, at each location.',
    example: { variant_ids: [variant] },
  },
  {
    name: 'adjust_stock',
    description: 'Books units in or out (by), or sets what was counted (to). Never below what is reserved for buyers.',
    hide: ['safety', 'low_stock_at', 'tracked', 'backorder'].map(field => `adjustments.${field}`),
    example: { adjustments: [{ variant_id: variant, by: 12 }], reason: 'received' },
  },
  {
    name: 'save_promotion',
    description:
      'Creates a discount with a code, or an automatic one without, or replaces the one with this code. It counts for buyers at once, or from starts_at. Say exactly one of rate_ppm and free_shipping.',
    hide: promotion,
    describe: { 'promotion.rate_ppm': '150000 is 15 %' },
    destructive: true,
    idempotent: true,
    example: { promotion: { code: 'SPRING', title: 'Spring', rate_ppm: 150_000 } },
  },
  {
    name: 'find_customers',
    description:
      'Who has bought from the shop, by the beginning of an e-mail address. find_orders lists what they bought.',
    example: { email: 'ann@' },
  },
  {
    name: 'cancel_order',
    description:
      'Cancels an order of which nothing was sent: all money goes back, all stock is released. The first call says what would happen and gives a confirmation_token.',
    isConfirmed: true,
    example: { id: 'ord_…', reason: 'The buyer asked for it' },
  },
  {
    name: 'receive_return',
    description:
      'Books in what came back of a return that get_order shows, and sends back what was paid for it. The first call says how much and gives a confirmation_token: show it to the person, and call again with it.',
    describe: {
      line_items: 'Where not all came',
      restock: 'Puts it back on the shelf',
      restocking_fee: 'Minor units, kept',
      amount: 'In place of a fee; 0 is nothing',
    },
    isConfirmed: true,
    example: { id: 'ord_…', return_id: 'ret_…', restock: {} },
  },
  {
    name: 'refuse_return',
    description: 'Refuses a return that was asked for, with a reason that the buyer reads. It cannot be taken back.',
    destructive: true,
    example: { id: 'ord_…', return_id: 'ret_…', reason: 'The seal is broken.' },
  },
  {
    name: 'list_carts',
    description: 'Carts that shoppers have filled, what was last touched first.',
    example: { status: 'open' },
  },
  {
    name: 'archive_product',
    description:
      'Takes a product out of the shop; orders keep it. The first call says which one and gives a confirmation_token.',
    isConfirmed: true,
    destructive: true,
    idempotent: true,
    example: { id: 'prd_…' },
  },
  {
    name: 'import_products',
    description:
      'Creates or replaces many products at once, with prices and stock. The first call says how many and gives a confirmation_token.',
    hide: [
      'columns',
      'products.external',
      ...['description', 'media', 'seo_title', 'seo_description', 'publish_at', 'unpublish_at', 'attributes'].map(
        field => `products.${field}`,
      ),
      ...['barcode', 'dimensions_mm', 'shipping_class', 'requires_shipping', 'tax_class', 'media', 'weight_grams'].map(
        field => `products.variants.${field}`,
      ),
    ],
    isConfirmed: true,
    destructive: true,
    example: {
      products: [{ title: 'Blue mug', variants: [{ sku: 'MUG', prices: [{ currency: 'EUR', amount: 1290 }] }] }],
    },
  },
  { name: 'list_promotions', description: 'The shop’s discounts, each with how often it was used.', example: {} },
  {
    name: 'archive_promotion',
    description: 'Ends a promotion at once. Saving it again brings it back.',
    destructive: true,
    idempotent: true,
    example: { id: 'prm_…' },
  },
  {
    name: 'transfer_stock',
    description:
      'Sends units from one location to another; they are sold at neither until receive_transfer. list_locations has the ids.',
    hide: ['transfer.id'],
    example: {
      transfer: {
        from_location_id: 'loc_main',
        to_location_id: 'loc_…',
        lines: [{ variant_id: variant, quantity: 5 }],
      },
    },
  },
  {
    name: 'receive_transfer',
    description: 'Books in what arrived of a transfer; without lines, all of it.',
    example: { id: 'trf_…' },
  },
  {
    name: 'import_stocktake',
    description:
      'Sets what was counted at a location. The first call says the differences and gives a confirmation_token.',
    hide: ['stocktake.csv', 'stocktake.rows.line'],
    isConfirmed: true,
    destructive: true,
    example: { stocktake: { rows: [{ sku: 'MUG', counted: 7 }] } },
  },
  { name: 'list_locations', description: 'The warehouses and shops where stock lies, with their ids.', example: {} },
  {
    name: 'save_policy',
    description: 'Creates or replaces a page of the shop: terms, shipping, returns, privacy, questions. In Markdown.',
    destructive: true,
    idempotent: true,
    example: { policy: { slug: 'returns', kind: 'refund_policy', title: 'Returns', body: '30 days' } },
  },
  {
    name: 'save_collection',
    description: 'Creates a collection of products by hand, in this order, or replaces it whole.',
    hide: ['description', 'image', 'seo_title', 'seo_description', 'rule', 'publish_at', 'unpublish_at'].map(
      field => `collection.${field}`,
    ),
    destructive: true,
    idempotent: true,
    example: { collection: { title: 'New', products: ['blue-mug'] } },
  },
  {
    name: 'list_audit',
    description: 'Who changed what in the shop, through which door, before and after; the newest first.',
    example: { operation: 'set_prices' },
  },
]
