import { expect, test } from 'vitest'
import { alertEvents } from './alert.ts'

test('few units are told once, none once, and again only after they have recovered', () => {
  const told = (...path: Parameters<typeof alertEvents>[0][]) =>
    path.slice(1).flatMap((after, index) => alertEvents(path[index]!, after, 3))
  expect(told('enough', 'low', 'low', 'sold_out', 'sold_out')).toEqual(['stock.low', 'stock.sold_out'])
  expect(told('sold_out', 'low', 'enough', 'low')).toEqual(['stock.back', 'stock.low'])
  expect(told('enough', 'sold_out', 'enough')).toEqual(['stock.low', 'stock.sold_out', 'stock.back'])
})

test('without a threshold only the last unit is told', () => {
  expect(alertEvents('enough', 'sold_out', 0)).toEqual(['stock.sold_out'])
})
