import { listMarkets, saveMarket } from './market-contract.ts'
import { archivePriceList, getPriceList, listPriceLists, savePriceList, setPrices } from './price-list-contract.ts'
import { archivePromotion, listPromotions, savePromotion } from './promotion-contract.ts'
import { getStore, saveStore } from './store-contract.ts'
import { listTaxRates, removeTaxRate, saveTaxExemption, saveTaxRate } from './tax-contract.ts'

export { listMarkets, type MarketDraft, saveMarket } from './market-contract.ts'
export {
  archivePriceList,
  getPriceList,
  listPriceLists,
  type PriceListSummary,
  savePriceList,
  setPrices,
  variantPrice,
} from './price-list-contract.ts'
export {
  archivePromotion,
  listPromotions,
  type PromotionDraft,
  type PromotionSummary,
  promotionDraft,
  savePromotion,
} from './promotion-contract.ts'
export type { MarketScope, ProductScope } from './scope-contract.ts'
export { getStore, ownLanguage, type StoreDraft, saveStore, shippingTaxRules, storeDraft } from './store-contract.ts'
export {
  listTaxRates,
  removeTaxRate,
  saveTaxExemption,
  saveTaxRate,
  type TaxRateDraft,
  taxRateDraft,
} from './tax-contract.ts'
export {
  type AppliedDiscount,
  type AppliedTax,
  appliedDiscount,
  appliedTax,
  type Context,
  context,
  discountCodes,
  discountsView,
  type PriceStep,
  price,
  priceRange,
  priceStep,
  type Total,
  total,
  totals,
} from './view-contract.ts'

export const pricingOperations = [
  setPrices,
  savePriceList,
  archivePriceList,
  listPriceLists,
  getPriceList,
  savePromotion,
  archivePromotion,
  listPromotions,
  saveTaxRate,
  listTaxRates,
  removeTaxRate,
  saveTaxExemption,
  saveStore,
  getStore,
  saveMarket,
  listMarkets,
] as const
