import { once } from 'node:events'
import { guest } from '@mitchweb/engine'
import { CommerceError } from '@mitchweb/engine/contract'
import type { RequestHandler } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { googleFeed } from '../google-feed.ts'

const known = ['country', 'currency', 'language']

/**
 * Google's product feed, written as it is read from the shop: memory holds one page, and whoever hangs up ends it. What
 * is wrong with the request shows on the first page, before anything is sent.
 */
export const googleFeedHandler =
  (engine: GatewayEngine): RequestHandler =>
  async (request, response) => {
    const query = new URL(request.originalUrl, 'http://shop').searchParams
    const unknown = [...query.keys()].find(name => !known.includes(name))
    if (unknown !== undefined) throw new CommerceError('invalid_input', `The feed has no parameter "${unknown}".`)
    const asked = { country: '', ...Object.fromEntries(query) }
    const shop = engine.as(guest)
    const country = (asked.country || (await shop.getStore({})).default_country).toUpperCase()
    const pages = googleFeed(shop, { ...asked, country })
    const first = await pages.next()
    response.set('Cache-Control', 'public, max-age=3600').type('application/xml; charset=utf-8')
    if (request.method === 'HEAD') return void response.end()
    if (!first.done) response.write(first.value.text)
    for await (const { text } of pages) {
      if (response.destroyed) return
      if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')])
    }
    response.end()
  }
