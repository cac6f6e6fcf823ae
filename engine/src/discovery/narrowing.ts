import type { sortOrders } from './contract.ts'

export type SortOrder = (typeof sortOrders)[number]

/** A value under this name is one of these or lies in the range; in both databases numbers are doubles. */
export type FacetFilter = {
  readonly nameKey: string
  readonly valueKeys?: readonly string[]
  readonly range?: { readonly unit: string | null; readonly min: number; readonly max: number }
}

/** What narrows a list down. Everything given must hold; lists mean any of them. */
export type Narrowing = {
  readonly categoryIds?: readonly string[]
  readonly collectionIds?: readonly string[]
  readonly brandKeys?: readonly string[]
  /** Both bounds in minor units, of a single variant. */
  readonly price?: { readonly min: number; readonly max: number }
  readonly available?: true
  readonly onSale?: true
  readonly facets?: readonly FacetFilter[]
}
