import type { FilterShape } from './listing-filters.ts'
import type { ChosenSet } from './listing-sets.ts'
import type { SortOrder } from './narrowing.ts'
import type { Match } from './search-expression.ts'

/** Everything of a listing that changes its SQL. */
export type ListingShape = FilterShape & {
  readonly sort: SortOrder
  readonly limit: number
  readonly offset: boolean
  readonly words:
    | {
        readonly place: Match['place']
        readonly isMany: boolean
        /** All that match are known by their keys. */
        readonly isByKeys: boolean
        readonly isTyped: boolean
        readonly without: boolean
        readonly within: boolean
      }
    | undefined
  /** Of a price only the product's own bounds are looked at. */
  readonly isRough: boolean
  readonly ids: boolean
  readonly besides: number
  readonly after: boolean
  /** The filter whose products the list begins with, or among which words are ranked. */
  readonly set: ChosenSet | undefined
  /** Few products match the words, so that a list in any order may begin with them. */
  readonly isFewWords: boolean
}

/** What a list begins with: all else is looked up for each of these. */
export type Lead = 'words' | 'ids' | 'set' | 'collection' | 'category' | 'brand' | 'price' | 'order'

export function leadOf(shape: ListingShape): Lead {
  const { words, isFewWords, ids, set, collections, categories, brands, price, sort } = shape
  if (words && (isFewWords || (sort === 'relevance' && set === undefined))) return 'words'
  if (ids) return 'ids'
  if (sort === 'manual') return 'collection'
  if (set !== undefined) return 'set'
  if (collections === 1 && sort === 'newest') return 'collection'
  if (categories === 1 && sort === 'newest') return 'category'
  if (brands === 1 && (sort === 'newest' || sort === 'title')) return 'brand'
  const isByPrice = sort === 'price_ascending' || sort === 'price_descending' || sort === 'discount'
  return isByPrice || (price && sort === 'newest') ? 'price' : 'order'
}

/** A product that costs too much is left before anything else is read of it. */
export const isPriceFirst = (shape: ListingShape): boolean => {
  const lead = leadOf(shape)
  return lead === 'price' || (lead !== 'order' && lead !== 'brand' && (shape.price || shape.onSale))
}

/**
 * What the list begins with does not come in its order: all of it is sorted before it is looked at which variants fit,
 * which is no longer asked once the page is full.
 */
export function isSortedFirst(shape: ListingShape): boolean {
  const { price, available, onSale, facets, isRough, sort } = shape
  const lead = leadOf(shape)
  const isUnsorted = lead === 'set' || lead === 'ids' || (lead === 'words' && sort !== 'relevance')
  return isUnsorted && ((price && !isRough) || available || onSale || facets.length > 0)
}
