import { learnJoined, movePurchases } from './discovery/index.ts'
import { joinGuestOrders } from './orders/index.ts'
import { moveWallet } from './payments/index.ts'
import { moveTaxExemptions } from './pricing/index.ts'
import type { Tx } from './storage/index.ts'

/**
 * Gives a customer, who has just proved to own an e-mail address, what the shop kept for the buyer whom it knew by it: the
 * orders of a guest, and all that hung on somebody (`former`) who turns out to be the same person.
 */
export async function becomeOne(
  tx: Tx,
  { customerId, former }: { readonly customerId: string; readonly former?: string | undefined },
): Promise<void> {
  if (former !== undefined) {
    const moved = { from: former, to: customerId }
    await moveTaxExemptions(tx, moved)
    await moveWallet(tx, moved)
    await movePurchases(tx, moved)
  }
  for (const order of await joinGuestOrders(tx, { customerId, former })) await learnJoined(tx, order)
}
