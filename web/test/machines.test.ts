import { guest, system } from '@mitchweb/engine'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { OpenShop } from '../../rest-api/test/open-shop.ts'
import { sitemap, sitemapPart } from '../app/machines/sitemap.ts'
import { openStorefrontShop } from './storefront-shop.ts'

describe('what the storefront tells machines', () => {
  let open: OpenShop
  beforeAll(async () => {
    open = await openStorefrontShop()
    const staff = open.engine.as(system)
    const mug = { title: 'Old mug', handle: 'old-mug', variants: [{ sku: 'OLD' }] }
    const saved = await staff.saveProduct({ product: mug })
    await staff.saveProduct({ product: { ...mug, id: saved.id, handle: 'new-mug' } })
    const prices = [{ variant_id: saved.variants[0]?.id ?? '', currency: 'EUR', amount: 990 }]
    await staff.setPrices({ prices })
    await staff.saveCollection({ collection: { title: 'Gifts', handle: 'gifts', products: [] } })
  })
  afterAll(() => open?.close())

  const got = async (path: string, init: RequestInit = {}) => {
    const answer = await fetch(`${open.url}${path}`, { redirect: 'manual', ...init })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }

  /** What a page says of itself by schema.org. */
  const dataOf = async (path: string): Promise<Record<string, unknown>[]> => {
    const { text } = await got(path)
    const found = text.matchAll(/<script type="application\/ld\+json"[^>]*>(.*?)<\/script>/gs)
    return [...found].map(([, json = '']) => JSON.parse(json))
  }

  test('the sitemap leads to every page that anybody may read, and each of them answers', async () => {
    const { headers, text } = await got('/sitemap.xml')
    expect(headers.get('content-type')).toBe('application/xml; charset=utf-8')
    const paths = [...text.matchAll(/<loc>http:\/\/shop\.example([^<]*)<\/loc>/g)].map(([, path = '']) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['/', '/products/mug-0', '/products/new-mug', '/policies/returns', '/collections/gifts']),
    )
    expect(paths.filter(path => path.startsWith('/categories/')).length).toBeGreaterThan(1)
    expect(new Set(paths).size).toBe(paths.length)
    for (const path of paths) expect((await got(path)).status, path).toBe(200)
  })

  test('a sitemap that is too long for one file names several, which hold it all', () => {
    const site = { publicUrl: 'https://shop.example', paths: ['/a', '/b', '/c?x=1&y=2', '/d', '/e'], most: 2 }
    const files = [...sitemap(site).matchAll(/<sitemap><loc>https:\/\/shop\.example\/sitemaps\/(\d+)\.xml/g)]
    expect(files.map(([, number]) => number)).toEqual(['1', '2', '3'])
    const parts = files.flatMap(([, number]) => [
      ...(sitemapPart(site, Number(number)) ?? '').matchAll(/<loc>(.*)<\/loc>/g),
    ])
    expect(parts.map(([, address]) => address)).toEqual(
      ['/a', '/b', '/c?x=1&amp;y=2', '/d', '/e'].map(path => `https://shop.example${path}`),
    )
    expect(sitemapPart(site, 4)).toBeUndefined()
    expect(sitemapPart(site, 0)).toBeUndefined()
  })

  test('an address that is no file of the sitemap is not found', async () => {
    for (const path of ['/sitemaps/2.xml', '/sitemaps/0.xml', '/sitemaps/x.xml']) {
      expect((await got(path)).status, path).toBe(404)
    }
    expect((await got('/sitemaps/1.xml')).status).toBe(200)
  })

  test('robots are kept from what is somebody’s own, and shown the sitemap', async () => {
    const { text } = await got('/robots.txt')
    for (const path of ['/account', '/cart', '/checkout/', '/orders/']) expect(text).toContain(`Disallow: ${path}\n`)
    expect(text).toContain('\nSitemap: http://shop.example/sitemap.xml\n')
  })

  test('a language model reads where to ask and how to buy, and each of those addresses answers', async () => {
    const { headers, text } = await got('/llms.txt')
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(text).toMatch(/^# Harbour & Hill\n\n> Cups that outlive their kitchen\.\n/)
    const addresses = [...text.matchAll(/\]\(http:\/\/shop\.example([^)]+)\)/g)].map(([, path = '']) => path)
    expect(addresses).toEqual([
      '/mcp',
      '/api/docs',
      '/api/openapi.json',
      '/feeds/google.xml',
      '/policies',
      '/sitemap.xml',
    ])
    for (const path of addresses.filter(each => each !== '/mcp')) expect((await got(path)).status, path).toBe(200)
    expect(text.match(/^\d\. /gm)).toHaveLength(6)
    const { paths } = JSON.parse((await got('/api/openapi.json')).text) as { paths: Record<string, object> }
    const named = [...text.matchAll(/\((POST|PUT) \/api(\/\S+)\)/g)]
    expect(named).toHaveLength(5)
    for (const [, method = '', path = ''] of named) {
      const described = paths[path] ?? paths[`/api${path}`] ?? {}
      expect(Object.keys(described), path).toContain(method.toLowerCase())
    }
  })

  test('every page says what it is about, in a line of its own', async () => {
    const { id } = await open.engine.as(guest).createCheckout({
      checkout: { line_items: [{ item: { id: open.variants['MUG-0']! }, quantity: 1 }] },
    })
    const said = new Map<string, string>()
    for (const path of ['/', '/categories/kitchen', '/search?q=mug', '/products/mug-0', '/cart', `/checkout/${id}`]) {
      const { text } = await got(path)
      const [, description] = /<meta name="description" content="([^"]+)"/.exec(text) ?? []
      expect(description, path).toBeTruthy()
      said.set(path, description!)
    }
    expect(said.get('/')).toBe('Cups that outlive their kitchen.')
    expect(said.get('/categories/kitchen')).toBe('Kitchen · Cups that outlive their kitchen.')
  })

  test('a product says what it is and costs, by schema.org', async () => {
    const [product] = await dataOf('/products/mug-0')
    expect(product).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Product',
      name: 'Blue mug',
      sku: 'MUG-0',
      offers: {
        '@type': 'Offer',
        url: `http://shop.example/products/mug-0?variant=${open.variants['MUG-0']}`,
        price: '15.00',
        priceCurrency: 'EUR',
        availability: 'https://schema.org/InStock',
      },
    })
  })

  test('a category and a product say where they stand, by schema.org', async () => {
    const at = (...steps: string[][]) => ({
      '@context': 'https://schema.org',
      '@type': 'BreadcrumbList',
      itemListElement: steps.map(([name, path], index) => ({
        '@type': 'ListItem',
        position: index + 1,
        name,
        item: `http://shop.example${path}`,
      })),
    })
    const mugs = [
      ['Kitchen', '/categories/kitchen'],
      ['Mugs', '/categories/mugs'],
    ]
    expect(await dataOf('/categories/mugs')).toEqual([at(...mugs)])
    expect((await dataOf('/products/mug-0'))[1]).toEqual(at(...mugs, ['Blue mug', '/products/mug-0']))
  })

  test('a product’s earlier address leads to where it is now, for good', async () => {
    const { status, headers } = await got('/products/old-mug?Colour=Blue')
    expect([status, headers.get('location')]).toEqual([301, '/products/new-mug?Colour=Blue'])
  })

  test('an address that leads nowhere, whatever it is made of, writes nothing into the log', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
    for (const path of ['/nothing', '/%E2%80%A8', '/products/nothing']) expect((await got(path)).status).toBe(404)
    expect(logged.mock.calls).toEqual([])
    logged.mockRestore()
  })

  test('each page names the product feed', async () => {
    expect((await got('/')).text).toMatch(
      /<link [^>]*rel="alternate" type="application\/rss\+xml" href="\/feeds\/google\.xml"/,
    )
  })
})
