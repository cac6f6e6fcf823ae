/** The shop as a library. Open an engine, take a shop as some actor, and call its operations. */

export {
  type DeriveKey,
  folderMailer,
  type Letter,
  type Mailer,
  type MailSettings,
  MailSettingsError,
  mailFolderOf,
  type ReadDocument,
  readMailSettings,
  smtpMailer,
} from './accounts/index.ts'
export type { SweepReport } from './checkout/index.ts'
export { demoMediaFolder, fillDemoShop } from './demo/index.ts'
export { type CsvRemark, readShopifyCsv, type ShopifyCsvItem, shopifyColumnOf } from './discovery/shopify-csv.ts'
export { type ShopifyCsvPart, writeShopifyCsv } from './discovery/shopify-csv-file.ts'
export { type Examination, type Examined, examineShop } from './doctor/index.ts'
export { type DemoBankPage, type Engine, type EngineOptions, openEngine, type WebhookMessage } from './engine.ts'
export { checkRecord, RecordError, type ShopRecord } from './import-records.ts'
export type {
  Gateways,
  PaymentGateway,
  PaymentOutcome,
  RefundOutcome,
  StripeSettings,
} from './payments/index.ts'
export { readStripeSettings, StripeSettingsError } from './payments/index.ts'
export { type EuVatFile, refreshTaxRates, type TaxService, taxRatesFromEuFile } from './pricing/index.ts'
export { type Actor, guest, system } from './shared/actor.ts'
export { csvLine, defused } from './shared/csv.ts'
export type { Door, Identity } from './shared/identity.ts'
export { countedIds, type NewId, randomId } from './shared/ids.ts'
export type { OwnerKey } from './staff/index.ts'
export type { ShopEvent } from './storage/index.ts'
export {
  type BackedUp,
  backUpShop,
  DatabaseHeldError,
  type Restored,
  restoreShop,
  ShopFileError,
} from './storage/index.ts'
