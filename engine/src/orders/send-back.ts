import { type Payment, paymentsFor, refundable, sharesOf } from '../payments/index.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type { NewAdjustment } from './adjustment-records.ts'
import type { LineQuantity, Order } from './order.ts'
import { dealParts, type RefundPlan, tooMuch } from './refund-plan.ts'
import { refundPayment } from './refunds.ts'

/** What of an order's payments has not gone back. */
export type MoneyLeft = { readonly payments: readonly Payment[]; readonly left: number }

export async function moneyLeft(tx: ReadTx, { checkoutId }: Order): Promise<MoneyLeft> {
  const payments = inRefundOrder(await paymentsFor(tx, checkoutId))
  return { payments, left: sumOf(payments, ({ amount, refunded }) => amount.amount - refunded) }
}

/**
 * A provider's payment first, then gift cards, which had paid what they could: so the buyer gets back what they would
 * not have been charged without these goods.
 */
const inRefundOrder = (payments: readonly Payment[]): Payment[] =>
  payments
    .filter(({ status }) => status === 'captured')
    .sort((a, b) => Number(a.giftCardId !== null) - Number(b.giftCardId !== null))

const sumOf = <T>(things: readonly T[], of: (thing: T) => number): number =>
  things.reduce((sum, thing) => sum + of(thing), 0)

type Sending = MoneyLeft & {
  readonly plan: RefundPlan
  readonly reason: string
  /** Units of the lines that are on a shelf again. */
  readonly restocked?: readonly LineQuantity[]
  readonly returnId?: string
}

/** Writes down what goes back to which payment, for the order to show. Throws where the payments cannot give so much. */
export async function sendBack(
  tx: Tx,
  order: Order,
  { plan, payments, left, reason, restocked = [], returnId }: Sending,
): Promise<NewAdjustment[]> {
  const limits = payments.map(refundable)
  const most = sumOf(limits, limit => limit)
  if (plan.amount > most) throw tooMuch(order, { asked: plan.amount, left: most, disputed: left - most })
  const shares = sharesOf(plan.amount, limits)
  const parts = dealParts(plan.parts, shares)
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
          ...(returnId !== undefined && { returnId }),
          ...(isFirst &&
            plan.lines.length > 0 && { lines: plan.lines.map(({ id, quantity }) => ({ id, quantity: -quantity })) }),
          ...(isFirst && plan.withheld && { withheld: plan.withheld }),
          ...(isFirst && restocked.length > 0 && { restocked }),
        },
      })),
    )
  }
  await tx.emit('order.refunded', {
    order_id: order.id,
    customer_id: order.ownerId,
    amount: plan.amount,
    currency: order.currency,
    lines: variantsIn(order, plan.lines),
  })
  return adjustments
}

/** Units of lines as the variants that they are of, for those who hear of them. */
export const variantsIn = (order: Order, lines: readonly LineQuantity[]) =>
  order.lines.flatMap(({ id, variantId }) => {
    const named = lines.find(line => line.id === id)
    return named ? [{ variant_id: variantId, quantity: named.quantity }] : []
  })
