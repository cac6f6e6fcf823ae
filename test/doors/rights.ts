import type { OperationName } from '../../engine/src/contract.ts'
import type { Role } from '../../engine/src/staff/roles.ts'

/**
 * Who may ask what: the one table of rights that the tests hold every door against. It is written by hand, and not made
 * from the contract's scopes: a scope that is wrong there is seen here. An operation that is missing does not compile.
 */
export type Rights =
  /** The same for everybody. */
  | { readonly of: 'everybody' }
  /** Makes something that belongs to whoever asks; an agent needs leave, and of staff these roles may. */
  | { readonly of: 'buyers'; readonly agentWith: string; readonly staff: readonly Role[] }
  /** About this thing of a customer's: its owner, who acts for them with leave, and these of the staff. */
  | {
      readonly of: 'owner'
      readonly thing: 'cart' | 'checkout' | 'order'
      readonly agentWith: string
      readonly staff: readonly Role[]
      /** Spends what the owner has left with the shop: an agent does so within a mandate, and else it only hears of it. */
      readonly spends?: true
    }
  /** About the account of whoever asks: nobody's where nobody is signed in. */
  | { readonly of: 'account'; readonly agentWith: string }
  /** The customer in person; no agent, whatever its leave. */
  | { readonly of: 'person' }
  | { readonly of: 'staff'; readonly staff: readonly Role[] }

const bosses = ['owner', 'manager'] as const
const desk = [...bosses, 'order_desk'] as const
const staff = (...others: readonly Role[]): Rights => ({ of: 'staff', staff: [...bosses, ...others] })
const onlyOwner: Rights = { of: 'staff', staff: ['owner'] }
const everybody: Rights = { of: 'everybody' }
const buyers = (agentWith: string): Rights => ({ of: 'buyers', agentWith, staff: desk })
const owners = (thing: 'cart' | 'checkout' | 'order', agentWith: string, of: readonly Role[] = desk): Rights => ({
  of: 'owner',
  thing,
  agentWith,
  staff: of,
})
const account = (agentWith: string): Rights => ({ of: 'account', agentWith })
const person: Rights = { of: 'person' }

const editing = staff('catalogue_editor')
const stockkeeping = staff('stockkeeper')
const seeingStock = staff('catalogue_editor', 'stockkeeper', 'order_desk', 'viewer')
const seeingPrices = staff('catalogue_editor', 'accountant', 'viewer')
const seeingPayments = staff('order_desk', 'accountant')
const seeingCustomers = staff('order_desk', 'accountant')
const findingOrders = staff('order_desk', 'accountant', 'viewer')

export const rights = {
  search_catalog: everybody,
  lookup_catalog: everybody,
  get_product: everybody,
  recommend_products: everybody,
  estimate_delivery: everybody,
  suggest_searches: everybody,
  search_store_policies: everybody,
  list_policies: everybody,
  get_policy: everybody,
  list_categories: everybody,
  list_collections: everybody,
  get_collection: everybody,
  get_store: everybody,
  read_feed: everybody,
  get_own_access: everybody,

  create_cart: buyers('cart:write'),
  get_cart: owners('cart', 'cart:write'),
  update_cart: owners('cart', 'cart:write'),
  cancel_cart: owners('cart', 'cart:write'),
  create_checkout: buyers('checkout:write'),
  get_checkout: owners('checkout', 'checkout:write'),
  update_checkout: owners('checkout', 'checkout:write'),
  complete_checkout: { of: 'owner', thing: 'checkout', agentWith: 'checkout:write', staff: desk, spends: true },
  cancel_checkout: owners('checkout', 'checkout:write'),
  get_gift_card_balance: buyers('checkout:write'),
  get_order: owners('order', 'orders:read', [...desk, 'accountant', 'viewer']),
  cancel_order: owners('order', 'orders:cancel'),
  update_order: owners('order', 'orders:update'),
  request_return: owners('order', 'orders:cancel'),

  /** A guest's order is known by its unguessable id; ann's is hers. */
  reorder: owners('order', 'cart:write'),

  list_orders: account('orders:read'),
  get_profile: account('account:read'),
  update_profile: account('account:write'),
  get_store_credit: account('checkout:write'),
  list_payment_methods: account('account:read'),
  list_mandates: account('account:read'),
  revoke_mandate: account('account:write'),
  export_account: person,
  close_account: person,
  grant_mandate: person,
  remove_payment_method: person,

  save_product: editing,
  archive_product: editing,
  get_saved_product: editing,
  import_products: editing,
  export_products: editing,
  save_category: editing,
  list_saved_categories: editing,
  save_collection: editing,
  archive_collection: editing,
  get_collection_members: editing,
  save_related_products: editing,
  get_related_products: editing,
  save_translations: editing,
  list_translations: editing,
  pin_results: editing,
  list_pins: editing,
  save_synonyms: editing,
  remove_synonyms: editing,
  list_synonyms: editing,

  set_prices: editing,
  save_price_list: editing,
  archive_price_list: editing,
  save_promotion: editing,
  archive_promotion: editing,
  get_price_list: seeingPrices,
  list_price_lists: seeingPrices,
  list_promotions: seeingPrices,

  get_stock: seeingStock,
  list_locations: seeingStock,
  list_transfers: seeingStock,
  get_transfer: seeingStock,
  adjust_stock: stockkeeping,
  save_stock_policy: stockkeeping,
  save_bundle: stockkeeping,
  transfer_stock: stockkeeping,
  receive_transfer: stockkeeping,
  cancel_transfer: stockkeeping,
  import_stocktake: stockkeeping,

  find_orders: findingOrders,
  find_customers: findingOrders,
  list_carts: staff('order_desk'),
  fulfill_order: staff('order_desk'),
  refund_order: staff('order_desk'),
  receive_return: staff('order_desk'),
  refuse_return: staff('order_desk'),
  export_orders: staff('accountant'),

  get_gift_card: seeingPayments,
  list_gift_cards: seeingPayments,
  issue_gift_card: staff(),
  issue_store_credit: staff(),
  change_gift_card: staff(),

  list_customer_groups: seeingCustomers,
  get_customer_group: seeingCustomers,
  save_customer_group: staff(),
  export_customer: staff(),
  erase_customer: onlyOwner,

  list_tax_rates: staff('accountant', 'viewer'),
  save_tax_rate: staff(),
  remove_tax_rate: staff(),
  save_tax_exemption: staff(),
  save_store: staff(),
  save_market: staff(),
  list_markets: staff(),
  save_policy: staff(),
  save_location: staff(),
  save_shipping_rate: staff(),
  list_shipping_rates: staff(),
  archive_shipping_rate: staff(),
  save_pickup_point: staff(),
  list_pickup_points: staff(),
  archive_pickup_point: staff(),
  export_records: staff(),

  list_staff: staff(),
  list_api_keys: staff(),
  list_audit: staff(),
  save_staff_member: onlyOwner,
  disable_staff_member: onlyOwner,
  enable_staff_member: onlyOwner,
  create_api_key: onlyOwner,
  revoke_api_key: onlyOwner,
} as const satisfies Readonly<Record<OperationName, Rights>>
