import type { PaymentInstrument } from '../payments/contract.ts'
import {
  canPay,
  type GiftCard,
  giftCardByCode,
  giftCardHandler,
  giftCardsById,
  leaveToSpend,
  type SavedMethod,
  savedInstrument,
  sharesOf,
  storeCreditOf,
} from '../payments/index.ts'
import type { Actor } from '../shared/actor.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, type Money, money } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'

/** A gift card, or its owner's store credit, that is to pay part of a checkout. The code is not kept. */
export type AppliedCard = {
  /** The instrument's id, as whoever sent it calls it. */
  readonly id: string
  /** Null is all the store credit of the checkout's owner. */
  readonly giftCardId: string | null
  /** What it is to pay, where that was asked for; else what it can. */
  readonly wanted: number | null
  /** What the last answer to a change showed that it pays; null where none has yet. */
  readonly shown: number | null
}

/** What an applied card pays in this moment. Store credit may lie on several cards. */
export type Coverage = {
  readonly applied: AppliedCard
  readonly kind: GiftCard['kind']
  readonly parts: readonly { readonly card: GiftCard; readonly amount: number }[]
  readonly amount: number
  readonly balance: number
  readonly codeEnd: string | null
  /** Why it pays nothing, or less than was asked for. */
  readonly problem: string | null
}

type Payable = {
  /** Of what is said about cards. */
  readonly language?: TextLanguage
  readonly cards: readonly AppliedCard[]
  readonly ownerId: string | null
  readonly total: Money
}

/** What the applied cards pay of a total, one after the other. */
export async function coverageOf(tx: ReadTx, { cards, ownerId, total, language }: Payable): Promise<Coverage[]> {
  const known = await giftCardsById(
    tx,
    cards.flatMap(({ giftCardId }) => giftCardId ?? []),
  )
  const isCredit = cards.some(({ giftCardId }) => giftCardId === null)
  const credit = isCredit && ownerId !== null ? await storeCreditOf(tx, ownerId) : []
  let left = total.amount
  return cards.map(applied => {
    const own = applied.giftCardId === null ? credit : known.filter(({ id }) => id === applied.giftCardId)
    const covered = coveredBy(applied, own, { left: money(left, total.currency), now: tx.now, language })
    left -= covered.amount
    return covered
  })
}

function coveredBy(
  applied: AppliedCard,
  own: readonly GiftCard[],
  { left, now, language }: { readonly left: Money; readonly now: Date; readonly language: TextLanguage | undefined },
): Coverage {
  const usable = own.filter(card => card.currency === left.currency && canPay(card, now))
  const wish = Math.min(left.amount, applied.wanted ?? left.amount)
  const shares = sharesOf(
    wish,
    usable.map(card => card.balance),
  )
  const parts = usable.flatMap((card, index) => {
    const amount = shares[index] ?? 0
    return amount > 0 ? [{ card, amount }] : []
  })
  const amount = parts.reduce((sum, part) => sum + part.amount, 0)
  const balance = usable.reduce((sum, card) => sum + card.balance, 0)
  const [only] = own
  const codeEnd = only?.codeEnd ?? null
  const kind = applied.giftCardId === null ? 'store_credit' : 'gift_card'
  const card = nameOf({ kind, codeEnd }, language)
  const holds = formatMoney(money(balance, left.currency))
  const problem =
    only && usable.length === 0
      ? unusable(only, { card, currency: left.currency, language })
      : amount < wish && (applied.wanted !== null || balance === 0)
        ? applied.wanted === null
          ? say(language, 'card_only_holds', { card, amount: holds })
          : say(language, 'card_holds_less', { card, amount: holds, wanted: formatMoney(money(wish, left.currency)) })
        : null
  return { applied, kind, parts, amount, balance, codeEnd, problem }
}

const unusable = (
  { currency, disabledAt }: GiftCard,
  at: { readonly card: string; readonly currency: string; readonly language: TextLanguage | undefined },
): string => {
  const { card, language } = at
  if (disabledAt !== null) return say(language, 'card_is_disabled', { card })
  if (currency === at.currency) return say(language, 'card_expired', { card })
  return say(language, 'card_in_currency', { card, own: currency, currency: at.currency })
}

/** "Gift card …x7k2": enough for its holder, too little to guess the rest. */
const nameOf = ({ kind, codeEnd }: Pick<Coverage, 'kind' | 'codeEnd'>, language: TextLanguage | undefined): string =>
  kind === 'store_credit' ? say(language, 'store_credit') : say(language, 'gift_card', { end: codeEnd ?? '' })

export const coveredAmount = (coverage: readonly Coverage[]): number =>
  coverage.reduce((sum, { amount }) => sum + amount, 0)

/** The cards as they are to be remembered: with what the answer shows that each pays. */
export const rememberedCards = (coverage: readonly Coverage[]): AppliedCard[] =>
  coverage.map(({ applied, amount }) => ({ ...applied, shown: amount }))

