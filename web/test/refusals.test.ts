import { describe, expect, test } from 'vitest'
import { CommerceError, type ErrorCode, errorTable } from '../../engine/src/contract.ts'
import { refusalsGerman } from '../app/language/words-refusals-de.ts'
import { refusalsEnglish } from '../app/language/words-refusals-en.ts'
import { refusedIn } from '../app/visit/refused-in.server.ts'

const codes = Object.keys(errorTable) as ErrorCode[]

describe.each([
  ['en', refusalsEnglish],
  ['de', refusalsGerman],
] as const)('A refusal in the language %s', (language, words) => {
  test.each(codes)('of the code %s is a sentence for a shopper', code => {
    const said = refusedIn(language, new CommerceError(code, 'Words for whoever calls the shop.'))
    expect(said).toMatch(/^\p{Lu}.{10,}[.!]$/u)
    expect(said).not.toMatch(/Words for whoever|_|\bAPI\b/)
  })

  test('has words for as many reasons and fields as in the other', () => {
    expect(Object.keys(words.reasons)).toEqual(Object.keys(refusalsEnglish.reasons))
    expect(Object.keys(words.fields)).toEqual(Object.keys(refusalsEnglish.fields))
  })

  test('names the field that it is about, and the reason before that', () => {
    const details = { path: '$.order.destination.postal_code' }
    const wrong = new CommerceError('invalid_input', 'No such code.', details)
    expect(refusedIn(language, wrong)).toContain(words.fields.postal_code)
    const elsewhere = new CommerceError('invalid_input', 'Elsewhere.', { ...details, reason: 'other_country' })
    expect(refusedIn(language, elsewhere)).toBe(words.reasons.other_country)
  })
})

test('no code is said in English to a German', () => {
  for (const code of codes) expect(refusalsGerman.codes[code]).not.toBe(refusalsEnglish.codes[code])
})
