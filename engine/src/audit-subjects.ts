import { cartById, getCart } from './cart/index.ts'
import {
  getCollectionMembers,
  getPolicy,
  getRelatedProducts,
  getSavedProduct,
  listSavedCategories,
  savedTranslations,
} from './catalog/index.ts'
import { checkoutById, getCheckout, listShippingRates, savedPickupPoint } from './checkout/index.ts'
import type { CartView, CheckoutView, InputOf, OperationName, OperationOf, OrderView, OutputOf } from './contract.ts'
import { groupOutline } from './customers/index.ts'
import { pinsNamed, synonymsByIds, wholeProducts } from './discovery/index.ts'
import { getStock, getTransfer, listLocations } from './inventory/index.ts'
import { customerOfOrder, getOrder } from './orders/index.ts'
import { getGiftCard, mandateState, savedInstrument, savedMethod } from './payments/index.ts'
import {
  getStore,
  listMarkets,
  priceRows,
  savedTaxExemption,
  savedTaxRate,
  wholePriceList,
  wholePromotion,
} from './pricing/index.ts'
import { erasureOf } from './privacy/index.ts'
import { customerOf, system } from './shared/actor.ts'
import { savedApiKey, savedStaffMember } from './staff/index.ts'
import type { ReadTx } from './storage/index.ts'
import { type Caller, translatables } from './use-cases.ts'
import { type Auditing, each, one, told } from './watched.ts'

type Changing = {
  [N in OperationName]: OperationOf<N>['effect'] extends 'read' ? never : N
}[OperationName]

const anOrder: Auditing<{ readonly id: string }, unknown> = one('order', {
  id: ({ id }) => id,
  read: orderState,
  customer: (tx, { input }) => customerOfOrder(tx, input.id),
})

/**
 * What every operation that changes the shop changes, and how the audit sees it before and after; one that is missing
 * does not compile. What is read here holds no secret and nothing of a customer that the change is not about: an order
 * is kept without its buyer and the address that gives access to it.
 */
