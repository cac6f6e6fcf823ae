import { expect, test } from 'vitest'
import { fulfilledUntil, type GroupRule, type KeptOrder, missingTo, progressTo } from './group-rule.ts'

const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const bought = (number: number, kept: number, currency = 'EUR'): KeptOrder => ({
  placedAt: day(number),
  kept,
  currency,
})
const gold: GroupRule = { withinDays: 10, spent: { currency: 'EUR', amount: 5000 } }
const regulars: GroupRule = { withinDays: 10, orders: 2 }

test('a group is kept until the oldest order that it needs is too long ago', () => {
  const orders = [bought(1, 3000), bought(3, 2000), bought(5, 3000)]
  expect(fulfilledUntil(gold, orders, day(5))).toEqual(day(13))
  expect(fulfilledUntil(gold, orders.slice(0, 2), day(5))).toEqual(day(11))
  expect(fulfilledUntil(gold, orders, day(13))).toBeUndefined()
  expect(fulfilledUntil(gold, [bought(1, 4999), bought(2, 9000, 'USD')], day(5))).toBeUndefined()
  expect(fulfilledUntil(regulars, orders, day(5))).toEqual(day(13))
})

test('a rule of two conditions ends with the first that does', () => {
  const both = { ...gold, orders: 2 }
  expect(fulfilledUntil(both, [bought(1, 100), bought(4, 5000)], day(5))).toEqual(day(11))
  expect(fulfilledUntil(both, [bought(4, 5000)], day(5))).toBeUndefined()
  expect(progressTo(both, [bought(4, 5000)], day(5))).toBe(0.5)
})

test('what is missing counts what still counts, and says how long it does', () => {
  const orders = [bought(4, 500), bought(1, 2500)]
  const spend = { amount: 2000, currency: 'EUR' }
  expect(missingTo(gold, orders, day(5))).toEqual({ spend, by: day(11) })
  expect(missingTo(gold, orders, day(11))).toEqual({ spend: { ...spend, amount: 4500 }, by: day(14) })
  expect(missingTo(gold, orders, day(14))).toEqual({ spend: { ...spend, amount: 5000 } })
  expect(missingTo(regulars, orders.slice(0, 1), day(5))).toEqual({ orders: 1, by: day(14) })
  expect(progressTo(gold, orders, day(5))).toBe(0.6)
})
