/** Prices, promotions, taxes and the shop's settings: what later rooms may ask of pricing. */

export { contextOf } from './buyer-context.ts'
export type { QuotedDiscount } from './discounts.ts'
export { type EuVatFile, taxRatesFromEuFile } from './eu-tax-rates.ts'
export {
  marketRecords,
  priceListRecords,
  promotionRecords,
  storeRecords,
  taxExemptionRecords,
  taxRateRecords,
  wholePriceList,
  wholePromotion,
} from './exported-records.ts'
export { isSoldInMarket, productsNotSold } from './market-availability.ts'
export { listMarkets, saveMarket } from './markets.ts'
export { moveTaxExemptions } from './move-tax-exemptions.ts'
export { pricingPersonalData } from './personal-data.ts'
export { lowestPricesBefore } from './price-history.ts'
export { archivePriceList, getPriceList, listPriceLists, savePriceList, variantsOfPriceList } from './price-lists.ts'
export { priceReason } from './price-reason.ts'
export { type PriceRow, priceRows, pricesFor, setPriceRows, type VariantPrice } from './price-records.ts'
export { stepsOf, unitSteps } from './price-steps.ts'
export { promotionsFor } from './promotion-records.ts'
export { asksForCategories, asksForCollections } from './promotion-scope.ts'
export { movePromotionUses, promotionCustomer, redeemPromotions, releasePromotions } from './promotion-uses.ts'
export { choosePromotions, type Promotion, setAsideMessages } from './promotions.ts'
export { type Quote, quote, type Shipping } from './quote.ts'
export { isTaxExempt, savedTaxExemption, storeSettings, taxRatesIn } from './records.ts'
export { archivePromotion, listPromotions, savePromotion } from './save-promotion.ts'
export { type Market, marketFor, notServed, type RestrictedMarket, type Store, servedMessages } from './store.ts'
export { pricingTables } from './tables.ts'
export { ratesFor, standardTaxClass, type TaxRate } from './tax.ts'
export { refreshTaxRates, type TaxService } from './tax-service.ts'
export { pricingTranslatables } from './translatables.ts'
export { discountsOnUnits, type UnitBuyer } from './unit-discounts.ts'
export {
  getStore,
  listTaxRates,
  removeTaxRate,
  savedTaxRate,
  saveStore,
  saveTaxExemption,
  saveTaxRate,
  setPrices,
} from './use-cases.ts'
export { discountsOf, lineTotalsOf, taxesOf, totalsOf } from './view.ts'
