/** What a buyer sees: search, listing and products, where product, price and stock meet. */

export { forgetPurchases, movePurchases } from './customer-history.ts'
export { exportProducts, productRecords, wholeProducts } from './export-products.ts'
export { pinRecords, synonymRecords } from './exported-records.ts'
export { type FeedOffer, feedOffers } from './feed-offers.ts'
export { getProduct } from './get-product.ts'
export { importProducts } from './import-products.ts'
export { lookupCatalog } from './lookup-catalog.ts'
export { askerIn } from './offers.ts'
export { discoveryPersonalData } from './personal-data.ts'
export { listPins, pinResults, pinsNamed } from './pins.ts'
export { recommend } from './recommend.ts'
export { type Resolved, resolve } from './resolve.ts'
export { countSale, forgetCanceled, type JoinedOrder, learnJoined, noteReturn } from './sales.ts'
export {
  archivePriceList,
  archiveProduct,
  saveCategory,
  saveCollection,
  savePriceList,
  saveProduct,
  setPrices,
} from './save-products.ts'
export { listSynonyms, removeSynonyms, saveSynonyms, synonymsByIds } from './save-synonyms.ts'
export { searchCatalog } from './search-catalog.ts'
export { renewSearchIndex } from './search-index.ts'
export { suggestSearches } from './suggest-searches.ts'
export {
  getCollection,
  getPolicy,
  listCategories,
  listCollections,
  listPolicies,
  saveTranslations,
  searchStorePolicies,
} from './translated.ts'
