import { collectionRecords, policyRecords, relatedRecords, translationRecords } from '../catalog/index.ts'
import { pickupPointRecords, shippingRateRecords } from '../checkout/index.ts'
import { customerGroupRecords, customerRecords } from '../customers/index.ts'
import { pinRecords, productRecords, synonymRecords } from '../discovery/index.ts'
import {
  bundleRecords,
  locationRecords,
  stockPolicyRecords,
  stockRecords,
  transferRecords,
} from '../inventory/index.ts'
import { orderRecords } from '../orders/index.ts'
import {
  marketRecords,
  priceListRecords,
  promotionRecords,
  storeRecords,
  taxExemptionRecords,
  taxRateRecords,
} from '../pricing/index.ts'
import type { RecordKind } from '../storage/record-kind.ts'
import type { RecordType } from './contract.ts'

/**
 * What goes out and comes in, by type. A new noun is one entry here, one name in the contract, and the reader in its own
 * room. Gift cards are not among them: their codes are kept as hashes, and money is not copied.
 */
export const recordKinds: Readonly<Record<RecordType, RecordKind>> = {
  store: storeRecords,
  location: locationRecords,
  customer_group: customerGroupRecords,
  tax_rate: taxRateRecords,
  policy: policyRecords,
  product: productRecords,
  stock: stockRecords,
  stock_policy: stockPolicyRecords,
  transfer: transferRecords,
  bundle: bundleRecords,
  related_products: relatedRecords,
  collection: collectionRecords,
  pins: pinRecords,
  synonyms: synonymRecords,
  market: marketRecords,
  price_list: priceListRecords,
  promotion: promotionRecords,
  shipping_rate: shippingRateRecords,
  pickup_point: pickupPointRecords,
  tax_exemption: taxExemptionRecords,
  translation: translationRecords,
  customer: customerRecords,
  order: orderRecords,
}
