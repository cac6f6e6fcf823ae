import { cancelCart, createCart, getCart, listCarts, recommendProducts, updateCart } from './cart/index.ts'
import {
  archiveCollection,
  catalogTranslatables,
  getCollectionMembers,
  getRelatedProducts,
  getSavedProduct,
  listSavedCategories,
  listTranslations,
  savePolicy,
  saveRelatedProducts,
  type Translatables,
} from './catalog/index.ts'
import {
  archivePickupPoint,
  archiveShippingRate,
  cancelCheckout,
  checkoutTranslatables,
  completeCheckout,
  createCheckout,
  getCheckout,
  listPickupPoints,
  listShippingRates,
  type Payer,
  savePickupPoint,
  saveShippingRate,
  updateCheckout,
} from './checkout/index.ts'
import type { InputOf, OperationName, OperationOf, OutputOf } from './contract.ts'
import {
  findCustomers,
  getCustomerGroup,
  getProfile,
  listCustomerGroups,
  saveCustomerGroup,
  updateProfile,
} from './customers/index.ts'
import {
  archivePriceList,
  archiveProduct,
  exportProducts,
  getCollection,
  getPolicy,
  getProduct,
  importProducts,
  listCategories,
  listCollections,
  listPins,
  listSynonyms,
  lookupCatalog,
  pinResults,
  removeSynonyms,
  saveCategory,
  saveCollection,
  savePriceList,
  saveProduct,
  saveSynonyms,
  saveTranslations,
  searchCatalog,
  searchStorePolicies,
  setPrices,
  suggestSearches,
} from './discovery/index.ts'
import { exportRecords, readFeed } from './exchange/index.ts'
import {
  adjustStock,
  cancelTransfer,
  getStock,
  getTransfer,
  importStocktake,
  listLocations,
  listTransfers,
  receiveTransfer,
  saveBundle,
  saveLocation,
  saveStockPolicy,
  transferStock,
} from './inventory/index.ts'
import {
  cancelOrder,
  exportOrders,
  findOrders,
  fulfillOrder,
  getOrder,
  listOrders,
  previewCancellation,
  previewRefund,
  refundOrder,
  reorder,
  requestReturn,
} from './orders/index.ts'
import {
  changeGiftCard,
  type Gateways,
  getGiftCard,
  getGiftCardBalance,
  getStoreCredit,
  grantMandate,
  issueGiftCard,
  issueStoreCredit,
  listGiftCards,
  listMandates,
  listPaymentMethods,
  removePaymentMethod,
  revokeMandate,
} from './payments/index.ts'
import {
  archivePromotion,
  getPriceList,
  getStore,
  listMarkets,
  listPriceLists,
  listPromotions,
  listTaxRates,
  pricingTranslatables,
  removeTaxRate,
  saveMarket,
  savePromotion,
  saveStore,
  saveTaxExemption,
  saveTaxRate,
} from './pricing/index.ts'
import { closeAccount, eraseCustomer, exportAccount, exportCustomer } from './privacy/index.ts'
import type { Actor } from './shared/actor.ts'
import type { Effect } from './shared/operation.ts'
import {
  createApiKey,
  disableStaffMember,
  enableStaffMember,
  getOwnAccess,
  listApiKeys,
  listAudit,
  listStaff,
  revokeApiKey,
  saveStaffMember,
} from './staff/index.ts'
import type { ReadTx, Storage, Tx } from './storage/index.ts'

/** What the engine hands to use cases besides their transaction. */
export type Deps = { readonly storage: Storage; readonly gateways: Gateways; readonly gatewayTimeoutMs: number }

export type Caller = { readonly actor: Actor; readonly gateways: Gateways }

type Named<E extends Effect> = { [N in OperationName]: OperationOf<N>['effect'] extends E ? N : never }[OperationName]

type InTransaction<T, N extends OperationName> = (tx: T, input: InputOf<N>, caller: Caller) => Promise<OutputOf<N>>

/** Every operation of the contract with what performs it; one that is missing or of the wrong kind does not compile. */
export type UseCases = {
  readonly reads: { readonly [N in Named<'read'>]: InTransaction<ReadTx, N> }
  readonly writes: { readonly [N in Named<'write'>]: InTransaction<Tx, N> }
  readonly charges: { readonly [N in Named<'charge'>]: (payer: Payer, input: InputOf<N>) => Promise<OutputOf<N>> }
  /** What a charge would come to, for those that can say so without asking a provider; done in a write and taken back. */
  readonly previews: { readonly [N in Named<'charge'>]?: InTransaction<Tx, N> }
}

/** Every kind of thing that has texts, as its own room knows it. */
export const translatables: Translatables = {
  ...catalogTranslatables,
  ...pricingTranslatables,
  ...checkoutTranslatables,
}

