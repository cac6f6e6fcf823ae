import { CommerceError } from '../shared/errors.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ShortOrder } from './history-contract.ts'
import type { Order } from './order.ts'
import { isOpenOrder, orderStatus } from './whereabouts.ts'

/** The order that a list of the newest goes on after. */
export type Place = Pick<Order, 'placedAt' | 'number'>

/** Whether an order is in a state, or "open": with something still to come. */
export function isOf(wanted: ShortOrder['status'] | 'open' | undefined, order: Order): boolean {
  const status = orderStatus(order)
  return wanted === undefined || (wanted === 'open' ? isOpenOrder(status) : status === wanted)
}

type Search = {
  /** Orders after a place, the newest first. */
  readonly page: (place: Place & { readonly limit: number }) => Promise<readonly Order[]>
  readonly from: Place
  readonly limit: number
  readonly fits: (order: Order) => boolean
}

/**
 * A status follows from what has happened, so orders are looked at until a page is full, at most so many in one call: a
 * page may be short, and its cursor goes on where the looking ended.
 */
export async function matching({ page, from, limit, fits }: Search): Promise<{ orders: Order[]; next?: Place }> {
  const found: Order[] = []
  let place = from
  for (let looked = 0; looked < mostLooked; looked += atOnce) {
    const some = await page({ ...place, limit: atOnce })
    for (const order of some) {
      if (!fits(order)) continue
      if (found.length === limit) return { orders: found, next: placeOf(found.at(-1)!) }
      found.push(order)
    }
    if (some.length < atOnce) return { orders: found }
    place = placeOf(some.at(-1)!)
  }
  return { orders: found, next: place }
}

const atOnce = 51
const mostLooked = 500

const placeOf = ({ placedAt, number }: Order): Place => ({ placedAt, number })

/** Before all orders: no number of this size is ever given. */
export const newest: Place = { placedAt: new Date('9999-01-01T00:00:00Z'), number: 2_147_483_647 }

export function placeIn(list: string, cursor: string): Place {
  const [time, number] = decodeCursor(list, cursor)
  const isPlace = [time, number].every(part => Number.isSafeInteger(part) && Number(part) >= 0)
  if (!isPlace || Number(time) > newest.placedAt.getTime() || Number(number) > newest.number)
    throw new CommerceError('invalid_cursor', 'This cursor was not made by the shop.')
  return { placedAt: new Date(Number(time)), number: Number(number) }
}

export const pageAfter = (list: string, next: Place | undefined) =>
  next
    ? { has_next_page: true, cursor: encodeCursor(list, [next.placedAt.getTime(), next.number]) }
    : { has_next_page: false }
