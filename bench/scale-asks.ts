import type { Shop } from '@mitchweb/engine/contract'
import { variedWords } from './varied-products.ts'

type Catalog = Parameters<Shop['searchCatalog']>[0]['catalog']

/** A kind of list or search, by a few of its kind. */
export type Ask = { readonly name: string; readonly catalogs: readonly Catalog[] }

const context = { currency: 'EUR' }
const price = { min: 20_000, max: 30_000 }
const { brand, category } = variedWords
const sorts = ['newest', 'price_ascending', 'price_descending', 'title'] as const

const filtered: Readonly<Record<string, NonNullable<Catalog['filters']>>> = {
  'in a large category': { categories: [category(0)] },
  'in a small category': { categories: [category(250)] },
  'of a large brand': { brands: [brand(0)] },
  'of a small brand': { brands: [brand(250)] },
  'by price': { price },
  'by a narrow price': { price: { min: 20_000, max: 20_050 } },
  'that can be bought': { available: true },
  'of a brand in a category': { brands: [brand(2)], categories: [category(0)] },
  'of a brand by price, to buy': { brands: [brand(1)], price, available: true },
}

/** Every sort order over everything and over every kind of filter. */
export const scaleLists: readonly Ask[] = [
  ...sorts.map(sort => ({ name: `all, ${sort}`, catalogs: [{ sort }] })),
  ...Object.entries(filtered).flatMap(([name, filters]) =>
    sorts.map(sort => ({ name: `${name}, ${sort}`, catalogs: [{ sort, filters, context }] })),
  ),
]

export async function scaleSearches(shop: Shop): Promise<Ask[]> {
  const { common, alsoCommon, middling, rare, sku } = variedWords
  const misspelt = (word: string) => `${word.slice(0, 2)}${word[3]}${word[2]}${word.slice(4)}`
  const queries: Readonly<Record<string, readonly string[]>> = {
    'one common word': [common(), alsoCommon()],
    'one middling word': [middling()],
    'one rare word': [rare()],
    'two common words': [`${alsoCommon()} ${common()}`],
    'a common and a rare word': [`${common()} ${rare()}`],
    'two words, none has both': [`${common()} ${middling()}`],
    'four words': [`${brand(0)} ${alsoCommon()} ${common()} ${rare()}`],
    'four common words': [`${brand(0)} ${alsoCommon()} ${common()} ${brand(1)}`],
    'a beginning': [common().slice(0, 4), middling().slice(0, 3)],
    'two letters': [common().slice(0, 2)],
    'a misspelt word': [misspelt(common()), misspelt(middling())],
    'a misspelt word of two': [`${alsoCommon()} ${misspelt(common())}`],
    'nothing that is there': ['qqwxyzzy', 'qqwxyzzy zzyxwqq'],
    'a model number': [sku(17), sku(4321)],
  }
  const searches = Object.entries(queries).map(([name, texts]) => ({
    name: `search: ${name}`,
    catalogs: texts.map(query => ({ query })),
  }))
  const narrowed = Object.entries(filtered).map(([name, filters]) => ({
    name: `search ${name}`,
    catalogs: [{ query: common(), filters, context }],
  }))
  const sorted = sorts.map(sort => ({ name: `search, ${sort}`, catalogs: [{ query: common(), sort }] }))
  return [...searches, ...narrowed, ...sorted, ...(await deepPages(shop, common()))]
}

/** The page behind a thousand products. */
async function deepPages(shop: Shop, query: string): Promise<Ask[]> {
  const asks: Ask[] = []
  for (const [name, catalog] of Object.entries({
    'a deep page, newest': { sort: 'newest' as const },
    'a deep page, by price': { sort: 'price_ascending' as const },
    'a deep page of a search': { query },
  })) {
    let cursor: string | undefined
    for (let page = 0; page < 20; page++) {
      const pagination = { limit: 50, ...(cursor !== undefined && { cursor }) }
      const answer = await shop.searchCatalog({ catalog: { ...catalog, pagination } })
      if (answer.pagination.cursor === undefined) break
      cursor = answer.pagination.cursor
    }
    asks.push({ name, catalogs: [{ ...catalog, pagination: { limit: 50, ...(cursor !== undefined && { cursor }) } }] })
  }
  return asks
}
