import { and, eq, inArray, isNull, or } from 'drizzle-orm'
import { isBuyer, type Known, type PersonalData, told } from '../storage/personal-data.ts'
import { tablesOf } from '../storage/query.ts'
import { cartTables } from './tables.ts'

const tables = tablesOf(cartTables)

/** The carts that they filled while signed in, and those of guests who named their address. */
export const knownByCart: Known = async (tx, { customerId, emails }) => {
  const { carts } = tables(tx)
  const rows = await tx.db
    .select({ id: carts.id })
    .from(carts)
    .where(or(eq(carts.ownerId, customerId), and(isNull(carts.ownerId), isBuyer(carts.buyer, emails))))
  return { cartIds: rows.map(({ id }) => id) }
}

/** A cart or a checkout as it is told to its owner. */
export const toldBasket = ({ id, status, currency, createdAt, ...row }: ToldBasket) => ({
  id,
  status,
  currency,
  line_items: row.lines.map(line => ({ id: line.id, item: { id: line.variantId }, quantity: line.quantity })),
  discounts: { codes: row.codes },
  buyer: row.buyer,
  context: row.context,
  attribution: row.attribution,
  created_at: createdAt,
})

type ToldBasket = Omit<ReturnType<typeof cartTables>['carts']['$inferSelect'], 'status'> & { readonly status: string }

export const cartPersonalData: PersonalData<ReturnType<typeof cartTables>> = {
  carts: {
    tell: async (tx, { cartIds }) => {
      const { carts } = tables(tx)
      const rows = await tx.db
        .select()
        .from(carts)
        .where(inArray(carts.id, [...cartIds]))
      return told(rows.map(toldBasket))
    },
    forget: async (tx, { cartIds }) => {
      const { carts } = tables(tx)
      await tx.db.delete(carts).where(inArray(carts.id, [...cartIds]))
    },
  },
}