export type CardProblem = { readonly content: string; readonly index: number }

export const isCard = ({ handler_id }: PaymentInstrument): boolean => handler_id === giftCardHandler.id

type Applying = {
  readonly known: readonly AppliedCard[]
  readonly ownerId: string | null
  readonly actor: Actor
  readonly language: TextLanguage
}

/**
 * The cards that instruments name, by their codes; one that was applied before is named by its id alone. Where no
 * instruments are sent at all, those applied before stay. What names no card is a problem, with its place in the list.
 */
export async function cardsOf(
  tx: ReadTx,
  instruments: readonly PaymentInstrument[] | undefined,
  { known, ownerId, actor, language }: Applying,
): Promise<{ cards: AppliedCard[]; problems: CardProblem[] }> {
  if (!instruments) return { cards: [...known], problems: [] }
  const cards: AppliedCard[] = []
  const problems: CardProblem[] = []
  for (const [index, instrument] of instruments.entries()) {
    if (!isCard(instrument)) continue
    const found = await cardOf(tx, instrument, { known, ownerId, actor, language })
    if (typeof found === 'string') problems.push({ content: found, index })
    else if (!cards.some(({ giftCardId }) => giftCardId === found.giftCardId)) cards.push(found)
  }
  return { cards, problems }
}

async function cardOf(
  tx: ReadTx,
  { id, type, credential, amount }: PaymentInstrument,
  { known, ownerId, actor, language }: Applying,
): Promise<AppliedCard | string> {
  const wanted = amount ?? null
  if (type === 'store_credit' && !mayUseCredit(actor, ownerId)) return say(language, 'credit_is_its_owners')
  if (type === 'store_credit') return { id, giftCardId: null, wanted, shown: null }
  if (credential) {
    const card = await giftCardByCode(tx, credential.token)
    return card ? { id, giftCardId: card.id, wanted, shown: null } : say(language, 'card_unknown')
  }
  const before = known.find(card => card.id === id)
  return before ? { ...before, wanted: wanted ?? before.wanted } : say(language, 'card_needs_code')
}

const mayUseCredit = (actor: Actor, ownerId: string | null): boolean => leaveToSpend(actor, ownerId) === 'granted'

/** What keeps these cards from paying just what the buyer agreed to; nothing is charged then. */
export function obstaclesTo(
  coverage: readonly Coverage[],
  { ownerId, actor, language }: Omit<Applying, 'known'>,
): Message[] {
  return coverage.flatMap(({ applied, problem, amount, kind, codeEnd, parts, balance }) => {
    if (kind === 'store_credit' && !mayUseCredit(actor, ownerId))
      return [obstacle(say(language, 'credit_is_its_owners'))]
    if (applied.shown !== null && applied.shown !== amount) {
      const card = nameOf({ kind, codeEnd }, language)
      const currency = parts[0]?.card.currency
      const text =
        currency === undefined
          ? say(language, 'card_pays_nothing', { card })
          : say(language, 'card_holds', { card, amount: formatMoney(money(balance, currency)) })
      return [obstacle(text)]
    }
    return problem === null ? [] : [obstacle(say(language, 'card_refused', { problem }))]
  })
}

/** Cards that were used by somebody else in this very moment. */
export async function usedMeanwhile(tx: ReadTx, ids: readonly string[], language: TextLanguage): Promise<Message[]> {
  return (await giftCardsById(tx, ids)).map(({ kind, codeEnd, balance, currency }) => {
    const amount = formatMoney(money(balance, currency))
    return obstacle(say(language, 'card_just_used', { card: nameOf({ kind, codeEnd }, language), amount }))
  })
}

export const obstacle = (content: string, index?: number): Message =>
  message('error', 'gift_card_unusable', content, { severity: 'recoverable', path: placeOf(index) })

/** The same, while there is nothing to be charged yet. */
export const cardWarning = (content: string, index?: number): Message =>
  message('warning', 'gift_card_unusable', content, { path: placeOf(index) })

const placeOf = (index: number | undefined): string =>
  index === undefined ? '$.payment.instruments' : `$.payment.instruments[${index}]`

/** UCP's instruments: the cards, each with what is on it and what it pays, and what was saved to pay the rest with. */
export function paymentView(coverage: readonly Coverage[], total: Money, saved: readonly SavedMethod[]) {
  const applied_amount = coveredAmount(coverage)
  return {
    instruments: [
      ...coverage.map(covered => ({ ...instrumentOf(covered), selected: true })),
      ...saved.map(method => ({ ...savedInstrument(method), selected: false })),
    ],
    applied_amount,
    remaining_amount: total.amount - applied_amount,
  }
}

export const instrumentOf = ({ applied, kind, codeEnd, balance, amount }: Coverage) => ({
  id: applied.id,
  handler_id: giftCardHandler.id,
  type: kind,
  display: { ...(codeEnd !== null && { code_end: codeEnd }), balance, applied: amount },
})
