import { expect, test } from 'vitest'
import type { InputOf } from '../src/contract.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, type TestShop } from './shop.ts'

type Search = InputOf<'search_catalog'>['catalog']

async function openShop(database: TestDatabase): Promise<TestShop> {
  const shop = await aFurnishedShop(database)
  await shop.staff.importProducts({
    products: Array.from({ length: 7 }, (_, index) => ({
      handle: `mug-${index}`,
      title: `Mug ${index}`,
      brand: index % 2 === 0 ? 'Even' : 'Odd',
      categories: ['Mugs'],
      variants: [{ prices: [{ currency: 'EUR', amount: 1000 + index }] }],
    })),
  })
  await shop.staff.importProducts({
    products: [
      { handle: 'pot', title: 'Pot', categories: ['Pots'], variants: [{ prices: [{ currency: 'EUR', amount: 500 }] }] },
    ],
  })
  return shop
}

async function pages(shop: TestShop, catalog: Search, limit: number): Promise<string[]> {
  const seen: string[] = []
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const pagination = { limit, ...(cursor !== undefined && { cursor }) }
    const answer = await shop.guest.searchCatalog({ catalog: { ...catalog, pagination } })
    seen.push(...answer.products.map(product => product.handle))
    cursor = answer.pagination.cursor
  }
  return seen
}

onBothDatabases('Pinned results', database => {
  test('come first in their order and buried ones last, once each over all pages', async () => {
    const shop = await openShop(database)
    const usual = await pages(shop, { query: 'mug' }, 50)
    const last = usual.find(handle => handle !== 'mug-5')!
    expect(
      await shop.staff.pinResults({ list: { query: 'MUG!' }, pinned: ['pot', 'mug-5'], buried: [last] }),
    ).toMatchObject({ list: { query: 'mug' }, pinned: [{ handle: 'pot' }, { handle: 'mug-5' }] })
    const rest = usual.filter(handle => handle !== 'mug-5' && handle !== last)
    const pinned = ['pot', 'mug-5', ...rest, last]
    for (const limit of [1, 2, 3, 8, 50]) expect(await pages(shop, { query: 'mug' }, limit)).toEqual(pinned)
    expect(await pages(shop, { query: 'mugs 1' }, 50)).not.toContain('pot')
    expect((await pages(shop, { query: 'mug', sort: 'price_ascending' }, 50))[0]).toBe('mug-0')
    await shop.staff.pinResults({ list: { query: 'mug' } })
    expect(await pages(shop, { query: 'mug' }, 3)).toEqual(usual)
  })

  test('leave none out beside the product whose sku was typed', async () => {
    const shop = await aFurnishedShop(database)
    const pots = Array.from({ length: 51 }, (_, index) => ({
      handle: `pot-${index}`,
      title: `Pot ${index}`,
      variants: [{ sku: `POT${index}`, prices: [{ currency: 'EUR', amount: 1000 }] }],
    }))
    await shop.staff.importProducts({ products: pots })
    const handles = pots.map(({ handle }) => handle)
    await shop.staff.pinResults({ list: { query: 'POT50' }, pinned: handles.slice(0, 50) })
    expect(await pages(shop, { query: 'pot50' }, 20)).toEqual(['pot-50', ...handles.slice(0, 50)])
  })

  test('stand on a page with facets where they stand on one without', async () => {
    const shop = await openShop(database)
    await shop.staff.pinResults({ list: { category: 'Mugs' }, pinned: ['mug-3', 'mug-1'], buried: ['mug-6'] })
    for (const limit of [1, 2, 3, 6, 7, 50]) {
      const catalog = { filters: { categories: ['Mugs'] }, pagination: { limit } }
      const { facets, ...page } = await shop.guest.searchCatalog({ catalog: { ...catalog, facets: true } })
      expect(facets).not.toEqual([])
      expect(page).toEqual(await shop.guest.searchCatalog({ catalog }))
    }
  })

  test('stay within the filters, and are not shown when they are not published', async () => {
    const shop = await openShop(database)
    await shop.staff.pinResults({ list: { query: 'mug' }, pinned: ['mug-1', 'mug-2'] })
    expect((await pages(shop, { query: 'mug', filters: { brands: ['Even'] } }, 50))[0]).toBe('mug-2')
    expect(await pages(shop, { query: 'mug', filters: { brands: ['Even'] } }, 50)).not.toContain('mug-1')
    const { product } = await shop.guest.getProduct({ catalog: { id: 'mug-1' } })
    await shop.staff.archiveProduct({ id: product.id })
    expect((await pages(shop, { query: 'mug' }, 50))[0]).toBe('mug-2')
  })

  test('hold for what a category or a collection lists, too', async () => {
    const shop = await openShop(database)
    await shop.staff.saveCollection({ collection: { title: 'Gifts', products: ['mug-0', 'mug-1', 'mug-2'] } })
    await shop.staff.pinResults({ list: { collection: 'gifts' }, pinned: ['mug-2'], buried: ['mug-0'] })
    await shop.staff.pinResults({ list: { category: 'Mugs' }, pinned: ['mug-3'] })
    const gifts = { filters: { collections: ['gifts'] } }
    for (const sort of [undefined, 'manual'] as const) {
      expect(await pages(shop, { ...gifts, ...(sort && { sort }) }, 2)).toEqual(['mug-2', 'mug-1', 'mug-0'])
    }
    expect((await pages(shop, { filters: { categories: ['mugs'] } }, 2))[0]).toBe('mug-3')
    const { pins } = await shop.staff.listPins({})
    expect(pins.map(({ pinned }) => pinned.map(product => product.handle))).toEqual([['mug-3'], ['mug-2']])
    const first = await shop.staff.listPins({ pagination: { limit: 1 } })
    expect(first.pagination.has_next_page).toBe(true)
    const { cursor } = first.pagination
    expect((await shop.staff.listPins({ pagination: { limit: 1, cursor: cursor! } })).pins).toEqual([pins[1]])
  })

  test('name what the shop has', async () => {
    const shop = await openShop(database)
    const pin = (input: InputOf<'pin_results'>) => expect(shop.staff.pinResults(input)).rejects
    await pin({ list: { query: 'mug' }, pinned: ['nothing'] }).toMatchObject({ code: 'not_found' })
    await pin({ list: { category: 'nothing' } }).toMatchObject({ code: 'not_found' })
    await pin({ list: { collection: 'nothing' } }).toMatchObject({ code: 'not_found' })
    await pin({ list: { query: '!' } }).toMatchObject({ code: 'invalid_input' })
    await pin({ list: {} }).toMatchObject({ code: 'invalid_input' })
    await pin({ list: { query: 'mug' }, pinned: ['pot'], buried: ['pot'] }).toMatchObject({ code: 'invalid_input' })
  })
})
