import { and, asc, eq, inArray, isNull, ne, or } from 'drizzle-orm'
import type { PostalAddress } from '../shared/address.ts'
import type { Known, Obstacles, Person, PersonalData } from '../storage/personal-data.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { type Order, orderLabel } from './order.ts'
import { wholeOrders } from './records.ts'
import { changeReturn } from './return-records.ts'
import { orderTables } from './tables.ts'
import { orderView } from './view.ts'
import { isOpenOrder, orderStatus } from './whereabouts.ts'

const tables = tablesOf(orderTables)

/** Their orders, and those of guests under their address. What somebody else ordered who was signed in is that person’s. */
export const knownByOrder: Known = async (tx, { customerId }) => {
  const { orders } = tables(tx)
  const rows = await tx.db
    .select({ id: orders.id, checkoutId: orders.checkoutId, recognised: orders.customerId, buyer: orders.buyer })
    .from(orders)
    .where(or(eq(orders.ownerId, customerId), isOfGuest(tx, customerId)))
  return {
    orderIds: rows.map(({ id }) => id),
    checkoutIds: rows.map(({ checkoutId }) => checkoutId),
    emails: rows.flatMap(({ recognised, buyer }) =>
      recognised === customerId && buyer.email ? [buyer.email.toLowerCase()] : [],
    ),
  }
}

const isOfGuest = (tx: ReadTx, customerId: string) => {
  const { orders } = tables(tx)
  return and(isNull(orders.ownerId), eq(orders.customerId, customerId))
}

async function ordersOf(tx: ReadTx, { orderIds }: Person): Promise<Order[]> {
  const { orders } = tables(tx)
  const rows = await tx.db
    .select()
    .from(orders)
    .where(inArray(orders.id, [...orderIds]))
    .orderBy(asc(orders.number))
  return wholeOrders(tx, rows)
}

/** What is still to be sent or delivered needs a name and an address, and so does what is to come back. */
export const orderObstacles: Obstacles = async (tx, person) =>
  (await ordersOf(tx, person)).flatMap(order => {
    const [label, status] = [orderLabel(order.number), orderStatus(order)]
    const waiting = order.returns.filter(each => each.status === 'requested')
    return [
      ...(isOpenOrder(status)
        ? [{ code: 'order_open', text: `Order ${label} is ${status.replaceAll('_', ' ')}.` }]
        : []),
      ...waiting.map(({ id }) => ({ code: 'return_open', text: `Return ${id} of order ${label} is under way.` })),
    ]
  })

const withOrder = 'Told and forgotten with its order.'

/** Orders are the shop’s books: goods, amounts, taxes, their days and the country stay, and everything about the buyer goes. */
export const orderPersonalData: PersonalData<ReturnType<typeof orderTables>> = {
  orders: {
    tell: async (tx, person) => (await ordersOf(tx, person)).map(order => orderView(order, tx)),
    forget: async (tx, person) => {
      for (const order of await ordersOf(tx, person)) await anonymise(tx, order, person)
      await forgetAsBuyer(tx, person)
    },
  },
  orderLines: 'Goods and their prices.',
  orderEvents: withOrder,
  orderAdjustments: withOrder,
  orderReturns: withOrder,
  counters: 'Numbers of orders.',
}

/** Who holds its id or its permalink from before opens nothing any more: it is owned by nobody who could sign in. */
async function anonymise(tx: Tx, order: Order, { customerId }: Person): Promise<void> {
  const { orders, orderEvents, orderAdjustments } = tables(tx)
  const { expectations, payments, adjustments, events, returns } = order
  await tx.db
    .update(orders)
    .set({
      ownerId: customerId,
      customerId,
      permalinkToken: tx.newId('erased'),
      buyer: {},
      expectations: expectations.map(({ destination, description: _, ...rest }) => ({
        ...rest,
        destination: placeOfSupply(destination),
      })),
      payments: payments?.map(({ display: _, ...payment }) => payment) ?? null,
      attribution: null,
    })
    .where(eq(orders.id, order.id))
  for (const { trackingNumber: _, trackingUrl: __, carrier: ___, description: ____, ...event } of events) {
    await tx.db.update(orderEvents).set({ event }).where(eq(orderEvents.id, event.id))
  }
  for (const { status: _, description: __, ...adjustment } of adjustments) {
    await tx.db.update(orderAdjustments).set({ adjustment }).where(eq(orderAdjustments.id, adjustment.id))
  }
  for (const { note: _, refusal: __, ...wanted } of returns) await changeReturn(tx, wanted)
}

/** What the tax of a delivery depends on. */
const placeOfSupply = ({ address_country, address_region }: PostalAddress): PostalAddress => ({
  ...(address_country !== undefined && { address_country }),
  ...(address_region !== undefined && { address_region }),
})

/** Somebody else who was signed in named them as the buyer: the order stays with who made it. */
async function forgetAsBuyer(tx: Tx, { customerId }: Person): Promise<void> {
  const { orders } = tables(tx)
  await tx.db
    .update(orders)
    .set({ buyer: {}, customerId: null })
    .where(and(eq(orders.customerId, customerId), ne(orders.ownerId, customerId)))
}
