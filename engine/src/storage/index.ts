export type { Columns } from './columns.sqlite.ts'
export { type Violation, violationOf } from './database-errors.ts'
export {
  bodyHash,
  type Claim,
  claimKey,
  finishKey,
  finishKeysOf,
  type IdempotentCall,
  type KeyedCall,
  pruneKeys,
  releaseKey,
} from './idempotency.ts'
export { openStorage } from './open-storage.ts'
export type { DeliveredEvent } from './outbox.ts'
export type { Db, Dialect, ReadTx, ShopEvent, Storage, StorageOptions, Tx } from './port.ts'
export { command, query, tablesOf } from './query.ts'
export { queryByIds } from './query-by-ids.ts'
export { type EventListener, type Relay, type RelayOptions, relay } from './relay.ts'
export { DatabaseHeldError } from './sqlite-lock.ts'
export { storageTables } from './tables.ts'
