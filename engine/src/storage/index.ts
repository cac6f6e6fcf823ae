export { openStorage } from './open-storage.ts'
export type { ReadTx, ShopEvent, Storage, StorageOptions, Tx } from './port.ts'
export { DatabaseHeldError } from './sqlite-lock.ts'
