import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toolTable } from '../src/tool-table.ts'
import { type AnyClient, clients } from './clients.ts'
import { type RealShop, realShop, serveEngine } from './real-shop.ts'
import type { ServedMcp } from './serve-mcp.ts'

let shop: RealShop
let served: ServedMcp
let client: AnyClient
const faults: unknown[] = []

beforeAll(async () => {
  shop = await realShop()
  served = await serveEngine(shop.engine, faults)
  client = await clients['client 2.x, pinned to 2026-07-28']!(served)
})
afterAll(async () => {
  expect(faults).toEqual([])
  await client.close()
  await served.close()
  await shop.close()
})

async function read(uri: string) {
  const { contents, ...hints } = await client.raw.readResource({ uri })
  const [content] = contents
  return { value: JSON.parse(content && 'text' in content ? String(content.text) : 'null'), hints }
}

async function firstProduct(): Promise<{ id: string; handle: string; title: string; variants: { id: string }[] }> {
  const { structured } = await client.call('search_catalog', { catalog: {} })
  return (structured as { products: never[] }).products[0]!
}

describe('resources', () => {
  test('list the store, its categories and every product, page by page', async () => {
    const uris: string[] = []
    let cursor: string | undefined
    let pages = 0
    do {
      const page = await client.raw.request({ method: 'resources/list', params: cursor ? { cursor } : {} })
      uris.push(...page.resources.map(({ uri }) => uri))
      expect(page.resources.every(({ description, mimeType }) => description && mimeType)).toBe(true)
      cursor = page.nextCursor
      pages += 1
    } while (cursor !== undefined)
    const products = uris.filter(uri => uri.startsWith('mitchweb://products/'))
    expect(pages).toBeGreaterThan(1)
    expect(new Set(uris).size).toBe(uris.length)
    expect(products.length).toBeGreaterThan(50)
    expect(uris).toContain('mitchweb://store')
    const category = uris.find(uri => uri.startsWith('mitchweb://categories/'))!
    expect((await read(category)).value.category.handle).toBe(decodeURIComponent(category.split('/').at(-1)!))
    expect((await read(products[0]!)).value.product.id).toBe(products[0]!.split('/').at(-1))
  })

  test('of the shop may be cached by anyone, those of a buyer by nobody', async () => {
    const product = await firstProduct()
    expect((await read(`mitchweb://products/${product.handle}`)).hints).toMatchObject({ cacheScope: 'public' })
    const cart = await client.call('create_cart', {
      cart: { line_items: [{ item: { id: product.variants[0]!.id }, quantity: 1 }] },
    })
    const { value, hints } = await read(`mitchweb://carts/${(cart.structured as { id: string }).id}`)
    expect(value).toEqual(cart.structured)
    expect(hints).toMatchObject({ ttlMs: 0, cacheScope: 'private' })
  })

  test('tell the store and its policies', async () => {
    expect((await read('mitchweb://store')).value).toMatchObject({ default_currency: 'EUR' })
    const { structured } = await client.call('search_store_policies', { query: 'return' })
    const { policy } = (structured as { passages: { policy: string }[] }).passages[0]!
    expect((await read(`mitchweb://policies/${policy}`)).value).toMatchObject({ slug: policy })
  })

  test.each(toolTable.map(({ name }) => name))('hold the full schema of %s', async name => {
    const { value } = await read(`mitchweb://schemas/${name}`)
    expect(value.input).toMatchObject({ type: 'object', additionalProperties: false })
    expect(value.output.type).toBe('object')
  })

  test.each([
    'mitchweb://products/no-such-thing',
    'mitchweb://carts/crt_nobodys',
    'mitchweb://orders/ord_nobodys',
    'mitchweb://policies/Not A Slug',
    'mitchweb://categories/none',
    'mitchweb://schemas/save_product',
    'mitchweb://nothing/at-all',
  ])('%s does not exist', async uri => {
    await expect(client.raw.readResource({ uri })).rejects.toMatchObject({ code: -32602 })
  })
})

describe('prompts', () => {
  test('have a description, and so has every argument', async () => {
    const { prompts } = await client.raw.listPrompts()
    expect(prompts.map(({ name }) => name)).toEqual(['shop_for', 'compare_products', 'track_order', 'reorder'])
    for (const { description, arguments: given = [] } of prompts) {
      expect(description).toBeTruthy()
      expect(given.every(argument => argument.description)).toBe(true)
    }
  })

  test('say what was asked for, on one line', async () => {
    const { messages } = await client.raw.getPrompt({
      name: 'shop_for',
      arguments: { wish: 'a mug\nfor tea', budget: '30 EUR' },
    })
    const [message] = messages
    expect(message?.content).toMatchObject({ type: 'text', text: expect.stringContaining('a mug for tea') })
    expect(JSON.stringify(message)).toContain('30 EUR')
    const compared = await client.raw.getPrompt({ name: 'compare_products', arguments: { first: 'a', second: 'b' } })
    expect(JSON.stringify(compared.messages)).toContain('get_product')
    const again = await client.raw.getPrompt({ name: 'reorder', arguments: {} })
    expect(JSON.stringify(again.messages)).toContain('list_orders')
    const tracked = await client.raw.getPrompt({ name: 'track_order', arguments: { order: 'ord_1' } })
    expect(JSON.stringify(tracked.messages)).toContain('ord_1')
  })

  const complete = async (name: string, argument: { name: string; value: string }) =>
    (await client.raw.complete({ ref: { type: 'ref/prompt', name }, argument })).completion.values

  test('complete categories, countries and products', async () => {
    const all = await complete('shop_for', { name: 'category', value: '' })
    expect(all.length).toBeGreaterThan(2)
    const [first] = all
    expect(await complete('shop_for', { name: 'category', value: first!.slice(0, 2) })).toContain(first)
    expect(await complete('shop_for', { name: 'country', value: 'germ' })).toEqual(['DE'])
    expect(await complete('shop_for', { name: 'country', value: 'at' })).toContain('AT')
    expect((await complete('shop_for', { name: 'country', value: '' })).length).toBeLessThanOrEqual(100)
    const product = await firstProduct()
    expect(await complete('compare_products', { name: 'first', value: product.title })).toContain(product.id)
  })

  test('complete what names a resource', async () => {
    const of = async (uri: string, argument: { name: string; value: string }) =>
      (await client.raw.complete({ ref: { type: 'ref/resource', uri }, argument })).completion.values
    const product = await firstProduct()
    expect(await of('mitchweb://products/{id}', { name: 'id', value: product.title })).toContain(product.id)
    expect(await of('mitchweb://schemas/{name}', { name: 'name', value: 'get_' })).toContain('get_order')
    expect((await of('mitchweb://policies/{slug}', { name: 'slug', value: '' })).length).toBeGreaterThan(1)
  })
})
