import { expect, test } from 'vitest'
import { germanForm, germanStem, withGermanForms } from './german.ts'

test.each([
  ['tasse', 'tassen'],
  ['becher', 'bechern'],
  ['teller', 'tellern'],
  ['schussel', 'schusseln'],
  ['handtuch', 'handtuches'],
  ['kind', 'kinder'],
  ['rot', 'roten'],
  ['schon', 'schoner'],
  ['klein', 'kleinste'],
])('%s and %s have one German stem', (one, other) => {
  expect(germanStem(other)).toBe(germanStem(one))
})

test('short words and what is not a word have no German form', () => {
  expect(['oefen', 'tee', 'xm4', ''].map(germanForm)).toEqual([
    expect.stringMatching(/oef$/),
    undefined,
    undefined,
    undefined,
  ])
  expect(withGermanForms('rote tasse 12').split(' ')).toHaveLength(5)
  expect(withGermanForms('')).toBe('')
})
