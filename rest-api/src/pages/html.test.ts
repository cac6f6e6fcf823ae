import { expect, test } from 'vitest'
import { html } from './html.ts'

test('only markup that `html` made is markup', () => {
  expect(html`<p title="${'"><script>'}">${['<b>', html`<i>${"'"}</i>`, 0, false, undefined]}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;<i>&#39;</i>0</p>',
  )
})
