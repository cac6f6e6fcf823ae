import { and, asc, inArray, lte } from 'drizzle-orm'
import { storeSettings } from '../pricing/index.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { checkoutTables, isUncleared } from './tables.ts'

const tables = tablesOf(checkoutTables)

const dayMs = 86_400_000
const clearedAtOnce = 200

/** All that a checkout says of who it was for. What was in it stays. */
export const nothingOfBuyer = {
  buyer: null,
  context: null,
  attribution: null,
  destinations: [],
  selectedDestinationId: null,
  cards: null,
  agreement: null,
  failure: null,
}

/**
 * Takes guests out of checkouts that came to nothing so many days after their time was over, a batch at a time: nobody
 * comes back to them, and no account would ever have them erased. Answers how many.
 */
export async function clearGuests(tx: Tx): Promise<number> {
  const { checkouts } = tables(tx)
  const { guestCheckoutDays } = await storeSettings(tx)
  const before = new Date(tx.now.getTime() - guestCheckoutDays * dayMs)
  const due = tx.db
    .select({ id: checkouts.id })
    .from(checkouts)
    .where(and(isUncleared(checkouts), lte(checkouts.expiresAt, before)))
    .orderBy(asc(checkouts.expiresAt))
    .limit(clearedAtOnce)
  const cleared = await tx.db
    .update(checkouts)
    .set({ ...nothingOfBuyer, clearedAt: tx.now })
    .where(and(inArray(checkouts.id, due), isUncleared(checkouts)))
    .returning({ id: checkouts.id })
  return cleared.length
}
