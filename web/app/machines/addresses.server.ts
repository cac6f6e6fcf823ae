import type { Shop } from '@mitchweb/engine/contract'

/** Asks for the paths of all pages that anybody may read, which are looked up once for an hour. */
export type Addresses = (shop: Shop) => Promise<readonly string[]>

const keptMilliseconds = 60 * 60_000

export function keptAddresses(): Addresses {
  let kept: { readonly paths: Promise<readonly string[]>; readonly until: number } | undefined
  return shop => {
    if (kept && kept.until > Date.now()) return kept.paths
    const asked = { paths: addressesOf(shop), until: Date.now() + keptMilliseconds }
    kept = asked
    asked.paths.catch(() => {
      if (kept === asked) kept = undefined
    })
    return asked.paths
  }
}

async function addressesOf(shop: Shop): Promise<string[]> {
  const { categories } = await shop.listCategories({})
  return [
    '/',
    '/search',
    ...categories.map(({ handle }) => `/categories/${encodeURIComponent(handle)}`),
    ...(await collected(collectionPages(shop), ({ handle }) => `/collections/${encodeURIComponent(handle)}`)),
    ...(await policies(shop)),
    ...(await collected(productPages(shop), ({ handle }) => `/products/${encodeURIComponent(handle)}`)),
  ]
}

async function collected<T>(pages: AsyncIterable<readonly T[]>, pathOf: (each: T) => string): Promise<string[]> {
  const paths: string[] = []
  for await (const page of pages) paths.push(...page.map(pathOf))
  return paths
}

const limit = 50

async function* productPages(shop: Shop) {
  let cursor: string | undefined
  do {
    const catalog = { sort: 'newest' as const, pagination: { limit, ...(cursor !== undefined && { cursor }) } }
    const { products, pagination } = await shop.searchCatalog({ catalog })
    yield products
    cursor = pagination.cursor
  } while (cursor !== undefined)
}

async function* collectionPages(shop: Shop) {
  let cursor: string | undefined
  do {
    const { collections, pagination } = await shop.listCollections({ limit, ...(cursor !== undefined && { cursor }) })
    yield collections
    cursor = pagination.cursor
  } while (cursor !== undefined)
}

/** The shop lists its policies only by what they are about, so that is what is asked. */
const subjects = [
  'shipping delivery',
  'returns refund',
  'payment',
  'privacy data',
  'warranty',
  'terms',
  'Versand Lieferung',
  'Rückgabe Widerruf',
  'Zahlung',
  'Datenschutz',
  'Garantie',
  'AGB Impressum',
]

async function policies(shop: Shop): Promise<string[]> {
  const found = await Promise.all(subjects.map(query => shop.searchStorePolicies({ query, limit: 20 })))
  const slugs = new Set(found.flatMap(({ passages }) => passages.map(({ policy }) => policy)))
  return [...slugs].sort().map(slug => `/policies/${encodeURIComponent(slug)}`)
}
