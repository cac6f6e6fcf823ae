import type { ReadTx } from '../storage/port.ts'
import { returnedAmong } from './customer-history.ts'
import type { PriceAsker } from './offers.ts'
import { onOffer } from './on-offer.ts'
import type { Ranked } from './ranked.ts'

type Picking = {
  readonly besides: ReadonlySet<string>
  readonly customerId: string | undefined
  readonly asker: PriceAsker
  readonly limit: number
}

/** As many are looked at in one go, and no more than so many in all. */
const atOnce = 20
const mostLooked = 300

/** Picks the first of ranked lists, one list after the other, that can be bought now and were not sent back. */
export function picking(tx: ReadTx, { besides, customerId, asker, limit }: Picking) {
  const picked = new Map<string, Ranked>()
  const isFull = () => picked.size >= limit

  async function add(ranked: readonly Ranked[]): Promise<void> {
    const wanted = ranked.filter(({ id }) => !besides.has(id) && !picked.has(id)).slice(0, mostLooked)
    for (let start = 0; start < wanted.length && !isFull(); start += atOnce) {
      const part = wanted.slice(start, start + atOnce)
      const open = await openAmong([...new Set(part.map(({ id }) => id))])
      for (const product of part) if (open.has(product.id) && !picked.has(product.id)) picked.set(product.id, product)
    }
  }

  /** Takes of lists that are made one after the other no more than are needed. */
  async function addFrom(lists: AsyncIterable<readonly Ranked[]>): Promise<void> {
    for await (const ranked of lists) {
      await add(ranked)
      if (isFull()) return
    }
  }

  async function openAmong(ids: readonly string[]): Promise<Set<string>> {
    const returned = customerId === undefined ? new Set() : await returnedAmong(tx, { customerId, productIds: ids })
    return new Set((await onOffer(tx, ids, asker)).filter(id => !returned.has(id)))
  }

  return { add, addFrom, isFull, first: (): Ranked[] => [...picked.values()].slice(0, limit) }
}
