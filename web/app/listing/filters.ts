/** What an address says of a list: `/search?q=lamp&brand=Acme&price_min=10&Colour=Black`. */
import type { Shop } from '@mitchweb/engine/contract'
import { minorUnits } from '../visit/minor-units.ts'

type Catalog = Parameters<Shop['searchCatalog']>[0]['catalog']
type Filters = NonNullable<Catalog['filters']>

/** Names in an address that are no attributes. */
const own = [
  'q',
  'sort',
  'cursor',
  'lang',
  'categories',
  'brands',
  'product_types',
  'price_min',
  'price_max',
  'available',
  'on_sale',
]

export const sorts = [
  'relevance',
  'newest',
  'best_selling',
  'price_ascending',
  'price_descending',
  'discount',
  'title',
] as const
export type Sort = (typeof sorts)[number]

export const sortOf = (params: URLSearchParams): Sort | undefined => sorts.find(sort => sort === params.get('sort'))

/** Prices in an address are whole units of money, as people write them; the shop takes minor units. */
export function filtersOf(params: URLSearchParams, decimals: number): Filters {
  const list = (name: string) =>
    params
      .getAll(name)
      .filter(value => value !== '')
      .slice(0, 20)
  const price = {
    ...bound('min', params.get('price_min'), decimals),
    ...bound('max', params.get('price_max'), decimals),
  }
  const names = [...new Set(params.keys())].filter(name => !own.includes(name)).slice(0, 10)
  const attributes = names.map(name => ({ name, values: list(name) })).filter(({ values }) => values.length > 0)
  return {
    ...some('categories', list('categories')),
    ...some('brands', list('brands')),
    ...some('product_types', list('product_types')),
    ...some('attributes', attributes),
    ...(Object.keys(price).length > 0 && { price }),
    ...(params.get('available') && { available: true }),
    ...(params.get('on_sale') && { on_sale: true }),
  }
}

const some = <N extends string, T>(name: N, values: readonly T[]) =>
  values.length > 0 ? ({ [name]: values } as { [K in N]: T[] }) : {}

function bound(name: 'min' | 'max', text: string | null, decimals: number): { min?: number; max?: number } {
  const amount = minorUnits(text, decimals)
  return amount === undefined ? {} : { [name]: amount }
}

/** The address without one of its filters, from its first page on. */
export function without(params: URLSearchParams, name: string, value?: string): string {
  const rest = new URLSearchParams(params)
  rest.delete('cursor')
  if (value === undefined) rest.delete(name)
  else rest.delete(name, value)
  return `?${rest}`
}

/** What is chosen, each with what takes it away. */
export const chosenIn = (params: URLSearchParams): { name: string; value: string }[] =>
  [...params]
    .filter(([name, value]) => !['q', 'sort', 'cursor', 'lang'].includes(name) && value !== '')
    .map(([name, value]) => ({ name, value }))
