import { expect, test } from 'vitest'
import { matchesPostal, postalPatternProblem, postalWeight } from './postal-pattern.ts'

test('a beginning, a form and a range name the codes that a shopkeeper means', () => {
  const cases: [pattern: string, inside: string[], outside: string[]][] = [
    ['BT', ['BT1 1AA', 'bt92-0aa'], ['B1 1BT', '']],
    ['971', ['97100', '97190'], ['97200', '97']],
    ['E1???', ['E1 6AN', 'e16an'], ['E10 5NP', 'E1', 'E1 6A']],
    ['97*', ['97', '97100'], ['98000']],
    ['*9', ['10999'], ['10969 1']],
    ['35000..35999', ['35000', '35500', '35999', '35999-1234'], ['34999', '36000', '3599']],
    ['HS1..HS9', ['HS1 2AA', 'HS9 5XX'], ['IV1 1AA']],
    ['IV40..IV56', ['IV40 8AA', 'IV51 9XX'], ['IV4 7AA', 'IV63 6AA']],
    ['', ['10115', ''], []],
  ]
  for (const [pattern, inside, outside] of cases) {
    for (const code of inside) expect(matchesPostal(pattern, code), `${pattern} ${code}`).toBe(true)
    for (const code of outside) expect(matchesPostal(pattern, code), `${pattern} ${code}`).toBe(false)
  }
})

test('no pattern of stars takes long', () => {
  expect(matchesPostal('*a*a*a*a*a*a*a*b', 'a'.repeat(20))).toBe(false)
})

test('of two patterns that match, the one that settles more characters is the more specific', () => {
  const patterns = ['1', '1????', '10..12', '101??', '1011*5', '10115']
  expect(patterns.map(postalWeight)).toEqual([1, 1, 2, 3, 5, 5])
})

test('a pattern that cannot be meant is told apart from one that can', () => {
  for (const pattern of ['BT', 'sw1a 1', '00-950', 'E1???', '97*', '35000..35999', '10 - 12']) {
    expect(postalPatternProblem(pattern), pattern).toBeUndefined()
  }
  for (const pattern of ['', '*', '???', '100..9', '..', '1..', '1;2', '10.12', 'ä1']) {
    expect(postalPatternProblem(pattern), pattern).toMatch(/^(is|must be) a/)
  }
  expect(postalPatternProblem('200..100')).toBe('is a range that ends before it begins')
})
