import type { Shop } from '@mitchweb/engine/contract'
import { keptAnswers } from '../visit/kept.server.ts'

/** A sitemap is worked out once for an hour. */
const keptMilliseconds = 60 * 60_000

/** Asks for the paths of all pages that anybody may read. */
export const keptAddresses = () => keptAnswers({ milliseconds: keptMilliseconds, ask: addressesOf, keyOf: () => '' })
export type Addresses = ReturnType<typeof keptAddresses>

async function addressesOf(shop: Shop): Promise<string[]> {
  const { categories } = await shop.listCategories({})
  return [
    '/',
    '/search',
    ...categories.map(({ handle }) => `/categories/${encodeURIComponent(handle)}`),
    ...(await collected(collectionPages(shop), ({ handle }) => `/collections/${encodeURIComponent(handle)}`)),
    ...(await policyPaths(shop)),
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

async function policyPaths(shop: Shop): Promise<string[]> {
  const { policies } = await shop.listPolicies({})
  const paths = policies.map(({ slug }) => `/policies/${encodeURIComponent(slug)}`)
  return paths.length > 0 ? ['/policies', ...paths] : []
}
