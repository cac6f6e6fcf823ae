/** Stock as a ledger and a row of counts at each location: what later rooms may ask of it. */
export { demandOf } from './demand.ts'
export { locationsIn } from './location-records.ts'
export { availabilityOf, planSourcing } from './records.ts'
export {
  claimReservations,
  heldFor,
  putBack,
  releaseExpired,
  releaseReservations,
  reserve,
} from './reservations.ts'
export { setStockLevels } from './set-levels.ts'
export type { Availability } from './stock.ts'
export { inventoryTables } from './tables.ts'
export { adjustStock, getStock, listLocations, saveLocation } from './use-cases.ts'
