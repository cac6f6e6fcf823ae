import type { Actor } from '../shared/actor.ts'
import type { Input } from '../shared/operation.ts'
import type { Tx } from '../storage/port.ts'
import { appendAdjustments, type NewAdjustment } from './adjustment-records.ts'
import type * as contract from './contract.ts'
import type { OrderView } from './contract.ts'
import { type Caller, getOrder } from './get-order.ts'
import type { LineQuantity, Order } from './order.ts'
import { orderInTurn, saveQuantities } from './records.ts'
import type { RefundPlan } from './refund-plan.ts'
import { type Refunder, refunding } from './refunding.ts'
import { idsToRun } from './refunds.ts'
import { type Return, receivedLines, returnOf, unitsAmong } from './return.ts'
import { changeReturn } from './return-records.ts'
import { planReturn } from './return-refund.ts'
import { returnStates } from './return-states.ts'
import { moneyLeft, sendBack, variantsIn } from './send-back.ts'
import { shelve } from './shelving.ts'

type Receipt = Input<typeof contract.receiveReturn>

/** A return is received once, so that a call without a key cannot send its money twice either. */
export const receiveReturn = (env: Refunder, receipt: Receipt): Promise<OrderView> =>
  refunding(env, receipt.id, async tx => receive(tx, receipt, env))

/** Writes the receipt down without asking the provider, for a transaction that is taken back. */
export async function previewReceipt(
  tx: Tx,
  receipt: Receipt,
  { actor }: { readonly actor: Actor },
): Promise<OrderView> {
  await receive(tx, receipt, { actor })
  return getOrder(tx, { id: receipt.id }, { actor })
}

async function receive(tx: Tx, receipt: Receipt, { actor }: { readonly actor: Actor }): Promise<string[]> {
  const order = await orderInTurn(tx, { id: receipt.id, actor })
  const wanted = returnOf(order, receipt.return_id)
  const { id: returnId } = wanted
  const status = returnStates.move(wanted.status, 'received', `Return ${returnId}`)
  const received = receivedLines(wanted, receipt.line_items)
  const money = await moneyLeft(tx, order)
  const plan = planReturn(order, received, { restockingFee: receipt.restocking_fee, amount: receipt.amount })
  const left = quantitiesAfter(order, received)
  await saveQuantities(tx, order, left)
  const back = await putOnShelf(tx, order, { receipt, received, left })
  const came = receivedAdjustment(tx, { returnId, received, restocked: back.units, plan })
  const reason = `Return ${returnId}`
  const refunds = plan.amount > 0 ? await sendBack(tx, order, { ...money, plan, reason, returnId }) : []
  await appendAdjustments(tx, order, [came, ...refunds])
  const fee = (plan.withheld ?? []).reduce((sum, { amount }) => sum + amount, 0)
  const closed: Return = {
    ...wanted,
    status,
    closedAt: tx.now.toISOString(),
    received,
    refundAmount: plan.amount,
    ...(fee > 0 && { restockingFee: fee }),
    ...(back.placed.length > 0 && { restocked: back.placed }),
  }
  await changeReturn(tx, closed)
  await tx.emit('order.return_received', {
    order_id: order.id,
    return_id: returnId,
    customer_id: order.ownerId,
    refund_amount: plan.amount,
    lines: variantsIn(order, received),
  })
  return idsToRun(refunds)
}

/** What came back is not ordered any more. It may have been taken off by a refund before it came. */
const quantitiesAfter = (order: Order, received: readonly LineQuantity[]): LineQuantity[] =>
  received.flatMap(({ id, quantity }) => {
    const line = order.lines.find(known => known.id === id)
    return line ? [{ id, quantity: Math.max(0, line.quantity - quantity) }] : []
  })

type Shelving = {
  readonly receipt: Receipt
  readonly received: readonly LineQuantity[]
  readonly left: readonly LineQuantity[]
}

async function putOnShelf(tx: Tx, order: Order, { receipt: { restock }, received, left }: Shelving) {
  if (!restock) return { units: [], placed: [] }
  const given = (lineId: string) => {
    const line = order.lines.find(({ id }) => id === lineId)
    return (line?.originalQuantity ?? 0) - (left.find(({ id }) => id === lineId)?.quantity ?? line?.quantity ?? 0)
  }
  const lines = unitsAmong(received, restock.line_items ?? received, 'among what came back')
  return shelve(tx, order, { lines, given, locationId: restock.location_id })
}

type Came = {
  readonly returnId: string
  readonly received: readonly LineQuantity[]
  readonly restocked: readonly LineQuantity[]
  readonly plan: RefundPlan
}

/** Where no money goes back there is no refund to say which units were settled, and the receipt says it itself. */
const receivedAdjustment = (tx: Tx, { returnId, received, restocked, plan }: Came): NewAdjustment => ({
  adjustment: {
    id: tx.newId('adj', 'short'),
    type: 'return',
    occurredAt: tx.now.toISOString(),
    status: 'completed',
    returnId,
    lines: received.map(({ id, quantity }) => ({ id, quantity: -quantity })),
    ...(plan.amount === 0 &&
      plan.lines.length > 0 && { unpaid: plan.lines.map(({ id, quantity }) => ({ id, quantity: -quantity })) }),
    ...(plan.amount === 0 && plan.withheld && { withheld: plan.withheld }),
    ...(restocked.length > 0 && { restocked }),
  },
})

export async function refuseReturn(
  tx: Tx,
  { id, return_id, reason }: Input<typeof contract.refuseReturn>,
  { actor }: Caller,
): Promise<OrderView> {
  const order = await orderInTurn(tx, { id, actor })
  const wanted = returnOf(order, return_id)
  const status = returnStates.move(wanted.status, 'refused', `Return ${wanted.id}`)
  await changeReturn(tx, { ...wanted, status, closedAt: tx.now.toISOString(), refusal: reason })
  await tx.emit('order.return_refused', { order_id: order.id, return_id, customer_id: order.ownerId })
  return getOrder(tx, { id: order.id }, { actor })
}
