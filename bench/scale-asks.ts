import type { Shop } from '@mitchweb/engine/contract'
import { variedWords } from './varied-products.ts'

type Catalog = Parameters<Shop['searchCatalog']>[0]['catalog']

/** A kind of list, search or other question, by a few of its kind. */
export type Ask = { readonly name: string; readonly questions: readonly ((shop: Shop) => Promise<unknown>)[] }

const searching = (name: string, catalogs: readonly Catalog[]): Ask => ({
  name,
  questions: catalogs.map(catalog => shop => shop.searchCatalog({ catalog })),
})

const context = { currency: 'EUR' }
const price = { min: 20_000, max: 30_000 }
const { brand, category } = variedWords
const black = { name: 'Colour', values: ['Black'] }
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
  ...sorts.map(sort => searching(`all, ${sort}`, [{ sort }])),
  ...Object.entries(filtered).flatMap(([name, filters]) =>
    sorts.map(sort => searching(`${name}, ${sort}`, [{ sort, filters, context }])),
  ),
]

/** Facets of the same lists and of more, each with a page of one product, so that little but the facets is measured. */
export const scaleFacets: readonly Ask[] = Object.entries({
  all: {},
  ...Object.fromEntries(Object.entries(filtered).map(([name, filters]) => [name, { filters }])),
  'of a colour': { filters: { attributes: [black] } },
  'of a colour and width': { filters: { attributes: [black, { name: 'Width', unit: 'cm', min: 50, max: 100 }] } },
  'of a common word': { query: variedWords.common() },
  'of a word in a category': { query: variedWords.common(), filters: { categories: [category(0)] } },
}).map(([name, catalog]) =>
  searching(`facets of: ${name}`, [{ ...catalog, context, facets: true, pagination: { limit: 1 } }]),
)

/** What goes with products of which there are many and few alike. */
export async function scaleRecommendations(shop: Shop): Promise<Ask[]> {
  const idsIn = async (rank: number): Promise<string[]> => {
    const filters = { categories: [category(rank)] }
    const { products } = await shop.searchCatalog({ catalog: { filters, context, pagination: { limit: 5 } } })
    return products.map(product => product.id)
  }
  const recommending = (name: string, lists: readonly string[][]): Ask => ({
    name: `recommended for ${name}`,
    questions: lists.map(ids => at => at.recommendProducts({ catalog: { ids, context } })),
  })
  const [common, rare] = [await idsIn(0), await idsIn(250)]
  return [
    recommending(
      'a product with many alike',
      common.map(id => [id]),
    ),
    recommending(
      'a product with few alike',
      rare.map(id => [id]),
    ),
    recommending('several products', [common, rare]),
  ]
}

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
  const searches = Object.entries(queries).map(([name, texts]) =>
    searching(
      `search: ${name}`,
      texts.map(query => ({ query })),
    ),
  )
  const narrowed = Object.entries(filtered).map(([name, filters]) =>
    searching(`search ${name}`, [{ query: common(), filters, context }]),
  )
  const sorted = sorts.map(sort => searching(`search, ${sort}`, [{ query: common(), sort }]))
  return [...searches, ...narrowed, ...sorted, ...(await deepPages(shop, common()))]
}

/** The page behind five hundred products, which both shops have. */
async function deepPages(shop: Shop, query: string): Promise<Ask[]> {
  const asks: Ask[] = []
  for (const [name, catalog] of Object.entries({
    'a deep page, newest': { sort: 'newest' as const },
    'a deep page, by price': { sort: 'price_ascending' as const },
    'a deep page of a search': { query },
  })) {
    let cursor: string | undefined
    for (let page = 0; page < 10; page++) {
      const pagination = { limit: 50, ...(cursor !== undefined && { cursor }) }
      const answer = await shop.searchCatalog({ catalog: { ...catalog, pagination } })
      if (answer.pagination.cursor === undefined) break
      cursor = answer.pagination.cursor
    }
    asks.push(searching(name, [{ ...catalog, pagination: { limit: 50, ...(cursor !== undefined && { cursor }) } }]))
  }
  return asks
}
