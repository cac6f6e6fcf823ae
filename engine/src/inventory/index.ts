/** Stock as a ledger and a row of counts at each location: what later rooms may ask of it. */
export { bundlesBroken } from './bundle-records.ts'
export { type BundlePart, bundleAvailability, demandOf, shortagesOf, type Wanted } from './demand.ts'
export {
  bundleRecords,
  locationRecords,
  stockPolicyRecords,
  stockRecords,
  transferRecords,
} from './exported-records.ts'
export { importStocktake } from './import-stocktake.ts'
export { mainLocation } from './location.ts'
export { locationsIn } from './location-records.ts'
export { listLocations, saveLocation } from './locations.ts'
export { inventoryPersonalData } from './personal-data.ts'
export { availabilityOf, type LocatedLevel, levelsOf, placesFor, planSourcing, stockOf } from './records.ts'
export {
  claimReservations,
  heldFor,
  putBack,
  releaseExpired,
  releaseReservations,
  renewReservations,
  reserve,
  unitsFor,
} from './reservations.ts'
export { saveBundle } from './save-bundle.ts'
export { saveStockPolicy } from './save-stock-policy.ts'
export { setStockLevels } from './set-levels.ts'
export { type Availability, isPickupOnly, type Placed, soldOut } from './stock.ts'
export { inventoryTables } from './tables.ts'
export { cancelTransfer, getTransfer, listTransfers, receiveTransfer, transferStock } from './transfers.ts'
export { adjustStock, getStock } from './use-cases.ts'
