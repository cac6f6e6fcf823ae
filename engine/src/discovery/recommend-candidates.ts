import type { ReadTx } from '../storage/port.ts'
import { tagKey, typeKey } from './attribute-values.ts'
import { describedProducts } from './counted-products.ts'
import { mostCounted, worth } from './likeness.ts'
import { currentUnpacking, type DescribedProduct } from './packed-products.ts'
import { type Shelf, shelvesOf } from './recommend-shelves.ts'

const mostLooked = 300

/**
 * Products that may be like one of these, the likeliest first, by what the shop knows of them at hand: the shelves that
 * they share and what they say of themselves, but neither their prices nor what buyers do not see. How much they are alike
 * is to be asked of the first of them only.
 */
export async function candidatesFor(
  tx: ReadTx,
  seedIds: readonly string[],
  besides: ReadonlySet<string>,
): Promise<string[]> {
  const shelves = await shelvesOf(tx, seedIds)
  const ids = inTurn(shelves)
    .filter(id => !besides.has(id))
    .slice(0, mostLooked)
  const described = new Map(await describedProducts(tx, [...seedIds, ...ids], currentUnpacking()))
  const compared = seedIds.map(seedId => {
    const [shared, said] = [sharedShelves(shelves, seedId), saidBy(described.get(seedId))]
    return (id: string) => shared(id) + said(described.get(id))
  })
  const worths = new Map(ids.map(id => [id, Math.max(...compared.map(worthOf => worthOf(id)))]))
  return ids.sort((a, b) => worths.get(b)! - worths.get(a)!)
}

/** A few of each shelf in turn, each product once. */
function inTurn(shelves: readonly Shelf[]): string[] {
  const longest = Math.max(0, ...shelves.map(({ ids }) => ids.length))
  const turns = Array.from({ length: longest }, (_, place) => shelves.flatMap(({ ids }) => ids[place] ?? []))
  return [...new Set(turns.flat())]
}

/** What is shared of the shelves that no product itself speaks of; several of one kind count once. */
function sharedShelves(shelves: readonly Shelf[], seedId: string): (id: string) => number {
  const [categories, collections] = (['category', 'collection'] as const).map(
    kind => new Set(shelves.filter(shelf => shelf.seedId === seedId && shelf.kind === kind).flatMap(({ ids }) => ids)),
  ) as [Set<string>, Set<string>]
  return id => (categories.has(id) ? worth.category : 0) + (collections.has(id) ? worth.collection : 0)
}

/** What a product and another both say of themselves. */
function saidBy(product: DescribedProduct | undefined): (other: DescribedProduct | undefined) => number {
  const keys = new Set(product?.values.map(({ keyId }) => keyId))
  return other => {
    if (!product || !other) return 0
    let [types, tags, attributes] = [0, 0, 0]
    for (const { keyId, nameKey } of other.values) {
      if (!keys.has(keyId)) continue
      if (nameKey === typeKey) types = 1
      else if (nameKey === tagKey) tags += 1
      else attributes += 1
    }
    const isSameBrand = product.brand !== undefined && product.brand.key === other.brand?.key
    return (
      (isSameBrand ? worth.brand : 0) +
      types * worth.productType +
      Math.min(tags, mostCounted.tags) +
      Math.min(attributes, mostCounted.attributes)
    )
  }
}
