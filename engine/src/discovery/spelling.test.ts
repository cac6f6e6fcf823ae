import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearest, piecesNear, spellingPieces, typingErrors } from './spelling.ts'

const stems = fc.stringMatching(/^[a-z]{4,14}$/)

/** One letter left out, put in, replaced or swapped with its neighbour. */
const mistyped = fc
  .tuple(stems, fc.nat(), fc.constantFrom('out', 'in', 'other', 'swap'), fc.stringMatching(/^[a-z]$/))
  .map(([stem, place, error, letter]) => {
    const at = place % stem.length
    const rest = stem.slice(at + 1)
    const typed = {
      out: stem.slice(0, at) + rest,
      in: stem.slice(0, at) + letter + stem.slice(at),
      other: stem.slice(0, at) + letter + rest,
      swap: stem.slice(0, at) + rest.slice(0, 1) + stem[at] + rest.slice(1),
    }
    return { stem, typed: typed[error] }
  })

test('one typing error leaves a piece in common, whatever it is and wherever it is', () => {
  fc.assert(
    fc.property(mistyped, ({ stem, typed }) => {
      expect(typingErrors(typed, stem)).toBeLessThanOrEqual(1)
      const filed = new Set(spellingPieces(stem))
      expect(piecesNear(typed).some(piece => filed.has(piece))).toBe(true)
    }),
  )
})

test.each([
  ['kettle', 'kettle', 0],
  ['ketle', 'kettle', 1],
  ['kettel', 'kettle', 1],
  ['kittle', 'kettle', 1],
  ['kittel', 'kettle', 2],
  ['', 'mug', 3],
])('from %j to %j it is %i errors', (typed, meant, errors) => {
  expect(typingErrors(typed, meant)).toBe(errors)
  expect(typingErrors(meant, typed)).toBe(errors)
})

test('the nearest word is meant, the commonest of several, and none that is too far', () => {
  const known = [
    { stem: 'lamp', products: 3 },
    { stem: 'lump', products: 9 },
    { stem: 'stamp', products: 90 },
  ]
  expect(nearest('lamq', known)?.stem).toBe('lamp')
  expect(nearest('limp', known)?.stem).toBe('lump')
  expect(nearest('lxxp', known)).toBeUndefined()
})

test.each([
  ['big', 'bag', undefined],
  ['bgi', 'big', 'big'],
  ['blu', 'blue', 'blue'],
  ['hike', 'like', 'like'],
  ['lamo', 'lamp', 'lamp'],
])('of short words %j is put right as %j: %j', (typed, stem, expected) => {
  expect(nearest(typed, [{ stem, products: 5 }])?.stem).toBe(expected)
})

test('no piece holds half a letter', () => {
  expect(spellingPieces('𐐼𐐯𐑅𐐨𐑉𐐯𐐻')).toEqual([])
  expect(piecesNear('𐐼𐐯𐑅𐐨𐑉𐐯𐐻')).toEqual([])
})
