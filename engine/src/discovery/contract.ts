import { exportProducts, importProducts } from './exchange-contract.ts'
import { searchCatalog } from './list-contract.ts'
import { listPins, pinResults } from './pin-contract.ts'
import { getProduct, lookupCatalog } from './product-contract.ts'
import { recommendProducts } from './recommendation-contract.ts'
import { searchOperations } from './search-contract.ts'

export {
  type ExternalRow,
  exportProducts,
  type ImportedProduct,
  importedProduct,
  importProducts,
} from './exchange-contract.ts'
export { type Facet, type SearchFilters, searchCatalog, searchFilters, sortOrders } from './list-contract.ts'
export { listPins, type PinsView, pinResults } from './pin-contract.ts'
export { getProduct, lookupCatalog } from './product-contract.ts'
export { recommendProducts } from './recommendation-contract.ts'
export type { ProductView, VariantView } from './view-contract.ts'

export const discoveryOperations = [
  searchCatalog,
  pinResults,
  listPins,
  lookupCatalog,
  getProduct,
  recommendProducts,
  importProducts,
  exportProducts,
  ...searchOperations,
] as const
