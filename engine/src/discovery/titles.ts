import { productsByIds, wordingIn } from '../catalog/index.ts'
import { cleanLine, shorten } from '../shared/clean-text.ts'
import type { ReadTx } from '../storage/port.ts'

export type Titles = ReadonlyMap<string, string>

/** The titles of products in the buyer's language, as they stand in reasons. */
export async function titlesIn(tx: ReadTx, ids: readonly string[], languages: readonly string[]): Promise<Titles> {
  const products = await productsByIds(tx, ids)
  const wording = await wordingIn(tx, languages, { products })
  return new Map(products.map(product => [product.id, shorten(cleanLine(wording.product(product).title), 80)]))
}
