import type { NextAction } from '../shared/ucp.ts'
import type { OrderView } from './contract.ts'
import { isCancelable, type Order } from './order.ts'
import { type ReturnWindow, returnable } from './return.ts'

/** The order with what its buyer can do with it now: which units can be sent back until when, and by which operations. */
export function withNextSteps(view: OrderView, order: Order, window: ReturnWindow): OrderView {
  const returnables = new Map(order.lines.map(line => [line.id, returnable(order, line, window)]))
  return {
    ...view,
    line_items: view.line_items.map(line => {
      const left = returnables.get(line.id)
      return left ? { ...line, returnable: { quantity: left.quantity, until: left.until.toISOString() } } : line
    }),
    next_actions: [
      ...view.next_actions,
      ...(isStillToBeSent(order) ? beforeItIsSent : []),
      ...([...returnables.values()].some(Boolean) ? onceItIsThere : []),
    ],
  }
}

/** Of what was refunded whole, nothing is left to be sent anywhere, nor any money to be sent back. */
const isStillToBeSent = (order: Order): boolean => isCancelable(order) && order.lines.some(line => line.quantity > 0)

const beforeItIsSent: readonly NextAction[] = [
  { operation: 'update_order', description: 'Changes the delivery address or the contact, as nothing was sent yet.' },
  {
    operation: 'cancel_order',
    description: 'Cancels it whole and sends the money back, as nothing is on its way yet.',
  },
]

const onceItIsThere: readonly NextAction[] = [
  { operation: 'request_return', description: 'Sends units back that are returnable, each line with a reason.' },
]
