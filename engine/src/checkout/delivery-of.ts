import type { Variant } from '../catalog/index.ts'
import type { Money } from '../shared/money.ts'
import type { ReadTx } from '../storage/port.ts'
import { parcelOf } from './parcel.ts'
import { shippingRates } from './records.ts'
import { type DeliveryOption, shippingOptions } from './shipping.ts'

type Asked = { readonly country: string; readonly languages: readonly string[] }

/** How one unit of a variant at a price could be sent anywhere in a country: rates that want a closer address are not among them. */
export async function deliveryOf(
  tx: ReadTx,
  { country, languages }: Asked,
): Promise<(variant: Variant, price: Money) => readonly DeliveryOption[]> {
  const rates = await shippingRates(tx, languages)
  return ({ requiresShipping, weightGrams, dimensionsMm, shippingClass }, price) => {
    if (!requiresShipping) return []
    const packed = {
      quantity: 1,
      shippingClass,
      ...(weightGrams !== null && { weightGrams }),
      ...(dimensionsMm && { dimensionsMm }),
    }
    const sent = {
      target: { address_country: country },
      parcel: parcelOf([packed]),
      discountedSubtotal: price,
      now: tx.now,
    }
    return shippingOptions(rates, sent).options
  }
}
