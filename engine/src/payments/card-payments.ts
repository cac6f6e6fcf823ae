import { type Money, money } from '../shared/money.ts'
import type { Tx } from '../storage/port.ts'
import { type GiftCard, giftCardHandler } from './gift-card.ts'
import { noteEntry, putOnCard, takeFromCard } from './gift-card-records.ts'
import type { Payment, Refund } from './payment.ts'
import { movePayment, moveRefund, newPayment, openRefund, paymentsFor } from './records.ts'

/** What one card pays of a checkout. */
export type CardPart = { readonly card: GiftCard; readonly amount: number; readonly instrument: Payment['instrument'] }

/**
 * Takes each part from its card, or nothing at all: answers the ids of cards that hold too little by now. What is held
 * goes to the order (`captureHeld`) or back (`releaseHeld`). Cards are changed in one order, so that two buyers with
 * the same cards never wait for each other in a circle.
 */
export async function holdCards(tx: Tx, reference: string, parts: readonly CardPart[]): Promise<string[]> {
  const taken: CardPart[] = []
  const short: string[] = []
  for (const part of inOrder(parts)) {
    const { id, currency } = part.card
    if (await takeFromCard(tx, { id, currency, amount: part.amount })) taken.push(part)
    else short.push(id)
  }
  if (short.length > 0) {
    for (const { card, amount } of taken) await putOnCard(tx, { id: card.id, amount })
    return short
  }
  for (const { card, amount, instrument } of parts) {
    const payment = await newPayment(tx, {
      reference,
      handlerId: giftCardHandler.id,
      status: 'held',
      amount: money(amount, card.currency),
      instrument,
      nextCheckAt: null,
      giftCardId: card.id,
    })
    await noteEntry(tx, {
      giftCardId: card.id,
      amount: -amount,
      reason: 'spent',
      key: payment.id,
      paymentId: payment.id,
    })
  }
  return []
}

/** What cards hold ready for a checkout that is being paid. */
export async function heldPayments(tx: Tx, reference: string): Promise<Payment[]> {
  return (await paymentsFor(tx, reference)).filter(({ status }) => status === 'held')
}

/** What was taken from cards for this checkout pays the order now. */
export async function captureHeld(tx: Tx, reference: string): Promise<Payment[]> {
  const held = await heldPayments(tx, reference)
  for (const payment of held) {
    if (!(await movePayment(tx, payment, 'captured'))) throw new Error(`Payment ${payment.id} is not held any more.`)
    await tx.emit('payment.captured', { payment_id: payment.id, checkout_id: reference })
  }
  return held
}

/** Puts what was held back on its cards, once however often it is asked for. */
export async function releaseHeld(tx: Tx, reference: string): Promise<void> {
  for (const payment of inOrder(await heldPayments(tx, reference))) {
    if (await movePayment(tx, payment, 'canceled')) await comeBack(tx, payment, 'released', `${payment.id}-released`)
  }
}

/** Sends money of a captured payment back to its card, in this transaction: there is no provider to wait for. */
export async function refundToCard(
  tx: Tx,
  payment: Payment,
  { amount, reason }: { readonly amount: Money; readonly reason: string },
): Promise<Refund> {
  const refund = await openRefund(tx, payment, { amount, reason })
  await moveRefund(tx, refund, 'succeeded', refund.id)
  await comeBack(tx, { ...payment, amount }, 'refunded', refund.id)
  await tx.emit('refund.succeeded', { refund_id: refund.id, payment_id: payment.id })
  return { ...refund, status: 'succeeded' }
}

async function comeBack(tx: Tx, payment: Payment, reason: 'released' | 'refunded', key: string): Promise<void> {
  const { id: paymentId, giftCardId } = payment
  if (giftCardId === null) throw new Error(`Payment ${paymentId} came from no card.`)
  const { amount } = payment.amount
  await putOnCard(tx, { id: giftCardId, amount })
  await noteEntry(tx, { giftCardId, amount, reason, key, paymentId })
}

const cardIdOf = (part: CardPart | Payment): string => ('card' in part ? part.card.id : (part.giftCardId ?? ''))

const inOrder = <P extends CardPart | Payment>(parts: readonly P[]): P[] =>
  [...parts].sort((a, b) => (cardIdOf(a) < cardIdOf(b) ? -1 : 1))