export const auditSubjects: { readonly [N in Changing]: Auditing<InputOf<N>, OutputOf<N>> } = {
  save_product: one('product', {
    id: ({ product }, saved) => saved?.id ?? product.id ?? product.handle,
    read: productState,
  }),
  archive_product: one('product', { id: ({ id }) => id, read: productState }),
  import_products: told('product', ({ dry_run: isRehearsal }, { products, ...counts }) =>
    isRehearsal ? undefined : { ...counts, products: products.map(({ id }) => id) },
  ),
  save_related_products: one('product', {
    id: ({ product }) => product,
    read: (tx, product) => getRelatedProducts(tx, { product }),
  }),
  save_category: one('category', { id: ({ category }, saved) => saved?.id ?? category.id, read: categoryState }),
  save_collection: one('collection', {
    id: ({ collection }, saved) => saved?.id ?? collection.id ?? collection.handle,
    read: collectionState,
  }),
  archive_collection: one('collection', { id: ({ id }, saved) => saved?.id ?? id, read: collectionState }),
  save_policy: one('policy', { id: ({ policy }) => policy.slug, read: (tx, slug) => getPolicy(tx, { slug }) }),
  save_translations: each('translation', {
    read: (tx, input) => savedTranslations(tx, input, translatables),
  }),
  save_customer_group: one('customer_group', {
    id: ({ customer_group: group }) => group.name.trim(),
    read: (tx, _name, { input }) => groupOutline(tx, input),
  }),
  set_prices: each('variant', {
    read: async (tx, { prices }) => {
      const rows = await priceRows(tx, [...new Set(prices.map(row => row.variant_id))])
      const byVariant = Map.groupBy(rows, row => row.variantId)
      return new Map(
        [...byVariant].map(([id, mine]) => [id, { prices: mine.map(({ variantId: _, ...price }) => price) }]),
      )
    },
  }),
  save_promotion: one('promotion', {
    id: ({ promotion }, saved) => saved?.id ?? promotion.id ?? promotion.code,
    read: (tx, _id, { input, output }) => wholePromotion(tx, output ? { id: output.id } : { ...input.promotion }),
  }),
  archive_promotion: one('promotion', { id: ({ id }) => id, read: (tx, id) => wholePromotion(tx, { id }) }),
  save_price_list: one('price_list', {
    id: ({ price_list: list }, saved) => saved?.id ?? list.id,
    read: wholePriceList,
  }),
  archive_price_list: one('price_list', { id: ({ id }) => id, read: wholePriceList }),
  save_tax_rate: one('tax_rate', {
    id: ({ tax_rate: rate }, saved) => saved?.id ?? rate.id ?? rate.country,
    read: (tx, id, { input, output }) => savedTaxRate(tx, output ? { id } : input.tax_rate),
  }),
  remove_tax_rate: one('tax_rate', { id: ({ id }) => id, read: (tx, id) => savedTaxRate(tx, { id }) }),
  save_tax_exemption: one('tax_exemption', {
    id: ({ tax_exemption: { customer_id, country = '' } }) => `${customer_id} ${country}`.trim(),
    read: (tx, _id, { input }) => savedTaxExemption(tx, input.tax_exemption),
    customer: async (_, { input }) => input.tax_exemption.customer_id,
  }),
  save_store: one('store', { id: () => 'store', read: tx => getStore(tx) }),
  save_market: one('market', {
    id: ({ market }, saved) => saved?.id ?? market.id,
    read: async (tx, id) => (await listMarkets(tx)).markets.find(market => market.id === id),
  }),
  save_location: one('location', {
    id: ({ location }, saved) => saved?.id ?? location.id,
    read: async (tx, id) => (await listLocations(tx)).locations.find(location => location.id === id),
  }),
  adjust_stock: each('variant', {
    read: (tx, { adjustments }) =>
      stockStates(
        tx,
        adjustments.map(row => row.variant_id),
      ),
  }),
  save_stock_policy: each('variant', { read: (tx, { policy }) => stockStates(tx, [policy.variant_id]) }),
  save_bundle: each('variant', { read: (tx, { bundle }) => stockStates(tx, [bundle.variant_id]) }),
  transfer_stock: one('transfer', {
    id: ({ transfer }, saved) => saved?.id ?? transfer.id,
    read: (tx, id) => getTransfer(tx, { id }),
  }),
  receive_transfer: one('transfer', { id: ({ id }) => id, read: (tx, id) => getTransfer(tx, { id }) }),
  cancel_transfer: one('transfer', { id: ({ id }) => id, read: (tx, id) => getTransfer(tx, { id }) }),
  import_stocktake: told('location', (_, { applied, ...counted }) => (applied ? counted : undefined), {
    id: ({ stocktake }) => stocktake.location_id ?? 'loc_main',
  }),
  pin_results: one('pins', {
    id: ({ list }) => Object.values(list).join(' '),
    read: (tx, _id, { input }) => pinsNamed(tx, input.list),
  }),
  save_synonyms: each('synonyms', {
    read: (tx, { synonyms }, saved) =>
      synonymsByIds(
        tx,
        (saved?.synonyms ?? synonyms).flatMap(({ id }) => id ?? []),
      ),
  }),
  remove_synonyms: each('synonyms', { read: (tx, { ids }) => synonymsByIds(tx, ids) }),
  create_cart: one('cart', { id: (_, made) => made?.id, read: cartState }),
  update_cart: one('cart', { id: ({ id }) => id, read: cartState }),
  cancel_cart: one('cart', { id: ({ id }) => id, read: cartState }),
  create_checkout: one('checkout', { id: (_, made) => made?.id, read: checkoutState }),
  update_checkout: one('checkout', { id: ({ id }) => id, read: checkoutState }),
  cancel_checkout: one('checkout', { id: ({ id }) => id, read: checkoutState }),
  complete_checkout: one('checkout', { id: ({ id }) => id, read: checkoutState }),
  reorder: one('cart', { id: (_, made) => made?.id, read: cartState }),
  save_shipping_rate: one('shipping_rate', {
    id: ({ shipping_rate: rate }, saved) => saved?.id ?? rate.id,
    read: shippingRateState,
  }),
  archive_shipping_rate: one('shipping_rate', { id: ({ id }) => id, read: shippingRateState }),
  save_pickup_point: one('pickup_point', {
    id: ({ pickup_point: point }, saved) => saved?.id ?? point.id,
    read: savedPickupPoint,
  }),
  archive_pickup_point: one('pickup_point', { id: ({ id }) => id, read: savedPickupPoint }),
  issue_gift_card: one('gift_card', { id: (_, made) => made?.id, read: giftCardState }),
  issue_store_credit: one('gift_card', {
    id: (_, made) => made?.id,
    read: giftCardState,
    customer: async (_, { input }) => input.store_credit.customer_id,
  }),
  change_gift_card: one('gift_card', {
    id: ({ id }) => id,
    read: giftCardState,
    customer: async (_, { output }) => output?.customer_id,
  }),
  // Staff have no profile: nobody but its customer changes one, and who they are stays out of the audit.
  update_profile: told('profile', () => undefined),
  remove_payment_method: one('payment_method', {
    id: ({ id }) => id,
    read: paymentMethodState,
    customer: async (_, { caller }) => customerOf(caller.actor),
  }),
  grant_mandate: one('mandate', {
    id: ({ mandate }, saved) => saved?.id ?? mandate.agent_id,
    read: mandateState,
    customer: async (_, { caller }) => customerOf(caller.actor),
  }),
  revoke_mandate: one('mandate', {
    id: ({ id }) => id,
    read: mandateState,
    customer: async (_, { caller }) => customerOf(caller.actor),
  }),
  fulfill_order: anOrder,
  cancel_order: anOrder,
  update_order: anOrder,
  request_return: anOrder,
  receive_return: anOrder,
  refuse_return: anOrder,
  refund_order: anOrder,
  erase_customer: one('customer', { id: ({ id }) => id, read: (tx, id) => erasureOf(tx, { id }) }),
  close_account: one('customer', { id: (_, erased) => erased?.customer_id, read: (tx, id) => erasureOf(tx, { id }) }),
  save_staff_member: one('staff_member', {
    id: ({ staff_member: member }, saved) => saved?.id ?? member.id,
    read: savedStaffMember,
  }),
  disable_staff_member: one('staff_member', { id: ({ id }) => id, read: savedStaffMember }),
  enable_staff_member: one('staff_member', { id: ({ id }) => id, read: savedStaffMember }),
  create_api_key: one('api_key', { id: (_, made) => made?.id, read: savedApiKey }),
  revoke_api_key: one('api_key', { id: ({ id }) => id, read: savedApiKey }),
}

