/** Stock as a ledger and a row of counts: what later rooms may ask of it. */
export { availabilityOf, type StockLevelDraft, setStockLevels } from './records.ts'
export {
  claimReservations,
  heldFor,
  putBack,
  releaseExpired,
  releaseReservations,
  reserve,
  type Shortage,
} from './reservations.ts'
export { type Availability, demandOf } from './stock.ts'
export { inventoryTables } from './tables.ts'
export { adjustStock, getStock } from './use-cases.ts'
