import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { mandateTables } from './mandate-tables.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)
const mandatesIn = tablesOf(mandateTables)

type Moved = { readonly from: string; readonly to: string }

/** Gives a customer the store credit, mandates and saved payment methods of who turns out to be the same person. */
export async function moveWallet(tx: Tx, { from, to }: Moved): Promise<void> {
  const { giftCards, paymentMethods, providerCustomers } = tables(tx)
  const { mandates } = mandatesIn(tx)
  await tx.db.update(giftCards).set({ ownerId: to }).where(eq(giftCards.ownerId, from))
  await tx.db.update(mandates).set({ customerId: to }).where(eq(mandates.customerId, from))
  await giveUpTwofold(tx, { from, to })
  await tx.db.update(paymentMethods).set({ customerId: to }).where(eq(paymentMethods.customerId, from))
  await tx.db.update(providerCustomers).set({ customerId: to }).where(eq(providerCustomers.customerId, from))
}

/**
 * A provider charges a method through the customer that it was saved with, and to this shop a customer is one customer of
 * a provider's. So where both are known to it, what the former had saved there is taken away as its owner would.
 */
async function giveUpTwofold(tx: Tx, { from, to }: Moved): Promise<void> {
  const { paymentMethods, providerCustomers } = tables(tx)
  const { customerId, handlerId } = providerCustomers
  const own = tx.db.select({ handlerId }).from(providerCustomers).where(eq(customerId, to))
  await tx.db
    .update(paymentMethods)
    .set({ removedAt: tx.now, nextCheckAt: tx.now })
    .where(
      and(
        eq(paymentMethods.customerId, from),
        isNull(paymentMethods.removedAt),
        inArray(paymentMethods.handlerId, own),
      ),
    )
  await tx.db.delete(providerCustomers).where(and(eq(customerId, from), inArray(handlerId, own)))
}
