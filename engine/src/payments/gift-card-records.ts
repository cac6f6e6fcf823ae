import { and, asc, eq, gt, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import { notFound } from '../shared/errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { type GiftCard, type GiftCardEntryReason, graceDays, hashOf } from './gift-card.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

type CardRow = ReturnType<typeof paymentTables>['giftCards']['$inferSelect']

const cardOf = ({ codeHash: _, ...card }: CardRow): GiftCard => card

/** Puts a new card with its money into the books. */
export async function insertGiftCard(tx: Tx, card: GiftCard, code?: string): Promise<void> {
  await tx.db.insert(tables(tx).giftCards).values({ ...card, codeHash: code === undefined ? card.id : hashOf(code) })
  await noteEntry(tx, { giftCardId: card.id, amount: card.balance, reason: 'issued', key: card.id })
}

export async function giftCardById(tx: ReadTx, id: string): Promise<GiftCard> {
  const [card] = await giftCardsById(tx, [id])
  if (!card) throw notFound('gift card', id)
  return card
}

export async function giftCardsById(tx: ReadTx, ids: readonly string[]): Promise<GiftCard[]> {
  if (ids.length === 0) return []
  const { giftCards } = tables(tx)
  const rows = await tx.db
    .select()
    .from(giftCards)
    .where(inArray(giftCards.id, [...ids]))
  return rows.map(cardOf)
}

export async function giftCardByCode(tx: ReadTx, code: string): Promise<GiftCard | undefined> {
  const { giftCards } = tables(tx)
  const [row] = await tx.db
    .select()
    .from(giftCards)
    .where(eq(giftCards.codeHash, hashOf(code)))
  return row && cardOf(row)
}

/** The store credit of a customer that can be spent now, what ends first before the rest. */
export async function storeCreditOf(tx: ReadTx, ownerId: string): Promise<GiftCard[]> {
  const { giftCards } = tables(tx)
  const { endsAt, disabledAt, balance, id } = giftCards
  const rows = await tx.db
    .select()
    .from(giftCards)
    .where(
      and(eq(giftCards.ownerId, ownerId), gt(balance, 0), isNull(disabledAt), or(isNull(endsAt), gt(endsAt, tx.now))),
    )
    .orderBy(sql`case when ${endsAt} is null then 1 else 0 end`, asc(endsAt), asc(id))
    .limit(mostCredits)
  return rows.map(cardOf)
}

/** Store credit is given now and then; nobody pays with more than so many at once. */
const mostCredits = 50

type Place = { readonly after: { readonly at: Date; readonly id: string } | undefined; readonly limit: number }

export async function giftCardsAfter(tx: ReadTx, ownerId: string | undefined, place: Place): Promise<GiftCard[]> {
  const { giftCards } = tables(tx)
  const { createdAt, id } = giftCards
  const { after, limit } = place
  const rows = await tx.db
    .select()
    .from(giftCards)
    .where(
      and(
        ownerId === undefined ? undefined : eq(giftCards.ownerId, ownerId),
        after && or(gt(createdAt, after.at), and(eq(createdAt, after.at), gt(id, after.id))),
      ),
    )
    .orderBy(asc(createdAt), asc(id))
    .limit(limit)
  return rows.map(cardOf)
}

type CardChange = { readonly endsAt?: Date | null; readonly isDisabled?: boolean }

/**
 * Changes what is told and nothing else: money that comes back at the same time may be giving the card more days. One that
 * is disabled already keeps the moment.
 */
export async function saveGiftCard(tx: Tx, id: string, { endsAt, isDisabled }: CardChange): Promise<GiftCard> {
  const { giftCards } = tables(tx)
  const { disabledAt } = giftCards
  const since = sql`coalesce(${disabledAt}, ${sql.param(tx.now, disabledAt)})`
  const [row] = await tx.db
    .update(giftCards)
    .set({
      // There is no update of nothing, where nothing is told.
      balance: sql`${giftCards.balance}`,
      ...(endsAt !== undefined && { endsAt }),
      ...(isDisabled !== undefined && { disabledAt: isDisabled ? since : null }),
    })
    .where(eq(giftCards.id, id))
    .returning()
  if (!row) throw notFound('gift card', id)
  return cardOf(row)
}

type Sum = { readonly id: string; readonly amount: number; readonly currency: string }

/** The one conditional update that keeps a card from being overdrawn, however many pay with it at once. */
export async function takeFromCard(tx: Tx, { id, amount, currency }: Sum): Promise<boolean> {
  const { giftCards } = tables(tx)
  const taken = await tx.db
    .update(giftCards)
    .set({ balance: sql`${giftCards.balance} - ${amount}` })
    .where(
      and(
        eq(giftCards.id, id),
        eq(giftCards.currency, currency),
        gte(giftCards.balance, amount),
        isNull(giftCards.disabledAt),
        or(isNull(giftCards.endsAt), gt(giftCards.endsAt, tx.now)),
      ),
    )
    .returning({ id: giftCards.id })
  return taken.length > 0
}

/** Money that comes back can be spent for a while, even where the card has ended meanwhile. */
export async function putOnCard(tx: Tx, { id, amount }: Pick<Sum, 'id' | 'amount'>): Promise<void> {
  const { giftCards } = tables(tx)
  await tx.db
    .update(giftCards)
    .set({ balance: sql`${giftCards.balance} + ${amount}` })
    .where(eq(giftCards.id, id))
  const until = new Date(tx.now.getTime() + graceDays * 86_400_000)
  await tx.db
    .update(giftCards)
    .set({ endsAt: until })
    .where(and(eq(giftCards.id, id), lte(giftCards.endsAt, tx.now)))
}

type NewEntry = {
  readonly giftCardId: string
  readonly amount: number
  readonly reason: GiftCardEntryReason
  readonly key: string
  readonly paymentId?: string
}

export async function noteEntry(tx: Tx, entry: NewEntry): Promise<void> {
  await tx.db.insert(tables(tx).giftCardEntries).values({ ...entry, at: tx.now })
}

export async function entriesAfter(tx: ReadTx, giftCardId: string, { after, limit }: { after: number; limit: number }) {
  const { giftCardEntries } = tables(tx)
  return await tx.db
    .select()
    .from(giftCardEntries)
    .where(and(eq(giftCardEntries.giftCardId, giftCardId), gt(giftCardEntries.number, after)))
    .orderBy(asc(giftCardEntries.number))
    .limit(limit)
}
