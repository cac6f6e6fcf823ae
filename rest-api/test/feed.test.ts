import { CommerceError } from '@mitchweb/engine/contract'
import { afterEach, expect, test } from 'vitest'
import type { startServer } from '../src/index.ts'
import { fakeEngine, serveFake } from './fake-engine.ts'

let server: Awaited<ReturnType<typeof startServer>> | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** A feed of so many pages. */
function pages(count: number) {
  return fakeEngine({
    read_feed: ({ country, cursor = '1' }: { country: string; cursor?: string }) => {
      if (country === 'XX') throw new CommerceError('currency_unavailable', 'Nothing is sold there.')
      const page = Number(cursor)
      const next = page < count ? { cursor: String(page + 1) } : { end: '</rss>' }
      return { ...(page === 1 && { head: '<rss>' }), items: `<item>${country}${page}</item>`, count: 1, ...next }
    },
  })
}

async function asking(shop: ReturnType<typeof pages>, path: string, init?: RequestInit) {
  server = await serveFake(shop.engine)
  const response = await fetch(`${server.url}${path}`, init)
  return { response, text: await response.text() }
}

test('the feed is answered page after page, and may be kept for an hour', async () => {
  const shop = pages(3)
  const { response, text } = await asking(shop, '/feeds/google.xml?country=de')
  expect(text).toBe('<rss><item>DE1</item><item>DE2</item><item>DE3</item></rss>')
  expect(response.headers.get('content-type')).toBe('application/xml; charset=utf-8')
  expect(response.headers.get('cache-control')).toBe('public, max-age=3600')
})

test('what is wrong with the request is told before anything is sent', async () => {
  const refused = await asking(pages(1), '/feeds/google.xml?country=XX')
  expect([refused.response.status, refused.text]).toEqual([422, expect.stringContaining('Nothing is sold there.')])
  await server?.close()
  const unknown = await asking(pages(1), '/feeds/google.xml?land=DE')
  expect([unknown.response.status, unknown.text]).toEqual([400, expect.stringContaining('no parameter')])
})

test('whoever only asks whether the feed is there gets no items', async () => {
  const shop = pages(3)
  const { response, text } = await asking(shop, '/feeds/google.xml?country=DE', { method: 'HEAD' })
  expect([response.status, text]).toEqual([200, ''])
  expect(shop.calls.filter(({ name }) => name === 'read_feed')).toHaveLength(1)
})
