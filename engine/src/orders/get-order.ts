import { unitsFor } from '../inventory/index.ts'
import { storeSettings } from '../pricing/index.ts'
import { type Actor, mayReadCustomers, scopesOf } from '../shared/actor.ts'
import { message } from '../shared/messages.ts'
import type { Input } from '../shared/operation.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { OrderView } from './contract.ts'
import { withNextSteps } from './next-steps.ts'
import type { Order } from './order.ts'
import { orderById } from './records.ts'
import { orderView, withoutPeople } from './view.ts'

export type Caller = { readonly actor: Actor }

export async function getOrder(
  tx: ReadTx,
  { id }: Input<typeof contract.getOrder>,
  { actor }: Caller,
): Promise<OrderView> {
  const order = await orderById(tx, { id, actor })
  const { returnDays: days } = await storeSettings(tx)
  const shown = isOrderClerk(actor) ? withDisputes(orderView(order, tx)) : orderView(withoutDisputes(order), tx)
  const view = withNextSteps(shown, order, { now: tx.now, days })
  const sources = order.canceledAt || !isStockkeeper(actor) ? [] : await sourcesOf(tx, order)
  const told = mayReadCustomers(actor) ? view : withoutAccess(withoutPeople(view))
  return sources.length > 0 ? { ...told, sources } : told
}

/** The link of an order shows its buyer to whoever follows it. */
const withoutAccess = (view: OrderView): OrderView => ({
  ...view,
  permalink_url: view.permalink_url.replace(/(?<=\/)[^/]+$/, 'hidden'),
})

const isOrderClerk = (actor: Actor): boolean => scopesOf(actor).includes('orders:write')

/** What passes between the shop and a bank is not shown to whoever holds the order’s link. */
const withoutDisputes = (order: Order): Order => ({
  ...order,
  adjustments: order.adjustments.filter(({ type }) => type !== 'dispute'),
})

const withDisputes = (view: OrderView): OrderView => ({
  ...view,
  messages: [
    ...view.messages,
    ...view.adjustments.flatMap(({ type, status, description = '' }) =>
      type === 'dispute' && status !== 'failed' ? [message('warning', 'payment_disputed', description)] : [],
    ),
  ],
})

const isStockkeeper = (actor: Actor): boolean => scopesOf(actor).includes('inventory:read')

async function sourcesOf(tx: ReadTx, { checkoutId }: Order) {
  const units = await unitsFor(tx, { reference: checkoutId, status: 'claimed' })
  return units.map(({ variantId, locationId, quantity }) => ({
    variant_id: variantId,
    location_id: locationId,
    quantity,
  }))
}