const withTexts =
  <T, I, O>(useCase: (tx: T, input: I, texts: Translatables) => Promise<O>) =>
  (tx: T, input: I) =>
    useCase(tx, input, translatables)

export const useCases: UseCases = {
  reads: {
    get_policy: getPolicy,
    search_store_policies: searchStorePolicies,
    list_categories: listCategories,
    list_customer_groups: listCustomerGroups,
    get_customer_group: getCustomerGroup,
    get_profile: getProfile,
    list_staff: listStaff,
    list_api_keys: listApiKeys,
    list_audit: listAudit,
    get_own_access: getOwnAccess,
    get_saved_product: getSavedProduct,
    list_saved_categories: listSavedCategories,
    get_related_products: getRelatedProducts,
    recommend_products: recommendProducts,
    list_collections: listCollections,
    get_collection: getCollection,
    get_collection_members: getCollectionMembers,
    list_translations: withTexts(listTranslations),
    list_promotions: listPromotions,
    list_price_lists: listPriceLists,
    list_tax_rates: listTaxRates,
    get_price_list: getPriceList,
    get_store: getStore,
    list_markets: listMarkets,
    get_stock: getStock,
    list_locations: listLocations,
    get_transfer: getTransfer,
    list_transfers: listTransfers,
    search_catalog: searchCatalog,
    list_pins: listPins,
    lookup_catalog: lookupCatalog,
    get_product: getProduct,
    export_products: exportProducts,
    list_synonyms: listSynonyms,
    suggest_searches: suggestSearches,
    get_cart: getCart,
    get_checkout: getCheckout,
    list_shipping_rates: listShippingRates,
    list_pickup_points: listPickupPoints,
    get_gift_card: getGiftCard,
    list_gift_cards: listGiftCards,
    get_gift_card_balance: getGiftCardBalance,
    get_store_credit: getStoreCredit,
    list_payment_methods: listPaymentMethods,
    list_mandates: listMandates,
    get_order: getOrder,
    find_orders: findOrders,
    find_customers: findCustomers,
    list_carts: listCarts,
    list_orders: listOrders,
    export_orders: exportOrders,
    export_records: exportRecords,
    read_feed: readFeed,
    export_customer: exportCustomer,
    export_account: exportAccount,
  },
  writes: {
    save_product: saveProduct,
    archive_product: archiveProduct,
    save_related_products: saveRelatedProducts,
    save_category: saveCategory,
    save_collection: saveCollection,
    archive_collection: archiveCollection,
    save_policy: savePolicy,
    save_customer_group: saveCustomerGroup,
    update_profile: updateProfile,
    save_staff_member: saveStaffMember,
    disable_staff_member: disableStaffMember,
    enable_staff_member: enableStaffMember,
    create_api_key: createApiKey,
    revoke_api_key: revokeApiKey,
    save_translations: withTexts(saveTranslations),
    set_prices: setPrices,
    save_promotion: savePromotion,
    archive_promotion: archivePromotion,
    save_price_list: savePriceList,
    archive_price_list: archivePriceList,
    save_tax_rate: saveTaxRate,
    remove_tax_rate: removeTaxRate,
    save_tax_exemption: saveTaxExemption,
    save_store: saveStore,
    save_market: saveMarket,
    save_location: saveLocation,
    adjust_stock: adjustStock,
    save_stock_policy: saveStockPolicy,
    save_bundle: saveBundle,
    transfer_stock: transferStock,
    import_stocktake: importStocktake,
    receive_transfer: receiveTransfer,
    cancel_transfer: cancelTransfer,
    import_products: importProducts,
    pin_results: pinResults,
    save_synonyms: saveSynonyms,
    remove_synonyms: removeSynonyms,
    create_cart: createCart,
    update_cart: updateCart,
    cancel_cart: cancelCart,
    create_checkout: createCheckout,
    update_checkout: updateCheckout,
    cancel_checkout: cancelCheckout,
    save_shipping_rate: saveShippingRate,
    archive_shipping_rate: archiveShippingRate,
    save_pickup_point: savePickupPoint,
    archive_pickup_point: archivePickupPoint,
    issue_gift_card: issueGiftCard,
    issue_store_credit: issueStoreCredit,
    change_gift_card: changeGiftCard,
    remove_payment_method: removePaymentMethod,
    grant_mandate: grantMandate,
    revoke_mandate: revokeMandate,
    fulfill_order: fulfillOrder,
    request_return: requestReturn,
    erase_customer: eraseCustomer,
    close_account: closeAccount,
    reorder,
  },
  charges: {
    complete_checkout: completeCheckout,
    cancel_order: cancelOrder,
    refund_order: refundOrder,
  },
  previews: {
    cancel_order: previewCancellation,
    refund_order: previewRefund,
  },
}
