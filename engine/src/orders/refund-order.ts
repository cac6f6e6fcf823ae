import type { Actor } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input } from '../shared/operation.ts'
import type { Tx } from '../storage/port.ts'
import { appendAdjustments } from './adjustment-records.ts'
import type * as contract from './contract.ts'
import type { OrderView } from './contract.ts'
import { getOrder } from './get-order.ts'
import { type LineQuantity, type Order, orderLabel } from './order.ts'
import { orderInTurn, saveQuantities } from './records.ts'
import { planRefund, type RefundPlan, unitsLeft } from './refund-plan.ts'
import { type Refunder, refunding } from './refunding.ts'
import { idsToRun } from './refunds.ts'
import { moneyLeft, sendBack } from './send-back.ts'
import { shelve } from './shelving.ts'

type Wish = Input<typeof contract.refundOrder>

/** It needs a key: two refunds of the same amount may both be meant, and only the key tells a second one from a repeated call. */
export async function refundOrder(env: Refunder, wish: Wish): Promise<OrderView> {
  if (env.call.key === undefined)
    throw new CommerceError('idempotency_key_required', 'A refund needs an idempotency key of its own.')
  return refunding(env, wish.id, async tx => begin(tx, await orderInTurn(tx, { id: wish.id, actor: env.actor }), wish))
}

/** Writes the refund down without asking the provider, for a transaction that is taken back. */
export async function previewRefund(tx: Tx, wish: Wish, { actor }: { readonly actor: Actor }): Promise<OrderView> {
  await begin(tx, await orderInTurn(tx, { id: wish.id, actor }), wish)
  return getOrder(tx, { id: wish.id }, { actor })
}

async function begin(tx: Tx, order: Order, wish: Wish): Promise<string[]> {
  if (order.canceledAt)
    throw new CommerceError('invalid_state', `Order ${orderLabel(order.number)} is cancelled; all its money goes back.`)
  const { line_items: lines, delivery, amount, reason = 'Refunded by the shop', restock } = wish
  const money = await moneyLeft(tx, order)
  const plan = planRefund(order, { lines, delivery, amount }, money.left)
  await saveQuantities(tx, order, quantitiesAfter(order, plan))
  const restocked = restock ? await putOnShelf(tx, order, { plan, locationId: restock.location_id }) : []
  const adjustments = await sendBack(tx, order, { ...money, plan, reason, restocked })
  await appendAdjustments(tx, order, adjustments)
  return idsToRun(adjustments)
}

/** Refunded units are not ordered any more; those that had not been sent come off first. */
const quantitiesAfter = (order: Order, { lines }: RefundPlan): LineQuantity[] =>
  order.lines.flatMap(line => {
    const wanted = lines.find(({ id }) => id === line.id)
    if (!wanted) return []
    return [{ id: line.id, quantity: Math.min(line.quantity, unitsLeft(order, line) - wanted.quantity) }]
  })

async function putOnShelf(
  tx: Tx,
  order: Order,
  { plan: { lines }, locationId }: { readonly plan: RefundPlan; readonly locationId: string | undefined },
): Promise<LineQuantity[]> {
  const refunded = new Map(
    order.lines.map(line => {
      const wanted = lines.find(({ id }) => id === line.id)?.quantity ?? 0
      return [line.id, line.originalQuantity - unitsLeft(order, line) + wanted]
    }),
  )
  const { units } = await shelve(tx, order, { lines, locationId, given: lineId => refunded.get(lineId) ?? 0 })
  return units
}
