import { expect, test } from 'vitest'
import { otherForms, piecesOf } from './search-document.ts'

test.each([
  ['Sony WH-1000XM4', ['wh1000xm4', '1000', 'xm', '4']],
  ['USB-C cable', ['usbc']],
  ['TV 55" black', ['55 inch']],
  ['TV 55.5” black', ['55 5 inch']],
  ['Plain oak shelf', []],
])('%s is also found by other ways to type it', (text, forms) => {
  const other = otherForms(text)
  for (const form of forms) expect(` ${other} `).toContain(` ${form} `)
  if (forms.length === 0) expect(other).toBe('')
})

test('a word of letters or of digits alone has no pieces', () => {
  expect(piecesOf('shelf')).toEqual([])
  expect(piecesOf('2110')).toEqual([])
  expect(piecesOf('55inch')).toEqual(['55', 'inch'])
})
