import type { Shop } from '@mitchweb/engine/contract'

/** The method of a shop that performs an operation: `searchCatalog` for `search_catalog`. */
export function methodOf(name: string): keyof Shop {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Shop
}
