import { and, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { formatMoney, money } from '../shared/money.ts'
import { type Known, type Obstacle, type Obstacles, type PersonalData, told } from '../storage/personal-data.ts'
import { tablesOf } from '../storage/query.ts'
import { mandatePersonalData } from './mandate-personal-data.ts'
import type { mandateTables } from './mandate-tables.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

export const knownByPayment: Known = async (tx, { checkoutIds }) => {
  const { payments } = tables(tx)
  const rows = await tx.db
    .select({ id: payments.id })
    .from(payments)
    .where(inArray(payments.reference, [...checkoutIds]))
  return { paymentIds: rows.map(({ id }) => id) }
}

/** Money that is on its way or owed: who is erased could neither be paid nor asked any more. */
export const paymentObstacles: Obstacles = async (tx, { customerId, paymentIds }) => {
  const { payments, refunds, disputes, giftCards } = tables(tx)
  const ids = [...paymentIds]
  const moving = await tx.db
    .select({ id: payments.id })
    .from(payments)
    .where(and(inArray(payments.id, ids), inArray(payments.status, ['pending', 'held'])))
  const goingBack = await tx.db
    .select({ id: refunds.id })
    .from(refunds)
    .where(and(inArray(refunds.paymentId, ids), eq(refunds.status, 'pending')))
  const claimed = await tx.db
    .select({ id: disputes.id })
    .from(disputes)
    .where(and(inArray(disputes.paymentId, ids), inArray(disputes.status, ['needs_response', 'under_review'])))
  const owed = await tx.db
    .select({ balance: giftCards.balance, currency: giftCards.currency })
    .from(giftCards)
    .where(and(eq(giftCards.ownerId, customerId), gt(giftCards.balance, 0)))
  const found: Obstacle[] = [
    ...moving.map(({ id }) => ({ code: 'payment_under_way', text: `Payment ${id} is under way.` })),
    ...goingBack.map(({ id }) => ({ code: 'refund_under_way', text: `Refund ${id} is under way.` })),
    ...claimed.map(({ id }) => ({ code: 'payment_disputed', text: `Dispute ${id} is not decided.` })),
    ...owed.map(({ balance, currency }) => ({
      code: 'store_credit_left',
      text: `${formatMoney(money(balance, currency))} of store credit are left.`,
    })),
  ]
  return found
}

export const paymentPersonalData: PersonalData<ReturnType<typeof paymentTables> & ReturnType<typeof mandateTables>> = {
  ...mandatePersonalData,
  payments: {
    tell: async (tx, { paymentIds }) => {
      const { payments } = tables(tx)
      const rows = await tx.db
        .select()
        .from(payments)
        .where(inArray(payments.id, [...paymentIds]))
      return told(
        rows.map(({ id, reference, handlerId, status, amount, currency, instrument, failure, createdAt }) => ({
          id,
          checkout_id: reference,
          handler_id: handlerId,
          status,
          amount,
          currency,
          instrument,
          failure,
          created_at: createdAt,
        })),
      )
    },
    /** The amounts stay, and the provider’s id, by which money goes back. */
    forget: async (tx, { paymentIds }) => {
      const { payments, demoBank } = tables(tx)
      for (const id of paymentIds) {
        const [row] = await tx.db.select().from(payments).where(eq(payments.id, id))
        if (!row) continue
        const { handler_id, type } = row.instrument
        const failure = row.failure && { code: row.failure.code, text: '' }
        await tx.db
          .update(payments)
          .set({ instrument: { id: 'erased', handler_id, type }, failure })
          .where(eq(payments.id, id))
      }
      await tx.db
        .update(demoBank)
        .set({ keeps: null })
        .where(inArray(demoBank.paymentId, [...paymentIds]))
    },
  },
  refunds: {
    tell: async (tx, { paymentIds }) => {
      const { refunds } = tables(tx)
      const rows = await tx.db
        .select()
        .from(refunds)
        .where(inArray(refunds.paymentId, [...paymentIds]))
      return told(
        rows.map(({ id, paymentId, status, amount, currency, reason, createdAt }) => ({
          id,
          payment_id: paymentId,
          status,
          amount,
          currency,
          reason,
          created_at: createdAt,
        })),
      )
    },
    /** The reason is free text. */
    forget: async (tx, { paymentIds }) => {
      const { refunds } = tables(tx)
      await tx.db
        .update(refunds)
        .set({ reason: '' })
        .where(inArray(refunds.paymentId, [...paymentIds]))
    },
  },
  providerEvents: 'The provider’s ids, for as long as it may send them again.',
  disputes: {
    tell: async (tx, { paymentIds }) => {
      const { disputes } = tables(tx)
      const rows = await tx.db
        .select()
        .from(disputes)
        .where(inArray(disputes.paymentId, [...paymentIds]))
      return told(
        rows.map(({ id, paymentId, status, amount, reason, createdAt }) => ({
          id,
          payment_id: paymentId,
          status,
          amount,
          reason,
          created_at: createdAt,
        })),
      )
    },
    /** Nothing to take away: the reason is one of the bank’s codes, and the rest are amounts. */
    forget: async () => {},
  },
  /** Gone at once; what was saved there is let go of by its own id. */
  providerCustomers: {
    tell: async (tx, { customerId }) => {
      const { providerCustomers } = tables(tx)
      const rows = await tx.db.select().from(providerCustomers).where(eq(providerCustomers.customerId, customerId))
      return told(
        rows.map(({ handlerId, providerId, createdAt }) => ({
          handler_id: handlerId,
          provider_id: providerId,
          created_at: createdAt,
        })),
      )
    },
    forget: async (tx, { customerId }) => {
      const { providerCustomers } = tables(tx)
      await tx.db.delete(providerCustomers).where(eq(providerCustomers.customerId, customerId))
    },
  },
  paymentMethods: {
    tell: async (tx, { customerId }) => {
      const { paymentMethods } = tables(tx)
      const rows = await tx.db.select().from(paymentMethods).where(eq(paymentMethods.customerId, customerId))
      return told(
        rows.map(({ handlerId, type, brand, lastDigits, expiryMonth, expiryYear, createdAt, removedAt }) => ({
          handler_id: handlerId,
          type,
          display: { brand, last_digits: lastDigits, expiry_month: expiryMonth, expiry_year: expiryYear },
          created_at: createdAt,
          removed_at: removedAt,
        })),
      )
    },
    /** Taken away as its owner would; the row is there until the provider has let go of it, and tells nothing. */
    forget: async (tx, { customerId }) => {
      const { paymentMethods } = tables(tx)
      const isTheirs = eq(paymentMethods.customerId, customerId)
      await tx.db
        .update(paymentMethods)
        .set({ removedAt: tx.now, nextCheckAt: tx.now })
        .where(and(isTheirs, isNull(paymentMethods.removedAt)))
      await tx.db
        .update(paymentMethods)
        .set({ brand: '', lastDigits: '', expiryMonth: 1, expiryYear: 1970 })
        .where(and(isTheirs, isNotNull(paymentMethods.removedAt)))
    },
  },
  giftCards: {
    tell: async (tx, { customerId }) => {
      const { giftCards } = tables(tx)
      const rows = await tx.db.select().from(giftCards).where(eq(giftCards.ownerId, customerId))
      return told(
        rows.map(({ id, kind, currency, balance, endsAt, createdAt }) => ({
          id,
          kind,
          currency,
          balance,
          ends_at: endsAt,
          created_at: createdAt,
        })),
      )
    },
    /** Nothing to take away: what is spent is the shop’s books, of an id that names nobody any more. */
    forget: async () => {},
  },
  giftCardEntries: {
    tell: async (tx, { customerId }) => {
      const { giftCards, giftCardEntries } = tables(tx)
      const theirs = tx.db.select({ id: giftCards.id }).from(giftCards).where(eq(giftCards.ownerId, customerId))
      const rows = await tx.db
        .select()
        .from(giftCardEntries)
        .where(inArray(giftCardEntries.giftCardId, sql`${theirs}`))
      return told(rows.map(({ giftCardId, at, amount, reason }) => ({ gift_card_id: giftCardId, at, amount, reason })))
    },
    forget: async () => {},
  },
  demoBank: 'The demo provider’s own books; what it kept of a card goes with the payment.',
  demoMethods: 'The demo provider’s own books; it lets go of them when it is told to.',
}
