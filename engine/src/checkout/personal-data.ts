import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import { toldBasket } from '../cart/index.ts'
import { isBuyer, type Known, type Person, type PersonalData, told } from '../storage/personal-data.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { checkoutStates } from './checkout.ts'
import { nothingOfBuyer } from './clear-guests.ts'
import { checkoutsByIds } from './records.ts'
import { checkoutTables } from './tables.ts'
import { abandon } from './use-cases.ts'

const tables = tablesOf(checkoutTables)

/** The checkouts that they began while signed in, and those of guests who named their address. */
export const knownByCheckout: Known = async (tx, { customerId, emails }) => {
  const { checkouts } = tables(tx)
  const rows = await tx.db
    .select({ id: checkouts.id, cartId: checkouts.cartId })
    .from(checkouts)
    .where(or(eq(checkouts.ownerId, customerId), and(isNull(checkouts.ownerId), isBuyer(checkouts.buyer, emails))))
  return { checkoutIds: rows.map(({ id }) => id), cartIds: rows.flatMap(({ cartId }) => cartId ?? []) }
}

export const checkoutPersonalData: PersonalData<ReturnType<typeof checkoutTables>> = {
  checkouts: {
    tell: async (tx, { checkoutIds }) => {
      const { checkouts } = tables(tx)
      const rows = await tx.db
        .select()
        .from(checkouts)
        .where(inArray(checkouts.id, [...checkoutIds]))
      return told(rows.map(row => ({ ...toldBasket(row), destinations: row.destinations, failure: row.failure })))
    },
    forget: async (tx, person) => {
      await endOpen(tx, person)
      const { checkouts } = tables(tx)
      await tx.db
        .update(checkouts)
        .set({ ...nothingOfBuyer, ownerId: person.customerId })
        .where(inArray(checkouts.id, [...person.checkoutIds]))
      await forgetAsBuyer(tx, person)
    },
  },
  shippingRates: 'The shop’s own.',
  pickupPoints: 'Places of shops and carriers.',
}

async function endOpen(tx: Tx, { checkoutIds }: Person): Promise<void> {
  for (const checkout of await checkoutsByIds(tx, checkoutIds)) {
    if (!checkoutStates.isFinal(checkout.status)) await abandon(tx, checkout)
  }
}

/** Somebody else who was signed in named them as the buyer. An open checkout is still that person’s to end. */
async function forgetAsBuyer(tx: Tx, { emails }: Person): Promise<void> {
  const { checkouts } = tables(tx)
  const isOver = inArray(checkouts.status, ['completed', 'canceled'])
  await tx.db
    .update(checkouts)
    .set({ buyer: null, agreement: null })
    .where(and(isOver, isBuyer(checkouts.buyer, emails)))
}
