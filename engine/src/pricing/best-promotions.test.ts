import fc from 'fast-check'
import { expect, test } from 'vitest'
import { anyCart } from '../../test/any-cart.ts'
import { aPromotion } from '../../test/promotion.ts'
import { cheapest } from './best-promotions.ts'
import type { Promotion } from './promotions.ts'
import { quote, quoteWith } from './quote.ts'

/** Every set that the rules allow: any of the combinable ones, or one exclusive one alone. */
function allowedSets(promotions: readonly Promotion[]): Promotion[][] {
  const combinable = promotions.filter(promotion => promotion.isCombinable)
  const sets = Array.from({ length: 2 ** combinable.length }, (_, mask) =>
    combinable.filter((_, index) => Math.floor(mask / 2 ** index) % 2 === 1),
  )
  return [...sets, ...promotions.filter(promotion => !promotion.isCombinable).map(promotion => [promotion])]
}

test('no allowed set of promotions is cheaper than the one that is taken', () => {
  let leftOut = 0
  fc.assert(
    fc.property(anyCart({ mostLines: 3, mostPromotions: 4 }), cart => {
      const best = quote(cart)
      const totals = allowedSets(cart.promotions).map(set => quoteWith(cart, set).total.amount)
      expect(best.total.amount).toBe(Math.min(...totals))
      if (best.setAside.length > 0) leftOut += 1
    }),
    { numRuns: 3000 },
  )
  // Carts in which everything was taken anyway would prove nothing about the choice.
  expect(leftOut).toBeGreaterThan(500)
})

const priced = (worth: Record<string, number>) => ({
  priced: (taken: readonly Promotion[]) => taken.reduce((sum, { code = '' }) => sum - (worth[code] ?? 0), 100),
  totalOf: (total: number) => total,
})
const codes = (promotions: readonly Promotion[]) => promotions.map(({ code }) => code)
const off = (code: string, rest: Partial<Promotion> = {}) => aPromotion(code, { kind: 'percentage', ratePpm: 1 }, rest)
const alone = { isCombinable: false }

test('of equal totals the larger set wins, and the combinable ones before an exclusive one', () => {
  const ways = priced({ A: 5, B: 0, C: 5 })
  expect(codes(cheapest([off('C', alone), off('A'), off('B')], ways).taken)).toEqual(['A', 'B'])
  expect(codes(cheapest([off('C', alone), off('D', alone)], priced({ C: 5, D: 5 })).taken)).toEqual(['C'])
})

test('an exclusive promotion is taken alone, and only where that is cheaper', () => {
  const promotions = [off('A'), off('B'), off('C', alone)]
  expect(codes(cheapest(promotions, priced({ A: 5, B: 5, C: 11 })).taken)).toEqual(['C'])
  expect(codes(cheapest(promotions, priced({ A: 5, B: 5, C: 9 })).taken)).toEqual(['A', 'B'])
})

test('of ten combinable promotions those that make it dearer are left out', () => {
  const names = 'ABCDEFGHIJ'.split('')
  const worth = Object.fromEntries(names.map((name, index) => [name, index % 3 === 0 ? -1 : 1]))
  const { taken } = cheapest(
    names.map(name => off(name)),
    priced(worth),
  )
  expect(codes(taken)).toEqual(['B', 'C', 'E', 'F', 'H', 'I'])
})
