import { createHash } from 'node:crypto'
import { and, eq, gt, gte, isNull, or, sql } from 'drizzle-orm'
import { formatMoney, type Money, money } from '../shared/money.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import type * as contract from './contract.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

export type GiftCardPayment = ReturnType<typeof paymentTables>['giftCardPayments']['$inferSelect']

/** Issues a card and tells its code, once: the shop keeps only what recognises it. */
export async function issueGiftCard(
  tx: Tx,
  { gift_card: draft }: Input<typeof contract.issueGiftCard>,
): Promise<Output<typeof contract.issueGiftCard>> {
  const id = tx.newId('gft', 'short')
  const code = tx.newId('gift')
  const { amount, currency, kind = 'gift_card' } = draft
  const endsAt = draft.ends_at === undefined ? null : new Date(draft.ends_at)
  await tx.db
    .insert(tables(tx).giftCards)
    .values({ id, codeHash: hashOf(code), kind, currency, balance: amount, endsAt, createdAt: tx.now })
  await note(tx, { giftCardId: id, amount, reason: 'issued', key: id })
  return { id, code, kind, currency, balance: amount }
}

/** A code is a credential: whoever reads the table can spend nothing. */
const hashOf = (code: string): string => createHash('sha256').update(code.trim()).digest('hex')

type Spending = { readonly paymentId: string; readonly code: string; readonly amount: Money }

/**
 * Pays from a card, once for each payment: what was decided of it before is the answer again. One conditional update takes
 * the money, so that a card is never overdrawn, however many pay with it at once.
 */
export async function spendGiftCard(tx: Tx, { paymentId, code, amount }: Spending): Promise<GiftCardPayment> {
  const isFirst = await decide(tx, { paymentId, status: 'captured', ...amount })
  if (!isFirst) return (await giftCardPayment(tx, paymentId))!
  const { giftCards, giftCardPayments } = tables(tx)
  const [card] = await tx.db
    .update(giftCards)
    .set({ balance: sql`${giftCards.balance} - ${amount.amount}` })
    .where(
      and(
        eq(giftCards.codeHash, hashOf(code)),
        eq(giftCards.currency, amount.currency),
        gte(giftCards.balance, amount.amount),
        or(isNull(giftCards.endsAt), gt(giftCards.endsAt, tx.now)),
      ),
    )
    .returning({ id: giftCards.id })
  if (card) await note(tx, { giftCardId: card.id, amount: -amount.amount, reason: 'spent', key: paymentId })
  const change = card ? { giftCardId: card.id } : { status: 'failed' as const, failure: await whyNot(tx, code, amount) }
  const [decided] = await tx.db
    .update(giftCardPayments)
    .set(change)
    .where(eq(giftCardPayments.paymentId, paymentId))
    .returning()
  return decided!
}

/** Whoever sends the code holds the card, and may know what is on it. */
async function whyNot(tx: Tx, code: string, amount: Money): Promise<string> {
  const { giftCards } = tables(tx)
  const [card] = await tx.db
    .select()
    .from(giftCards)
    .where(eq(giftCards.codeHash, hashOf(code)))
  if (!card) return 'There is no gift card with this code.'
  if (card.endsAt && card.endsAt <= tx.now) return 'This gift card has expired.'
  const holds = formatMoney(money(card.balance, card.currency))
  return `This gift card holds ${holds}, and ${formatMoney(amount)} is to be paid. A card pays a whole order.`
}

/** Decides a payment that was not decided yet. A payment that was given up is never taken afterwards. */
export async function decide(
  tx: Tx,
  payment: Pick<GiftCardPayment, 'paymentId' | 'status' | 'amount' | 'currency'>,
): Promise<boolean> {
  const made = await tx.db
    .insert(tables(tx).giftCardPayments)
    .values({ ...payment, refunded: 0 })
    .onConflictDoNothing()
    .returning({ paymentId: tables(tx).giftCardPayments.paymentId })
  return made.length > 0
}

export async function giftCardPayment(tx: Tx, paymentId: string): Promise<GiftCardPayment | undefined> {
  const { giftCardPayments } = tables(tx)
  const [row] = await tx.db.select().from(giftCardPayments).where(eq(giftCardPayments.paymentId, paymentId))
  return row
}

type Return = { readonly paymentId: string; readonly key: string; readonly amount: Money }

/** Puts money back on the card it came from, once for each key and never more than was taken. Answers whether it is there. */
export async function refillGiftCard(tx: Tx, { paymentId, key, amount }: Return): Promise<boolean> {
  const { giftCards, giftCardPayments, giftCardEntries } = tables(tx)
  // An update that changes nothing: it locks the row, so that of two calls at once the second sees what the first did.
  await tx.db
    .update(giftCardPayments)
    .set({ refunded: sql`${giftCardPayments.refunded}` })
    .where(eq(giftCardPayments.paymentId, paymentId))
  const isKnown = await tx.db
    .select({ key: giftCardEntries.key })
    .from(giftCardEntries)
    .where(eq(giftCardEntries.key, key))
  if (isKnown.length > 0) return true
  const [payment] = await tx.db
    .update(giftCardPayments)
    .set({ refunded: sql`${giftCardPayments.refunded} + ${amount.amount}` })
    .where(
      and(
        eq(giftCardPayments.paymentId, paymentId),
        eq(giftCardPayments.status, 'captured'),
        eq(giftCardPayments.currency, amount.currency),
        sql`${giftCardPayments.refunded} + ${amount.amount} <= ${giftCardPayments.amount}`,
      ),
    )
    .returning({ giftCardId: giftCardPayments.giftCardId })
  if (!payment?.giftCardId) return false
  await note(tx, { giftCardId: payment.giftCardId, amount: amount.amount, reason: 'refunded', key })
  await tx.db
    .update(giftCards)
    .set({ balance: sql`${giftCards.balance} + ${amount.amount}` })
    .where(eq(giftCards.id, payment.giftCardId))
  return true
}

type Entry = Pick<
  ReturnType<typeof paymentTables>['giftCardEntries']['$inferInsert'],
  'giftCardId' | 'amount' | 'reason' | 'key'
>

const note = (tx: Tx, entry: Entry) => tx.db.insert(tables(tx).giftCardEntries).values({ ...entry, at: tx.now })
