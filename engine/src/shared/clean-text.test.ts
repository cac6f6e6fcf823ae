import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cleanLine, cleanText, shorten } from './clean-text.ts'

test.each([
  ['control characters', 'a\u0000b\u0007c\u001B[31md\u007Fe\u009Bf', 'abc[31mdef'],
  ['marks that turn text around', 'pay \u202Eerom\u202C \u2066x\u2069 \u200Fy\u061Cz', 'pay erom x yz'],
  ['blanks without width', 'fr\u200Bee\uFEFF ship\u2060ping\u00AD', 'free shipping'],
  [
    'the invisible alphabet',
    `mug${[...'ignore'].map(c => String.fromCodePoint(0xe0000 + c.charCodeAt(0))).join('')}`,
    'mug',
  ],
  ['bits in selectors of shapes', 'a\uFE00\uFE01\u{E0100}\u{E01EF}b', 'ab'],
  ['bits in joiners', 'a\u200D\u200C\u200Db\u200Cc', 'abc'],
  ['fillers', '\u3164\u115F\u1160\uFFA0x', 'x'],
])('text is shown without %s', (_, hostile, expected) => {
  expect(cleanText(hostile)).toBe(expected)
})

test.each(['👩‍👩‍👧', '❤️', '👍🏽', 'نمی‌خواهم', 'क्‍ष', 'Zürich', 'naïve', '日本語', 'a\n\nb', 'tab\there'])(
  'text that needs its marks keeps them: %s',
  text => {
    expect(cleanText(text)).toBe(text)
  },
)

test('a text that is taken as it is would not be changed if it were looked at', () => {
  for (let code = 0; code < 0xd800; code += 1) {
    const character = String.fromCharCode(code)
    expect(cleanText(`${character}日`)).toBe(`${cleanText(character)}日`)
  }
})

test('line breaks are of one kind, and at most one line stays empty', () => {
  expect(cleanText('a\r\nb\rc\u2028d\u2029e\vf  \n\n\n\ng')).toBe('a\nb\nc\nd\ne\nf\n\ng')
  expect(cleanLine(' a\r\n b\u00A0\u2003c ')).toBe('a b c')
})

const naughty = new URL('../../../../shared/data/hostile/blns.json', import.meta.url)

test.skipIf(!existsSync(naughty))('cleaning twice changes nothing (needs ../shared/data, skipped where absent)', () => {
  const strings: string[] = JSON.parse(readFileSync(naughty, 'utf8'))
  for (const text of strings) expect(cleanText(cleanText(text))).toBe(cleanText(text))
  const controls = /[^\P{Cc}\t\n]|\p{Bidi_Control}/u
  for (const text of strings) expect(cleanText(text)).not.toMatch(controls)
})

test('a text is cut at the end of a word, never inside a character', () => {
  expect(shorten('a short text', 20)).toBe('a short text')
  expect(shorten('a somewhat longer text', 20)).toBe('a somewhat longer…')
  expect(shorten('x'.repeat(30), 20)).toBe(`${'x'.repeat(19)}…`)
  expect(shorten(`${'x'.repeat(18)}🫖🫖`, 20)).toBe(`${'x'.repeat(18)}…`)
})
