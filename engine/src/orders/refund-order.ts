import { locationsIn, putBack } from '../inventory/index.ts'
import { type Payment, paymentsFor, refundable, sharesOf } from '../payments/index.ts'
import type { Actor } from '../shared/actor.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import type { Input } from '../shared/operation.ts'
import { type Call, claimKey, finishKey, keyed } from '../storage/idempotency.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { OrderView } from './contract.ts'
import { getOrder } from './get-order.ts'
import { type LineQuantity, type Order, orderLabel } from './order.ts'
import {
  appendAdjustments,
  type NewAdjustment,
  orderInTurn,
  orderToChange,
  pendingRefunds,
  saveQuantities,
} from './records.ts'
import { dealParts, planRefund, type RefundPlan, tooMuch, unitsLeft, unitsRestocked } from './refund-plan.ts'
import { idsToRun, type MoneyOut, refundPayment, runRefund } from './refunds.ts'

type Refunder = MoneyOut & { readonly actor: Actor; readonly call: Call }
type Wish = Input<typeof contract.refundOrder>

/**
 * Two transactions with the provider between them, as for a cancellation. It needs a key: two refunds of the same amount
 * may both be meant, and only the key tells a second one from a repeated call.
 */
export async function refundOrder(env: Refunder, wish: Wish): Promise<OrderView> {
  const { actor, storage } = env
  const call = keyed(env.call)
  if (!call) throw new CommerceError('idempotency_key_required', 'A refund needs an idempotency key of its own.')
  const begun = await storage.write(async (tx): Promise<{ answer: OrderView } | { refundIds: string[] }> => {
    const claim = await claimKey(tx, { ...call, reference: wish.id })
    if (claim === 'claimed') return { refundIds: await begin(tx, await orderInTurn(tx, { id: wish.id, actor }), wish) }
    if ('replay' in claim) return { answer: claim.replay as OrderView }
    // The first call got no further than this, here or on another node: what it has written down is carried on.
    const { id } = await orderToChange(tx, { id: wish.id, actor })
    return { refundIds: await pendingRefunds(tx, id) }
  })
  if ('answer' in begun) return begun.answer
  for (const refundId of begun.refundIds) await runRefund(env, refundId)
  return storage.write(async tx => finishKey(tx, { ...call, answer: await getOrder(tx, { id: wish.id }, { actor }) }))
}

/** Writes the refund down without asking the provider, for a transaction that is taken back. */
export async function previewRefund(tx: Tx, wish: Wish, { actor }: Pick<Refunder, 'actor'>): Promise<OrderView> {
  await begin(tx, await orderInTurn(tx, { id: wish.id, actor }), wish)
  return getOrder(tx, { id: wish.id }, { actor })
}

async function begin(tx: Tx, order: Order, wish: Wish): Promise<string[]> {
  if (order.canceledAt)
    throw new CommerceError('invalid_state', `Order ${orderLabel(order.number)} is cancelled; all its money goes back.`)
  const { line_items: lines, delivery, amount, reason = 'Refunded by the shop', restock } = wish
  const payments = inRefundOrder(await paymentsFor(tx, order.checkoutId))
  const left = sumOf(payments, kept)
  const plan = planRefund(order, { lines, delivery, amount }, left)
  const limits = payments.map(refundable)
  const most = sumOf(limits, limit => limit)
  if (plan.amount > most) throw tooMuch(order, { asked: plan.amount, left: most, disputed: left - most })
  const shares = sharesOf(plan.amount, limits)
  const parts = dealParts(plan.parts, shares)
  await saveQuantities(tx, order, quantitiesAfter(order, plan))
  const restocked = restock ? await putOnShelf(tx, order, { plan, locationId: restock.location_id }) : []
  const adjustments: NewAdjustment[] = []
  for (const [index, payment] of payments.entries()) {
    const made = await refundPayment(tx, payment, { reason, amount: shares[index] ?? 0 })
    const isFirst = adjustments.length === 0
    adjustments.push(
      ...made.map(({ adjustment, ...refund }) => ({
        ...refund,
        adjustment: {
          ...adjustment,
          description: reason,
          parts: parts[index] ?? [],
          ...(isFirst &&
            plan.lines.length > 0 && { lines: plan.lines.map(({ id, quantity }) => ({ id, quantity: -quantity })) }),
          ...(isFirst && restocked.length > 0 && { restocked }),
        },
      })),
    )
  }
  await appendAdjustments(tx, order, adjustments)
  await tx.emit('order.refunded', {
    order_id: order.id,
    customer_id: order.ownerId,
    amount: plan.amount,
    currency: order.currency,
    lines: order.lines.flatMap(({ id, variantId }) => {
      const refunded = plan.lines.find(line => line.id === id)
      return refunded ? [{ variant_id: variantId, quantity: refunded.quantity }] : []
    }),
  })
  return idsToRun(adjustments)
}

/**
 * A provider's payment first, then gift cards, which had paid what they could: so the buyer gets back what they would
 * not have been charged without these goods.
 */
const inRefundOrder = (payments: readonly Payment[]): Payment[] =>
  payments
    .filter(({ status }) => status === 'captured')
    .sort((a, b) => Number(a.giftCardId !== null) - Number(b.giftCardId !== null))

const kept = ({ amount, refunded }: Payment): number => amount.amount - refunded

const sumOf = <T>(things: readonly T[], of: (thing: T) => number): number =>
  things.reduce((sum, thing) => sum + of(thing), 0)

/** Refunded units are not ordered any more; those that had not been sent come off first. */
const quantitiesAfter = (order: Order, { lines }: RefundPlan): LineQuantity[] =>
  order.lines.flatMap(line => {
    const wanted = lines.find(({ id }) => id === line.id)
    if (!wanted) return []
    return [{ id: line.id, quantity: Math.min(line.quantity, unitsLeft(order, line) - wanted.quantity) }]
  })

/** Units whose refund the provider had refused may be back already; they are put back once. */
async function putOnShelf(
  tx: Tx,
  order: Order,
  { plan, locationId }: { readonly plan: RefundPlan; readonly locationId: string | undefined },
): Promise<LineQuantity[]> {
  if (locationId !== undefined) await assertLocation(tx, locationId)
  const back = order.lines.flatMap(line => {
    const wanted = plan.lines.find(({ id }) => id === line.id)?.quantity ?? 0
    const refunded = line.originalQuantity - unitsLeft(order, line) + wanted
    const quantity = Math.min(wanted, refunded - unitsRestocked(order, line.id))
    return quantity > 0 ? [{ ...line, quantity }] : []
  })
  await putBack(tx, {
    reference: order.checkoutId,
    reason: 'returned',
    lines: back,
    ...(locationId !== undefined && { locationId }),
  })
  return back.map(({ id, quantity }) => ({ id, quantity }))
}

async function assertLocation(tx: ReadTx, id: string): Promise<void> {
  const isKnown = (await locationsIn(tx)).some(location => location.id === id)
  if (!isKnown) throw notFound('location', id)
}
