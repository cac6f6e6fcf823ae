import { add, type Money, money, times } from '../shared/money.ts'
import type { Parcel } from './parcel.ts'

export type TierMeasure = 'weight_grams' | 'volume_cm3' | 'items' | 'subtotal'

/** What is added up to and including a measure; only the last tier may go on without end. */
export type Tier = { readonly upTo?: number; readonly amount: number }

export type PriceTable = { readonly by: TierMeasure; readonly tiers: readonly Tier[] }

export type DeliveryPrice = {
  readonly currency: string
  readonly amount: number
  readonly freeFrom?: number
  readonly tables?: readonly PriceTable[]
  /** For each kilogram begun beyond a weight. */
  readonly extraKg?: { readonly overGrams: number; readonly amount: number }
}

export type Charged = {
  readonly parcel: Parcel
  /** Of the whole basket after its discounts, whatever part of it travels in this parcel. */
  readonly discountedSubtotal: Money
}

/**
 * What a delivery costs: the amount, a tier of each table, and the extra kilograms; nothing at all from the subtotal from
 * which it is free. Undefined where the currency has no price or a table ends before this parcel.
 */
export function deliveryPrice(prices: readonly DeliveryPrice[], charged: Charged): Money | undefined {
  const { discountedSubtotal, parcel } = charged
  const { currency } = discountedSubtotal
  const price = prices.find(row => row.currency === currency)
  if (!price) return undefined
  const tiers = (price.tables ?? []).map(table => tierOf(table, charged))
  if (tiers.includes(undefined)) return undefined
  if (price.freeFrom !== undefined && discountedSubtotal.amount >= price.freeFrom) return money(0, currency)
  const { overGrams = 0, amount: perKg = 0 } = price.extraKg ?? {}
  const extraKgs = Math.ceil(Math.max(0, parcel.weightGrams - overGrams) / 1000)
  return add(
    money(price.amount, currency),
    times(money(perKg, currency), extraKgs),
    ...tiers.map(tier => money(tier?.amount ?? 0, currency)),
  )
}

function tierOf({ by, tiers }: PriceTable, { parcel, discountedSubtotal }: Charged): Tier | undefined {
  const measures: Record<TierMeasure, number> = {
    weight_grams: parcel.weightGrams,
    volume_cm3: parcel.volumeCm3,
    items: parcel.items,
    subtotal: discountedSubtotal.amount,
  }
  return tiers.find(({ upTo }) => upTo === undefined || measures[by] <= upTo)
}

/** What is wrong with a price, with the place in it; undefined where every parcel has exactly one tier of each table. */
export function priceProblem({ tables = [] }: DeliveryPrice): { path: string; text: string } | undefined {
  for (const [index, { by, tiers }] of tables.entries()) {
    const at = (tier: number) => `tables[${index}].tiers[${tier}].up_to`
    if (tables.findIndex(other => other.by === by) < index)
      return { path: `tables[${index}].by`, text: `There are two tables by ${by}.` }
    for (const [place, { upTo }] of tiers.entries()) {
      const before = tiers[place - 1]?.upTo
      if (upTo === undefined && place < tiers.length - 1)
        return {
          path: at(place),
          text: `Tier ${place + 1} of the table by ${by} has no up_to, so that no later one is reached.`,
        }
      if (upTo !== undefined && before !== undefined && upTo <= before)
        return {
          path: at(place),
          text: `Tier ${place + 1} of the table by ${by} ends at ${upTo}, not after ${before}, where it begins.`,
        }
    }
  }
  return undefined
}
