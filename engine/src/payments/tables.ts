import { sql } from 'drizzle-orm'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { GiftCardKind } from './contract.ts'
import type { DemoToken } from './demo-tokens.ts'
import type { DisputeStatus } from './dispute.ts'
import type { KeptMethod, ProviderEvent } from './gateway.ts'
import type { GiftCardEntryReason } from './gift-card.ts'
import type { Payment, PaymentStatus, RefundStatus } from './payment.ts'

export const paymentTables = (c: Columns) => ({
  payments: c.table(
    'payments',
    {
      id: c.id().primaryKey(),
      reference: c.id().notNull(),
      handlerId: c.text().notNull(),
      status: c.text().$type<PaymentStatus>().notNull(),
      amount: c.minor().notNull(),
      currency: c.text().notNull(),
      /** What went back or is on its way back. */
      refunded: c.minor().notNull(),
      /** What the buyer’s bank claims back, or has got back. */
      disputed: c.minor().notNull().default(0),
      providerId: c.text(),
      instrument: c.json<Payment['instrument']>().notNull(),
      awaitsPerson: c.flag().notNull(),
      failure: c.json<NonNullable<Payment['failure']>>(),
      createdAt: c.instant().notNull(),
      nextCheckAt: c.instant(),
      checks: c.count().notNull(),
      /** The card that it was taken from, in place of a provider. */
      giftCardId: c.id(),
    },
    t => [
      c.index('payments_reference').on(t.reference),
      c.index('payments_due').on(t.status, t.nextCheckAt),
      c.index('payments_provider').on(t.providerId),
      c.check('payments_amount_positive', sql`${t.amount} > 0`),
      c.check('payments_refunded_within', sql`${t.refunded} between 0 and ${t.amount}`),
    ],
  ),

  refunds: c.table(
    'refunds',
    {
      id: c.id().primaryKey(),
      paymentId: c.id().notNull(),
      status: c.text().$type<RefundStatus>().notNull(),
      amount: c.minor().notNull(),
      currency: c.text().notNull(),
      reason: c.text().notNull(),
      providerId: c.text(),
      createdAt: c.instant().notNull(),
      nextCheckAt: c.instant(),
      checks: c.count().notNull(),
    },
    t => [
      c.index('refunds_payment').on(t.paymentId),
      c.index('refunds_due').on(t.status, t.nextCheckAt),
      c.check('refunds_amount_positive', sql`${t.amount} > 0`),
    ],
  ),

  /** What providers sent word of, each once; the rows of what was worked on are kept for as long as it may be sent again. */
  providerEvents: c.table(
    'provider_events',
    {
      handlerId: c.text().notNull(),
      id: c.text().notNull(),
      type: c.text().notNull(),
      subject: c.text().$type<ProviderEvent['subject']>().notNull(),
      paymentId: c.id().notNull(),
      disputeId: c.text(),
      receivedAt: c.instant().notNull(),
      /** When it is worked on, should nobody be at it; null once its effect has been made. */
      nextCheckAt: c.instant(),
      checks: c.count().notNull(),
    },
    t => [
      c.primaryKey({ name: 'provider_events_pk', columns: [t.handlerId, t.id] }),
      c.index('provider_events_due').on(t.nextCheckAt).where(sql`${t.nextCheckAt} is not null`),
      c.index('provider_events_received').on(t.receivedAt),
    ],
  ),

  /** What a buyer’s bank claims back of a payment, by the provider’s id. */
  disputes: c.table(
    'disputes',
    {
      id: c.id().primaryKey(),
      paymentId: c.id().notNull(),
      status: c.text().$type<DisputeStatus>().notNull(),
      /** In the payment’s currency. */
      amount: c.minor().notNull(),
      reason: c.text().notNull(),
      createdAt: c.instant().notNull(),
    },
    t => [c.index('disputes_payment').on(t.paymentId), c.check('disputes_amount_not_negative', sql`${t.amount} >= 0`)],
  ),

  /** Customers as a provider knows them. */
  providerCustomers: c.table(
    'provider_customers',
    {
      id: c.id().primaryKey(),
      customerId: c.id().notNull(),
      handlerId: c.text().notNull(),
      /** Null until the provider has said it. */
      providerId: c.text(),
      createdAt: c.instant().notNull(),
    },
    t => [
      c.uniqueIndex('provider_customers_customer').on(t.customerId, t.handlerId),
      c.uniqueIndex('provider_customers_provider').on(t.handlerId, t.providerId),
    ],
  ),

  /** What providers keep for customers who asked for it: what it is known by, and nothing to pay with elsewhere. */
  paymentMethods: c.table(
    'payment_methods',
    {
      id: c.id().primaryKey(),
      customerId: c.id().notNull(),
      handlerId: c.text().notNull(),
      providerId: c.text().notNull(),
      type: c.text().notNull(),
      brand: c.text().notNull(),
      lastDigits: c.text().notNull(),
      expiryMonth: c.count().notNull(),
      expiryYear: c.count().notNull(),
      createdAt: c.instant().notNull(),
      /** From then on nobody pays with it; the row goes once the provider has let go of it. */
      removedAt: c.instant(),
      nextCheckAt: c.instant(),
      checks: c.count().notNull(),
    },
    t => [
      c.uniqueIndex('payment_methods_provider').on(t.handlerId, t.providerId),
      c.index('payment_methods_customer').on(t.customerId, t.createdAt),
      c.index('payment_methods_due').on(t.nextCheckAt).where(sql`${t.nextCheckAt} is not null`),
    ],
  ),

  /** Gift cards and store credit; the balance is what the entries of the card sum to. */
  giftCards: c.table(
    'gift_cards',
    {
      id: c.id().primaryKey(),
      /** What recognises the code; the card's own id, which is no hash, where there is none. */
      codeHash: c.text().notNull(),
      /** The end of the code, by which a holder tells cards apart. */
      codeEnd: c.text(),
      /** The customer whose store credit it is; a gift card is of whoever holds its code. */
      ownerId: c.id(),
      kind: c.text().$type<GiftCardKind>().notNull(),
      currency: c.text().notNull(),
      balance: c.minor().notNull(),
      endsAt: c.instant(),
      disabledAt: c.instant(),
      createdAt: c.instant().notNull(),
    },
    t => [
      c.uniqueIndex('gift_cards_code').on(t.codeHash),
      c.index('gift_cards_owner').on(t.ownerId, t.createdAt),
      c.index('gift_cards_created').on(t.createdAt),
      c.check('gift_cards_balance_not_negative', sql`${t.balance} >= 0`),
    ],
  ),

  /** What came on a card and what went from it. Rows are only ever added. */
  giftCardEntries: c.table(
    'gift_card_entries',
    {
      number: c.serial(),
      giftCardId: c.id().notNull(),
      at: c.instant().notNull(),
      amount: c.minor().notNull(),
      reason: c.text().$type<GiftCardEntryReason>().notNull(),
      /** What the entry stands for, so that it is made once. */
      key: c.text().notNull(),
      paymentId: c.id(),
    },
    t => [
      c.uniqueIndex('gift_card_entries_key').on(t.key),
      c.index('gift_card_entries_of_card').on(t.giftCardId, t.number),
    ],
  ),

  /** The demo gateway's own books: it stands for a provider elsewhere, and survives a restart as one would. */
  demoBank: c.table('demo_bank', {
    paymentId: c.id().primaryKey(),
    idempotencyKey: c.text().notNull(),
    token: c.text().notNull(),
    amount: c.minor().notNull(),
    currency: c.text().notNull(),
    status: c.text().$type<'captured' | 'failed' | 'requires_person' | 'pending' | 'canceled'>().notNull(),
    createdAt: c.instant().notNull(),
    refunds: c.json<Record<string, number>>().notNull(),
    /** What it keeps once it is paid, where its customer asked for that. */
    keeps: c.json<KeptMethod>(),
  }),

  demoMethods: c.table('demo_methods', {
    id: c.text().primaryKey(),
    customer: c.text().notNull(),
    token: c.text().$type<DemoToken>().notNull(),
  }),
})
