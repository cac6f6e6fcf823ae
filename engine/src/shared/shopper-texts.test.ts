import { expect, test } from 'vitest'
import { parametersOf, say, shopperTexts, type TextKey, textLanguage } from './shopper-texts.ts'

const { en, ...others } = shopperTexts
const keys = Object.keys(en) as TextKey[]

test.each(Object.entries(others))('%s has every text with the same parameters', (_, texts) => {
  expect(Object.keys(texts).sort()).toEqual([...keys].sort())
  for (const key of keys) {
    expect(texts[key].trim(), key).not.toBe('')
    expect([key, parametersOf(texts[key])]).toEqual([key, parametersOf(en[key])])
  }
  for (const list of ['weekdays', 'weekdays_short', 'months'] as const) {
    expect(texts[list].split(' ')).toHaveLength(en[list].split(' ').length)
  }
})

test('a text is filled with its parameters, and braces that name none stay', () => {
  expect(say('de', 'few_left_now', { name: 'Becher', left: 2 })).toBe(
    'Von Becher sind nur noch 2 da. Es wurde nichts abgebucht.',
  )
  expect(say('en', 'few_left_now', { name: '{left}', left: 2 })).toBe('Only 2 of {left} left. Nothing was charged.')
  expect(say('en', 'or_fetch')).toContain('[{"type":"pickup"}]')
  expect(say(undefined, 'total')).toBe('Total')
})

test('the first language that the shop speaks itself counts, in any region, and else English', () => {
  expect(textLanguage(['de-AT', 'en'])).toBe('de')
  expect(textLanguage(['fr', 'de'])).toBe('de')
  expect(textLanguage(['fr'])).toBe('en')
  expect(textLanguage(['constructor'])).toBe('en')
  expect(textLanguage([])).toBe('en')
})
