import { expect, test } from 'vitest'
import { indexText } from '../catalog/index.ts'
import { relevanceTo } from './relevance.ts'
import { type SearchDocument, stemLines } from './search-document.ts'
import type { Term } from './search-terms.ts'
import { stemOf } from './stem.ts'

const shop = { products: 1000, lengths: [6, 1, 1, 30, 30] }

const term = (word: string, products = 20): Term => ({
  typed: word,
  forms: [{ words: [word], stems: [stemOf(word)], weight: 1 }],
  isPrefix: true,
  isGuess: false,
  products,
  reach: products,
  isNamed: true,
  named: 1,
})

function scoreOf(document: Partial<SearchDocument>, terms: readonly Term[]): number {
  const texts = { title: '', brand: '', kind: '', details: '', description: '', ...document }
  const { title, brand, kind, details, description } = texts
  const parts = [title, brand, kind, details, description].map(text => indexText(text))
  return relevanceTo({ terms, shop })(
    stemLines({
      productId: '',
      title: parts[0]!,
      brand: parts[1]!,
      kind: parts[2]!,
      details: parts[3]!,
      description: parts[4]!,
      names: [],
    }),
  )
}

test('a title means more than a kind, a kind more than a description, and that more than a detail', () => {
  const fields = ['title', 'kind', 'description', 'details'] as const
  const usual = { title: 6, kind: 1, description: 30, details: 30 }
  const text = (words: number) => ['kettle', ...Array.from({ length: words - 1 }, () => 'other')].join(' ')
  const scores = fields.map(field => scoreOf({ [field]: text(usual[field]) }, [term('kettle')]))
  expect(scores).toEqual([...scores].sort((a, b) => b - a))
  expect(new Set(scores).size).toBe(4)
})

test('a short title means more than a long one', () => {
  const short = scoreOf({ title: 'Copper kettle' }, [term('kettle')])
  expect(short).toBeGreaterThan(scoreOf({ title: 'Cover for the handle of a large copper kettle' }, [term('kettle')]))
})

test('a rare word means more than a common one', () => {
  const terms = [term('copper', 3), term('kettle', 400)]
  expect(scoreOf({ title: 'Copper pan' }, terms)).toBeGreaterThan(scoreOf({ title: 'Tin kettle' }, terms))
})

test('words that stand together in the title mean more', () => {
  const terms = [term('phone'), term('case')]
  const together = scoreOf({ title: 'Phone case blue' }, terms)
  expect(together).toBeGreaterThan(scoreOf({ title: 'Case blue phone' }, terms))
})

test('an unfinished word is found by its beginning, behind the word itself', () => {
  const whole = scoreOf({ title: 'Lamp' }, [term('lamp')])
  const begun = scoreOf({ title: 'Lampshade' }, [term('lamp')])
  expect(begun).toBeGreaterThan(0)
  expect(whole).toBeGreaterThan(begun)
})
