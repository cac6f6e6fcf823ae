import type { Route } from './route.ts'

/** How anybody finds products. Apart from the other addresses, so that a page can bring these few along. */
export const catalogRoutes: readonly Route[] = [
  {
    operation: 'search_catalog',
    method: 'POST',
    path: '/catalog/search',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
  {
    operation: 'lookup_catalog',
    method: 'POST',
    path: '/catalog/lookup',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
  {
    operation: 'get_product',
    method: 'POST',
    path: '/catalog/product',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
  {
    operation: 'suggest_searches',
    method: 'GET',
    path: '/catalog/suggest',
    traffic: 'browse',
    query: { query: 'text', limit: 'integer', language: 'text', address_country: 'text' },
    language: 'query',
    isPublic: true,
  },
  {
    operation: 'recommend_products',
    method: 'POST',
    path: '/catalog/recommendations',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
  {
    operation: 'estimate_delivery',
    method: 'POST',
    path: '/catalog/delivery',
    traffic: 'browse',
    object: 'catalog',
    language: 'context',
  },
]
