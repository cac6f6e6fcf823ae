import fc from 'fast-check'
import { expect, test } from 'vitest'
import { discrimination, roundRanges, tally } from './facets.ts'

const values = (...labels: string[]) => labels.map(label => ({ key: label.toLowerCase(), label }))

test('a value counts a product once, under the label that most products have', () => {
  expect(tally([values('Blue', 'BLUE', 'Red'), values('blue'), values('Blue'), []])).toEqual([
    { key: 'blue', label: 'Blue', count: 3 },
    { key: 'red', label: 'Red', count: 1 },
  ])
})

test('an attribute is worth most where many products share a few values evenly', () => {
  const worth = (...counts: number[]) =>
    discrimination(
      counts.map((count, index) => ({ key: `${index}`, label: '', count })),
      { among: 100, shown: 10 },
    )
  expect(worth(100)).toBe(0)
  expect(worth(50, 50)).toBeGreaterThan(worth(95, 5))
  expect(worth(50, 50)).toBeGreaterThan(worth(10, 10))
  expect(worth(50, 50)).toBeGreaterThan(worth(...Array<number>(100).fill(1)))
})

test.each([
  [[], []],
  [[5], []],
  [[5, 5, 5], []],
  [[1, 2], []],
  [
    [1990, 2490, 2990, 4990, 5990, 7990, 9990, 19_990, 24_990, 49_990],
    [{ max: 5000 }, { min: 5000, max: 10_000 }, { min: 10_000, max: 25_000 }, { min: 25_000 }],
  ],
])('%j falls into round ranges', (numbers, ranges) => {
  expect(roundRanges(numbers)).toEqual(ranges)
})

test('ranges touch, hold every number and are at most five', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 40 }), numbers => {
      const ranges = roundRanges(numbers)
      expect(ranges.length).toBeLessThanOrEqual(5)
      ranges.slice(1).forEach((range, index) => {
        expect(range.min).toBe(ranges[index]!.max)
      })
      if (ranges.length > 0) expect([ranges[0]!.min, ranges.at(-1)!.max]).toEqual([undefined, undefined])
    }),
  )
})
