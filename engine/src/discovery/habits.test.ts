import { describe, expect, test } from 'vitest'
import { type Habit, type Habits, isKept, type Owned, pull, rebuying, resemblance, surplus } from './habits.ts'

const none: Habit = { orders: 0, recent: 0, known: 0, followed: 0, rebought: 0, rebuyDays: 0, rebuyChance: 0 }

function habitsOf(all: Partial<Habit>, products: Readonly<Record<string, Partial<Habit>>>): Habits {
  return { all: { ...none, ...all }, of: id => ({ ...none, ...products[id] }) }
}

const surely = (times: number, cases: number, others: number) =>
  surplus({ times, cases, allTimes: times + others, all: cases + 1000 })

describe('what is bought together', () => {
  test('counts for more the more often it was, and a single time for nothing', () => {
    const counts = [1, 2, 3, 6, 12].map(times => surely(times, 20, 1))
    expect(counts[0]).toBe(0)
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
    expect(new Set(counts).size).toBe(counts.length)
  })

  test('counts for more with many cases than with few of the same share', () => {
    expect(surely(60, 100, 10)).toBeGreaterThan(surely(6, 10, 10))
    expect(surely(100, 100, 0)).toBeLessThan(1)
  })

  test('counts for nothing where it is bought as often without the other', () => {
    expect(surely(20, 100, 200)).toBe(0)
    expect(surely(25, 100, 200)).toBe(0)
    expect(surely(60, 100, 200)).toBeGreaterThan(0)
  })

  test('is held against the orders of the one product, or those that came after it', () => {
    const habits = habitsOf({ orders: 1000 }, { tent: { orders: 10, followed: 100 }, mat: { orders: 12 } })
    const pair = { productId: 'tent', otherId: 'mat', orders: 9 }
    const [together, later] = (['together', 'later'] as const).map(relation => pull({ ...pair, relation }, habits))
    expect(together).toBeGreaterThan(later!)
    expect(later).toBeGreaterThan(0)
  })
})

test('likeness counts for less the more orders tell of a product', () => {
  const after = [0, 10, 100].map(orders => resemblance(12, { ...none, orders }))
  expect(after).toEqual([...after].sort((a, b) => b - a))
  expect(resemblance(100, none)).toBe(resemblance(18, none))
})

describe('a customer', () => {
  const day = (number: number) => new Date(Date.UTC(2026, 0, number))
  const bought = (...days: number[]): Owned => ({
    times: days.length,
    firstAt: day(days[0]!),
    lastAt: day(days.at(-1)!),
  })
  const shop = habitsOf(
    { orders: 1000, recent: 1000, rebought: 60, rebuyDays: 1800, rebuyChance: 400 },
    {
      coffee: { orders: 60, recent: 60, known: 60, rebought: 50, rebuyDays: 1500 },
      mill: { orders: 60, recent: 60, known: 60, rebought: 1, rebuyDays: 300 },
    },
  )
  const again = (productId: string, owned: Owned, now: number) => rebuying({ productId, owned, now: day(now) }, shop)

  test('buys again what everybody does, when it is due', () => {
    expect(again('coffee', bought(1), 8).habit).toBe(0)
    expect(again('coffee', bought(1), 31).habit).toBeGreaterThan(0.4)
    expect(again('coffee', bought(1), 200).habit).toBeLessThan(again('coffee', bought(1), 31).habit)
    expect(again('mill', bought(1), 31).habit).toBe(0)
  })

  test('buys again what they themselves do, by their own calendar', () => {
    expect(again('mill', bought(1, 8, 15), 23).habit).toBeGreaterThan(0.3)
    expect(again('mill', bought(1, 8, 15), 17).habit).toBe(0)
  })

  test('keeps what is not bought again, and what was just bought', () => {
    const keeps = (productId: string, now: number) => isKept({ productId, owned: bought(1), now: day(now) }, shop)
    expect(keeps('mill', 60)).toBe(true)
    expect(keeps('coffee', 5)).toBe(true)
    expect(keeps('coffee', 31)).toBe(false)
  })

  test('buys again by chance only where the customers of the shop do', () => {
    const careless = habitsOf(
      { orders: 1000, recent: 1000, rebought: 390, rebuyDays: 3900, rebuyChance: 400 },
      { pen: { orders: 50, recent: 50, known: 50, rebought: 2, rebuyDays: 20 } },
    )
    const pen = { productId: 'pen', owned: bought(1), now: day(12) }
    expect(rebuying(pen, careless).chance).toBeCloseTo(0.05 * (390 / 410))
    expect(rebuying({ ...pen, now: day(3) }, careless).chance).toBe(0)
    expect(again('mill', bought(1), 60).chance).toBeLessThan(0.01)
    expect(rebuying(pen, habitsOf({}, {}))).toEqual({ habit: 0, chance: 0 })
  })
})
