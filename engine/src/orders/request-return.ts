import { marketFor, storeSettings } from '../pricing/index.ts'
import { message } from '../shared/messages.ts'
import type { Input } from '../shared/operation.ts'
import { say } from '../shared/shopper-texts.ts'
import type { Tx } from '../storage/port.ts'
import type { requestReturn as contract, OrderView } from './contract.ts'
import { type Caller, getOrder } from './get-order.ts'
import { orderInTurn } from './records.ts'
import { assertReturnable, type Return } from './return.ts'
import { appendReturn } from './return-records.ts'

/** Two that ask for the same unit at once come one after the other at the order's row, and the second finds it taken. */
export async function requestReturn(
  tx: Tx,
  { id, line_items: lines, note }: Input<typeof contract>,
  { actor }: Caller,
): Promise<OrderView> {
  const order = await orderInTurn(tx, { id, actor })
  const store = await storeSettings(tx)
  assertReturnable(order, lines, { now: tx.now, days: store.returnDays })
  const wanted: Return = {
    id: tx.newId('ret', 'short'),
    status: 'requested',
    requestedAt: tx.now.toISOString(),
    lines,
    ...(note !== undefined && { note }),
  }
  await appendReturn(tx, order, wanted)
  await tx.emit('order.return_requested', {
    order_id: order.id,
    return_id: wanted.id,
    customer_id: order.ownerId,
    lines: lines.map(line => ({ line_item_id: line.id, quantity: line.quantity, reason: line.reason })),
  })
  const view = await getOrder(tx, { id: order.id }, { actor })
  const { textLanguage } = marketFor(store, {})
  const text = say(textLanguage, 'return_requested', { id: wanted.id })
  return { ...view, messages: [...view.messages, message('info', 'return_requested', text)] }
}
