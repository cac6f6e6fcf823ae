import { CommerceError } from '../shared/errors.ts'
import { allocate, formatMoney, money } from '../shared/money.ts'
import type { LineQuantity } from './order.ts'
import { type Refundable, type RefundPlan, unitsLeft, worthOf } from './refund-plan.ts'

/** What the shop keeps of what was paid, or how much goes back of it. */
export type ReturnTerms = { readonly restockingFee?: number | undefined; readonly amount?: number | undefined }

/**
 * What goes back for units that came back: what was paid for them, less what the shop keeps, dealt over the lines by what
 * they cost. Units whose money went back before are worth nothing a second time.
 */
export function planReturn(
  order: Refundable,
  received: readonly LineQuantity[],
  { restockingFee = 0, amount }: ReturnTerms,
): RefundPlan {
  const lines = received.flatMap(({ id, quantity }) => {
    const line = order.lines.find(known => known.id === id)
    const units = line ? Math.min(quantity, unitsLeft(order, line)) : 0
    return units > 0 ? [{ id, quantity: units }] : []
  })
  const worths = lines.map(line => worthOf(order, line))
  const worth = worths.reduce((sum, each) => sum + each, 0)
  const kept = amount === undefined ? restockingFee : worth - amount
  if (kept < 0 || kept > worth) throw beyond(order, { worth, asked: amount ?? restockingFee })
  const fees = lines.length === 0 ? [] : allocate(money(kept, order.currency), worths)
  const withheld = lines.flatMap(({ id }, index) => {
    const fee = fees[index]?.amount ?? 0
    return fee > 0 ? [{ lineId: id, amount: fee }] : []
  })
  return {
    amount: worth - kept,
    lines,
    parts: lines.map(({ id }, index) => ({ lineId: id, amount: (worths[index] ?? 0) - (fees[index]?.amount ?? 0) })),
    ...(withheld.length > 0 && { withheld }),
  }
}

function beyond({ currency }: Refundable, { worth, asked }: { readonly worth: number; readonly asked: number }) {
  const words = (amount: number) => formatMoney(money(amount, currency))
  return new CommerceError(
    'limit_exceeded',
    `What came back was paid with ${words(worth)}, which is less than ${words(asked)}.`,
    { worth, asked },
  )
}
