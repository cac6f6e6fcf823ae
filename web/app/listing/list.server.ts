import { decimalsOf, type Shop } from '@mitchweb/engine/contract'
import type { LoaderFunctionArgs } from 'react-router'
import { cardOf } from '../components/product-card.tsx'
import { asked } from '../visit/answers.server.ts'
import { visitorOf } from '../visit/visitor.server.ts'
import { filtersOf, sortOf } from './filters.ts'

type Filters = NonNullable<Parameters<Shop['searchCatalog']>[0]['catalog']['filters']>

/** A page of a list: its products, what it can be narrowed by, and what the shop has to say about it. */
export async function listOf(request: LoaderFunctionArgs, fixed: Filters = {}) {
  const { shop, context, choice } = await visitorOf(request)
  const params = request.url.searchParams
  const query = params.get('q')?.trim().slice(0, 200)
  const sort = sortOf(params)
  const cursor = params.get('cursor')
  const filters = { ...filtersOf(params, decimalsOf(choice.currency)), ...fixed }
  const { products, facets, pagination, messages } = await asked(
    shop.searchCatalog({
      catalog: {
        context,
        filters,
        facets: true,
        facet_limit: 12,
        pagination: { limit: 24, ...(cursor && { cursor }) },
        ...(query && { query }),
        ...(sort && sort !== 'relevance' && { sort }),
      },
    }),
  )
  return {
    query,
    cards: products.map(cardOf),
    facets: (facets ?? []).filter(facet => !Object.hasOwn(fixed, facet.filter)),
    next: pagination.has_next_page ? pagination.cursor : undefined,
    notes: (messages ?? []).map(({ code, content }) => ({ code, content })),
  }
}
export type List = Awaited<ReturnType<typeof listOf>>
