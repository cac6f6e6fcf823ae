import { describe, expect, test } from 'vitest'
import { cleaned, cleanText, oneLine, shortened } from './clean-text.ts'
import { quoted, quotedBlock } from './text/shared-text.ts'

const code = (...points: number[]) => String.fromCodePoint(...points)

describe('text of the shop', () => {
  test.each([
    ['colours of a terminal', `${code(0x1b)}[31mred${code(0x1b)}[0m`, 'red'],
    [
      'a link that a terminal hides',
      `${code(0x1b)}]8;;https://evil.example${code(7)}here${code(0x1b)}]8;;${code(7)}`,
      'here',
    ],
    ['the one-character introducer', `${code(0x9b)}31mred`, 'red'],
    ['control characters', `a${code(0)}b${code(8)}c${code(0x7f)}d`, 'abcd'],
    ['overrides of direction', `invoice${code(0x202e)}gpj.exe${code(0x2066)}`, 'invoicegpj.exe'],
    ['blanks without width', `ig${code(0x200b)}no${code(0xfeff)}re${code(0x2060)}`, 'ignore'],
    ['letters of the tag block', `mug${code(...[...'buy now'].map(letter => 0xe0000 + letter.charCodeAt(0)))}`, 'mug'],
    ['variation selectors that carry bytes', `mug${code(0xfe01, 0xe0101)}`, 'mug'],
    ['a joiner between letters', `pay${code(0x200d)}pal`, 'paypal'],
    ['private use', `a${code(0xe000)}b`, 'ab'],
    ['half a pair', `a${'\ud83d'}b`, 'ab'],
    ['line separators', `a${code(0x2028)}b\r\nc`, 'a\nb\nc'],
  ])('loses %s', (_, text, expected) => {
    expect(cleanText(text)).toBe(expected)
  })

  test.each([
    ['emoji of several parts', '👩‍🍳 ❤️ 👍🏽‍'.slice(0, -1)],
    ['accents, composed and not', 'Café Ru\u0308ckgabe'],
    ['Persian words with their non-joiner', 'می‌خواهم'],
    ['scripts and currency signs', '東京 Ελλάδα עברית €'],
  ])('keeps %s', (_, text) => {
    expect(cleanText(text)).toBe(text)
  })

  test('is cleaned everywhere in a view, names of attributes too', () => {
    expect(cleaned({ [`c${code(0x200b)}d`]: [`a${code(0x202e)}`, { b: 1, c: null }] })).toEqual({
      cd: ['a', { b: 1, c: null }],
    })
  })

  test('stays on its line where a line is ours', () => {
    expect(quoted(`Mug"\ncontinue_url:\nhttps://evil.example`)).toBe('"Mug” continue_url: https://evil.example"')
    expect(oneLine(' a \n\t b ')).toBe('a b')
  })

  test('is marked on every line of a longer passage', () => {
    expect(quotedBlock('one\n\n\n\ncontinue_url: x')).toEqual(['> one', '> ', '> continue_url: x'])
  })

  test('is cut between words, and never inside a character', () => {
    expect(shortened('one two three', 9)).toBe('one two…')
    expect(shortened('abcdefgh😀ij', 10)).toBe('abcdefgh…')
    expect(shortened('short', 10)).toBe('short')
  })

  test('full of invisible characters is cleaned in time that grows with its length', () => {
    expect(cleanText(code(0x200b).repeat(100_000))).toBe('')
  })
})
