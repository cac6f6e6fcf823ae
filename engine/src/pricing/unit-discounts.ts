import { categoryIdsOf, collectionIdsOf } from '../catalog/index.ts'
import { emailOfCustomer } from '../customers/index.ts'
import type { Money } from '../shared/money.ts'
import type { ReadTx } from '../storage/port.ts'
import type { QuotedDiscount } from './discounts.ts'
import { promotionsFor } from './promotion-records.ts'
import { asksForCategories, asksForCollections } from './promotion-scope.ts'
import { promotionCustomer } from './promotion-uses.ts'
import { choosePromotions } from './promotions.ts'
import { quote } from './quote.ts'
import { isTaxExempt, storeSettings, taxRatesIn } from './records.ts'
import type { Market } from './store.ts'
import { ratesFor } from './tax.ts'

export type Unit = {
  readonly variantId: string
  readonly productId: string
  readonly taxClass: string
  readonly price: Money
}

/** Who would buy, where; `groups` are their own and those of the market. */
export type UnitBuyer = {
  readonly customerId?: string | undefined
  readonly groups: readonly string[]
  readonly market: Market
}

/**
 * What the promotions that need no code take off one unit, by variant: worked out as for a cart that holds nothing else,
 * so that a product page says what the cart will. Where there are no such promotions, one query says so.
 */
export async function discountsOnUnits(
  tx: ReadTx,
  units: readonly Unit[],
  { customerId, groups, market }: UnitBuyer,
): Promise<Map<string, readonly QuotedDiscount[]>> {
  const known = units.length === 0 ? [] : await promotionsFor(tx, [], market.languages)
  if (known.length === 0) return new Map()
  const productIds = [...new Set(units.map(unit => unit.productId))]
  const categories = asksForCategories(known) ? await categoryIdsOf(tx, productIds) : none
  const collections = asksForCollections(known) ? await collectionIdsOf(tx, productIds) : none
  const email = customerId === undefined ? undefined : await emailOfCustomer(tx, customerId)
  const customer = await promotionCustomer(tx, known, email)
  const { pricesIncludeTax, taxRounding } = await storeSettings(tx)
  const taxRates = pricesIncludeTax ? [] : await ratesIn(tx, { customerId, market })
  return new Map(
    units.map(({ variantId, productId, taxClass, price }) => {
      const line = {
        ...{ id: variantId, variantId, productId, taxClass, quantity: 1, unitPrice: price, subtotal: price },
        categoryIds: categories.get(productId) ?? [],
        collectionIds: collections.get(productId) ?? [],
      }
      const { currency } = price
      const { applied } = choosePromotions(known, [], { currency, lines: [line], now: tx.now, groups, customer })
      if (applied.length === 0) return [variantId, []]
      const request = { currency, pricesIncludeTax, taxRounding, lines: [line], promotions: applied, taxRates }
      return [variantId, quote(request).discounts]
    }),
  )
}

const none: ReadonlyMap<string, string[]> = new Map()

/** Tax that is added decides with the discounts which promotions make the cart cheapest. */
async function ratesIn(tx: ReadTx, { customerId, market }: Pick<UnitBuyer, 'customerId' | 'market'>) {
  const { country } = market
  const isExempt = customerId !== undefined && (await isTaxExempt(tx, { customerId, country }))
  return isExempt ? [] : ratesFor(await taxRatesIn(tx, country, []), market)
}
