import { ruleNow, type StockAlert, type Supply } from './stock.ts'

export type StockAlertEvent = 'stock.low' | 'stock.sold_out' | 'stock.back'

/** Units on hand that may be sold, held or not: a hold is no movement, and comes back when it expires. */
export const unitsOf = ({ levels }: Pick<Supply, 'levels'>): number =>
  levels.reduce((sum, { onHand, safety, sellsOnline }) => sum + (sellsOnline ? Math.max(0, onHand - safety) : 0), 0)

/** What is pre-ordered is not expected to be there before its day, and what nobody counts always is. */
export function alertOf(supply: Supply, { lowAt, now }: { readonly lowAt: number; readonly now: Date }): StockAlert {
  if (!supply.counted || ruleNow(supply.policy, now).rule === 'preorder') return 'enough'
  const units = unitsOf(supply)
  if (units === 0) return 'sold_out'
  return units <= lowAt ? 'low' : 'enough'
}

/** What there is to say when a variant goes from one to the other; nothing is said twice until it has recovered. */
export function alertEvents(before: StockAlert, after: StockAlert, lowAt: number): StockAlertEvent[] {
  if (before === after) return []
  if (after === 'sold_out')
    return before === 'enough' && lowAt > 0 ? ['stock.low', 'stock.sold_out'] : ['stock.sold_out']
  if (before === 'sold_out') return ['stock.back']
  return after === 'low' ? ['stock.low'] : []
}
