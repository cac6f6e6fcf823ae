import { listLocations, saveLocation } from './location-contract.ts'
import { adjustStock, getStock, saveBundle, saveStockPolicy } from './stock-contract.ts'
import { importStocktake } from './stocktake-contract.ts'
import { cancelTransfer, getTransfer, listTransfers, receiveTransfer, transferStock } from './transfer-contract.ts'

export { type LocationView, listLocations, saveLocation } from './location-contract.ts'
export {
  adjustStock,
  getStock,
  movementReasons,
  type StockView,
  saveBundle,
  saveStockPolicy,
  stockRules,
} from './stock-contract.ts'
export { type CountedRow, importStocktake } from './stocktake-contract.ts'
export {
  cancelTransfer,
  getTransfer,
  listTransfers,
  receiveTransfer,
  type TransferView,
  transferStock,
} from './transfer-contract.ts'

export const inventoryOperations = [
  saveLocation,
  listLocations,
  getStock,
  adjustStock,
  saveStockPolicy,
  saveBundle,
  transferStock,
  receiveTransfer,
  cancelTransfer,
  getTransfer,
  listTransfers,
  importStocktake,
] as const
