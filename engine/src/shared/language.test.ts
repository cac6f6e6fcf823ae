import { describe, expect, test } from 'vitest'
import { spokenLanguages, tagOf, wishOf } from './language.ts'

const shop = { defaultLanguage: 'en', languages: ['en', 'de', 'de-CH', 'pt-BR'] }

describe('the language a buyer is answered in', () => {
  test.each([
    ['de', ['de']],
    ['DE', ['de']],
    ['de-AT', ['de']],
    ['de-CH', ['de-CH', 'de']],
    ['de-CH-1996', ['de-CH', 'de']],
    ['pt', ['pt-BR']],
    ['pt-PT', ['pt-BR']],
    ['en', []],
    ['en-GB', []],
    ['fr', []],
    ['', []],
    ['*', []],
    ['not a language', []],
  ])('%s is answered in %j before the shop’s own', (wish, languages) => {
    expect(spokenLanguages(shop, wish)).toEqual(languages)
  })

  test('is the first of a list that the shop speaks, by weight', () => {
    expect(spokenLanguages(shop, 'fr-FR, fr;q=0.9, de;q=0.8, en;q=0.7')).toEqual(['de'])
    expect(spokenLanguages(shop, 'de;q=0.2, en;q=0.7')).toEqual([])
    expect(spokenLanguages(shop, 'de;q=0, pt')).toEqual(['pt-BR'])
  })

  test('is the shop’s own where it speaks no other', () => {
    expect(spokenLanguages({ defaultLanguage: 'en', languages: ['en'] }, 'de')).toEqual([])
    expect(spokenLanguages({ defaultLanguage: 'de', languages: ['de', 'de-AT'] }, 'de-AT')).toEqual(['de-AT'])
    expect(spokenLanguages({ defaultLanguage: 'de-DE', languages: ['de-DE', 'fr'] }, 'de')).toEqual([])
  })
})

test('a header is a wish for what it names, the preferred first', () => {
  expect(wishOf('en;q=0.5, de-at, *;q=0.1')).toBe('de-AT,en')
  expect([wishOf('*'), wishOf(''), wishOf(undefined), wishOf(';;q=,\u0000')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

test('tags have their usual letter case', () => {
  expect(['DE-at', 'zh-hant-tw', 'x', ''].map(tagOf)).toEqual(['de-AT', 'zh-Hant-TW', undefined, undefined])
})
