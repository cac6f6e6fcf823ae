import { locationsIn, type Placed, putBack } from '../inventory/index.ts'
import { notFound } from '../shared/errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type { LineQuantity, Order } from './order.ts'
import { unitsRestocked } from './refund-plan.ts'

type Back = {
  readonly lines: readonly LineQuantity[]
  /** Of each line, how many of its units the buyer does not have or expect any more. */
  readonly given: (lineId: string) => number
  /** Where they came from, unless told. */
  readonly locationId: string | undefined
}

/**
 * Puts units of an order back on a shelf, no more of a line than were given up and are not back yet: units whose refund
 * the provider had refused may be there already. Answers which units of lines they are and where they lie.
 */
export async function shelve(
  tx: Tx,
  order: Order,
  { lines, given, locationId }: Back,
): Promise<{ readonly units: LineQuantity[]; readonly placed: Placed[] }> {
  if (locationId !== undefined) await assertLocation(tx, locationId)
  const back = order.lines.flatMap(line => {
    const wanted = lines.find(({ id }) => id === line.id)?.quantity ?? 0
    const quantity = Math.min(wanted, given(line.id) - unitsRestocked(order, line.id))
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
  const placed = await putBack(tx, {
    reference: order.checkoutId,
    reason: 'returned',
    lines: back,
    ...(locationId !== undefined && { locationId }),
  })
  return { units: back.map(({ id, quantity }) => ({ id, quantity })), placed }
}

async function assertLocation(tx: ReadTx, id: string): Promise<void> {
  const isKnown = (await locationsIn(tx)).some(location => location.id === id)
  if (!isKnown) throw notFound('location', id)
}
