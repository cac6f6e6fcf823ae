import type { ProductRow } from '../catalog/index.ts'
import { valuesOfProduct, valuesOfVariant } from './attribute-values.ts'
import type { Filters } from './filters.ts'
import { fits } from './fitting.ts'
import type { Offer } from './offers.ts'

type Question = { readonly product: ProductRow; readonly filters: Filters; readonly currency: string }

/** The offers of a product that lists would find within these filters. A price in another currency is not looked at. */
export function offersWithin(offers: readonly Offer[], { product, filters, currency }: Question): Offer[] {
  if (filters.nothing) return []
  const values = valuesOfProduct(product)
  return offers.filter(({ variant, price, compareAt, availability }) =>
    fits(
      { values },
      {
        amount: price.amount,
        listAmount: (compareAt ?? price).amount,
        isAvailable: availability.available,
        values: valuesOfVariant(variant),
      },
      { ...filters, price: price.currency === currency ? filters.price : undefined },
    ),
  )
}
