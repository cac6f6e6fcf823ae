import type { Actor } from '../shared/actor.ts'
import { type Call, claimKey, finishKey, keyed } from '../storage/idempotency.ts'
import type { Tx } from '../storage/port.ts'
import { pendingRefunds } from './adjustment-records.ts'
import type { OrderView } from './contract.ts'
import { getOrder } from './get-order.ts'
import { orderToChange } from './records.ts'
import { type MoneyOut, runRefund } from './refunds.ts'

export type Refunder = MoneyOut & { readonly actor: Actor; readonly call: Call }

/**
 * Two transactions with the provider between them, as for a cancellation: `begin` writes the refunds down and answers
 * their ids. A repeated call gets the first one's answer; where that got no further than its first transaction, here or
 * on another node, what it has written down is carried on.
 */
export async function refunding(env: Refunder, id: string, begin: (tx: Tx) => Promise<string[]>): Promise<OrderView> {
  const { actor, storage } = env
  const call = keyed(env.call)
  const begun = await storage.write(async (tx): Promise<{ answer: OrderView } | { refundIds: string[] }> => {
    const claim = call ? await claimKey(tx, { ...call, reference: id }) : 'claimed'
    if (claim === 'claimed') return { refundIds: await begin(tx) }
    if ('replay' in claim) return { answer: claim.replay as OrderView }
    const order = await orderToChange(tx, { id, actor })
    return { refundIds: await pendingRefunds(tx, order.id) }
  })
  if ('answer' in begun) return begun.answer
  for (const refundId of begun.refundIds) await runRefund(env, refundId)
  return storage.write(async tx => {
    const answer = await getOrder(tx, { id }, { actor })
    return call ? finishKey(tx, { ...call, answer }) : answer
  })
}
