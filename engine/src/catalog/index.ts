/** What a product is, and the shop's policies: what later rooms may ask of the catalogue. */
export { ambiguousProducts, type SellableVariant, sellableVariants } from './sellable.ts'
export { catalogTables } from './tables.ts'