/** All of it, with prices and stock, as `import_products` takes it. */
async function productState(tx: ReadTx, name: string) {
  const { id, version } = await getSavedProduct(tx, { id: name })
  const [product] = await wholeProducts(tx, [id])
  return { ...product, version }
}

async function categoryState(tx: ReadTx, name: string) {
  const { categories } = await listSavedCategories(tx)
  return categories.find(({ id, handle, path }) => [id, handle, path].includes(name))
}

async function collectionState(tx: ReadTx, id: string) {
  const { collection, products } = await getCollectionMembers(tx, { id, limit: 50 })
  return { ...collection, first_products: products.map(product => product.id) }
}

async function stockStates(tx: ReadTx, ids: readonly string[]) {
  const { stock } = await getStock(tx, { variant_ids: [...new Set(ids)] })
  return new Map(stock.map(({ variant_id, ...counts }) => [variant_id, counts]))
}

async function shippingRateState(tx: ReadTx, id: string) {
  return (await listShippingRates(tx)).shipping_rates.find(rate => rate.id === id)
}

async function giftCardState(tx: ReadTx, id: string) {
  const { entries: _, pagination: __, ...card } = await getGiftCard(tx, { id })
  return card
}

async function paymentMethodState(tx: ReadTx, id: string) {
  const method = await savedMethod(tx, id)
  return method && savedInstrument(method)
}

/** What is changed of a buyer or an address is not told, but that something was: the version says so. */
async function cartState(tx: ReadTx, id: string) {
  const { version } = await cartById(tx, { id, actor: system })
  return { version, ...basketState(await getCart(tx, { id }, { actor: system })) }
}

async function checkoutState(tx: ReadTx, id: string, { caller }: { readonly caller: Caller }) {
  const { version } = await checkoutById(tx, { id, actor: system })
  const checkout = await getCheckout(tx, { id }, { ...caller, actor: system })
  return {
    version,
    status: checkout.status,
    ...basketState(checkout),
    ...(checkout.order && { order: checkout.order.id }),
  }
}

const basketState = ({ line_items: lines, currency, totals, discounts }: CartView | CheckoutView) => ({
  line_items: lines.map(({ id, item, quantity }) => ({ id, item: item.id, quantity })),
  currency,
  totals,
  codes: discounts.codes,
})

async function orderState(tx: ReadTx, id: string) {
  const order = await getOrder(tx, { id }, { actor: system })
  const { label, line_items, adjustments, returns = [], currency, totals, payments } = order
  return {
    label,
    line_items: line_items.map(lineState),
    events: order.fulfillment.events,
    adjustments,
    ...(returns.length > 0 && { returns: returns.map(({ note: _, ...told }) => told) }),
    currency,
    totals,
    payments,
  }
}

const lineState = ({ id, item, quantity, status }: OrderView['line_items'][number]) => ({
  id,
  item: item.id,
  quantity,
  status,
})
