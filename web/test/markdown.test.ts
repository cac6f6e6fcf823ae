import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { Markdown } from '../app/policy/markdown.tsx'

/** What the text becomes, without its looks. */
const page = (source: string): string =>
  renderToStaticMarkup(createElement(Markdown, { source }))
    .replaceAll(/ class="[^"]*"/g, '')
    .replace(/^<div>(.*)<\/div>$/s, '$1')

test('headings, paragraphs and lists become what they say', () => {
  expect(
    page('## Returns\n\nWithin **30 days**,\nno *questions*.\n\n- whole\n- unworn\n  and clean\n\n1. pack\n2) send'),
  ).toBe(
    '<h2>Returns</h2><p>Within <strong>30 days</strong>,\nno <em>questions</em>.</p><ul><li>whole</li><li>unworn and clean</li></ul><ol><li>pack</li><li>send</li></ol>',
  )
})

test('a list ends where a heading or another list begins', () => {
  expect(page('- a\n1. b\n### c\ntext')).toBe('<ul><li>a</li></ul><ol><li>b</li></ol><h3>c</h3><p>text</p>')
})

test('links lead to web pages, mail and the shop itself', () => {
  expect(page('[mail](mailto:a@b.example) [shop](/policies/faq)')).toBe(
    '<p><a href="mailto:a@b.example">mail</a> <a href="/policies/faq">shop</a></p>',
  )
})

test.each([
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert)',
  '[x](data:text/html,hi)',
  '[x](//evil.example)',
  '[x](vbscript:x)',
])('%s is shown and leads nowhere', source => expect(page(source)).not.toContain('<a'))

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '[<b>](https://a.example/"onclick="x)',
  '**<i>**',
  '`<u>`',
])('markup in %s is text', source => {
  expect(page(source)).not.toMatch(/<(script|img|b|i|u)\b/)
  expect(page(source)).not.toContain('"onclick')
})

test('a text that looks like a thousand beginnings is read in its own time', () => {
  for (const source of [`a${'*'.repeat(50_000)}`, '['.repeat(50_000), '[a]('.repeat(12_000), '`'.repeat(50_000)]) {
    expect(page(source).length).toBeGreaterThan(source.length)
  }
})
