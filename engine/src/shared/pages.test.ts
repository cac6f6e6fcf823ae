import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './pages.ts'

const place = fc.array(
  fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })),
)

test('a cursor leads back to its place and can stand in an address as it is', () => {
  fc.assert(
    fc.property(fc.string(), place, (list, parts) => {
      const cursor = encodeCursor(list, parts)
      expect(cursor).toMatch(/^[\w-]*$/)
      expect(decodeCursor(list, cursor)).toEqual(parts.map(part => (part === 0 ? 0 : part)))
    }),
    { numRuns: 2000 },
  )
})

test('a cursor of another list or sort order is refused', () => {
  const cursor = encodeCursor('products by newest', ['2026-01-01', 'prd_1'])
  expect(() => decodeCursor('products by price', cursor)).toThrow(
    expect.objectContaining({ code: 'invalid_cursor', status: 400 }),
  )
})

test('whatever else is sent as a cursor is refused, not followed', () => {
  const inside = (value: unknown) => btoa(JSON.stringify(value))
  const forged = [
    '',
    'null',
    '%00',
    '🛒',
    'A'.repeat(2000),
    encodeCursor('list', ['prd_1']).slice(0, -3),
    inside(null),
    inside('list'),
    inside({ 0: 'list', length: 1 }),
    inside(['list', null]),
    inside(['list', { $gt: '' }]),
    inside(['list', ['nested']]),
    inside(['list', true]),
    btoa('["list",1e999]'),
    btoa('["list"'),
    btoa('\xff\xfe'),
  ]
  for (const cursor of forged) {
    expect(() => decodeCursor('list', cursor), cursor).toThrow(expect.objectContaining({ code: 'invalid_cursor' }))
  }
  fc.assert(
    fc.property(fc.string(), cursor => {
      expect(() => decodeCursor('list', cursor)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }))
    }),
    { numRuns: 2000 },
  )
})
