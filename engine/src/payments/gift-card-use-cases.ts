import { type Actor, customerOf } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { GiftCardView } from './contract.ts'
import { canPay, endOf, type GiftCard } from './gift-card.ts'
import {
  entriesAfter,
  giftCardByCode,
  giftCardById,
  giftCardsAfter,
  insertGiftCard,
  saveGiftCard,
  storeCreditOf,
} from './gift-card-records.ts'

/** Issues a card and tells its code, once. */
export async function issueGiftCard(
  tx: Tx,
  { gift_card: draft }: Input<typeof contract.issueGiftCard>,
): Promise<Output<typeof contract.issueGiftCard>> {
  const id = tx.newId('gft', 'short')
  const code = tx.newId('gift')
  const card: GiftCard = { ...issued(tx, draft), id, kind: 'gift_card', codeEnd: endOf(code), ownerId: null }
  await insertGiftCard(tx, card, code)
  return { ...giftCardView(card), code }
}

export async function issueStoreCredit(
  tx: Tx,
  { store_credit: draft }: Input<typeof contract.issueStoreCredit>,
): Promise<Output<typeof contract.issueStoreCredit>> {
  const id = tx.newId('gft', 'short')
  const ownerId = draft.customer_id
  const card: GiftCard = { ...issued(tx, draft), id, kind: 'store_credit', codeEnd: null, ownerId }
  await insertGiftCard(tx, card)
  return giftCardView(card)
}

type Issue = { readonly amount: number; readonly currency: string; readonly ends_at?: string | undefined }

const issued = (tx: Tx, { amount, currency, ends_at }: Issue) => ({
  currency,
  balance: amount,
  endsAt: ends_at === undefined ? null : new Date(ends_at),
  disabledAt: null,
  createdAt: tx.now,
})

export async function changeGiftCard(
  tx: Tx,
  { id, ends_at, disabled }: Input<typeof contract.changeGiftCard>,
): Promise<Output<typeof contract.changeGiftCard>> {
  const changed = await saveGiftCard(tx, id, {
    ...(ends_at !== undefined && { endsAt: ends_at === null ? null : new Date(ends_at) }),
    ...(disabled !== undefined && { isDisabled: disabled }),
  })
  return giftCardView(changed)
}

export async function getGiftCard(
  tx: ReadTx,
  { id, pagination }: Input<typeof contract.getGiftCard>,
): Promise<Output<typeof contract.getGiftCard>> {
  const card = await giftCardById(tx, id)
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const list = `gift_card ${id}`
  const after = cursor === undefined ? 0 : Number(decodeCursor(list, cursor)[0])
  const rows = await entriesAfter(tx, id, { after: Number.isSafeInteger(after) ? after : 0, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    ...giftCardView(card),
    entries: shown.map(({ at, reason, amount, paymentId }) => ({
      at: at.toISOString(),
      reason,
      amount,
      ...(paymentId !== null && { payment_id: paymentId }),
    })),
    pagination: last ? { has_next_page: true, cursor: encodeCursor(list, [last.number]) } : { has_next_page: false },
  }
}

export async function listGiftCards(
  tx: ReadTx,
  { customer_id, pagination }: Input<typeof contract.listGiftCards>,
): Promise<Output<typeof contract.listGiftCards>> {
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const list = `gift_cards ${customer_id ?? ''}`
  const [at, id] = cursor === undefined ? [] : decodeCursor(list, cursor)
  const after = typeof at === 'number' && typeof id === 'string' ? { at: new Date(at), id } : undefined
  const cards = await giftCardsAfter(tx, customer_id, { after, limit: limit + 1 })
  const shown = cards.slice(0, limit)
  const last = cards.length > limit ? shown.at(-1) : undefined
  return {
    gift_cards: shown.map(giftCardView),
    pagination: last
      ? { has_next_page: true, cursor: encodeCursor(list, [last.createdAt.getTime(), last.id]) }
      : { has_next_page: false },
  }
}

/** A code that is not valid and one of a card that cannot pay any more are told apart only for who holds the card. */
export async function getGiftCardBalance(
  tx: ReadTx,
  { code }: Input<typeof contract.getGiftCardBalance>,
): Promise<Output<typeof contract.getGiftCardBalance>> {
  const card = await giftCardByCode(tx, code)
  if (!card) throw new CommerceError('not_found', 'There is no gift card with this code. Check its spelling.')
  if (!canPay(card, tx.now)) throw new CommerceError('not_found', 'This gift card has expired or is disabled.')
  const { currency, balance, ends_at } = giftCardView(card)
  return { currency, balance, ...(ends_at && { ends_at }) }
}

export async function getStoreCredit(
  tx: ReadTx,
  _input: Input<typeof contract.getStoreCredit>,
  { actor }: { readonly actor: Actor },
): Promise<Output<typeof contract.getStoreCredit>> {
  const customerId = customerOf(actor)
  if (customerId === undefined) throw new CommerceError('unauthorized', 'Store credit is shown to who is signed in.')
  const sums = new Map<string, number>()
  for (const { currency, balance } of await storeCreditOf(tx, customerId)) {
    sums.set(currency, (sums.get(currency) ?? 0) + balance)
  }
  return { store_credit: [...sums].map(([currency, balance]) => ({ currency, balance })) }
}

const giftCardView = ({ id, kind, currency, balance, ...card }: GiftCard): GiftCardView => ({
  id,
  kind,
  currency,
  balance,
  ...(card.codeEnd !== null && { code_end: card.codeEnd }),
  ...(card.ownerId !== null && { customer_id: card.ownerId }),
  ...(card.endsAt && { ends_at: card.endsAt.toISOString() }),
  ...(card.disabledAt && { disabled_at: card.disabledAt.toISOString() }),
  created_at: card.createdAt.toISOString(),
})
