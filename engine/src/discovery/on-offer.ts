import type { ReadTx } from '../storage/port.ts'
import { listProducts } from './listing.ts'
import type { PriceAsker } from './offers.ts'

const atOnce = 100

/** Those of these products that can be bought now, in the given order. */
export async function onOffer(
  tx: ReadTx,
  ids: readonly string[],
  { currency, groups, market }: PriceAsker,
): Promise<string[]> {
  const asker = { currency, groups, ...(market && { market }) }
  const found = new Set<string>()
  for (let start = 0; start < ids.length; start += atOnce) {
    const part = ids.slice(start, start + atOnce)
    const listed = await listProducts(tx, { ...asker, ids: part, available: true, sort: 'newest', limit: part.length })
    for (const { id } of listed) found.add(id)
  }
  return ids.filter(id => found.has(id))
}
