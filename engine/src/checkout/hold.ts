import { releaseReservations, reserve } from '../inventory/index.ts'
import { holdCards, releaseHeld, releaseMandate } from '../payments/index.ts'
import { redeemPromotions, releasePromotions } from '../pricing/index.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { say } from '../shared/shopper-texts.ts'
import type { Tx } from '../storage/port.ts'
import { instrumentOf, usedMeanwhile } from './cards.ts'
import { type Agreement, type Checkout, holdSeconds, linesToHold } from './checkout.ts'
import type { PricedCheckout } from './priced.ts'

/**
 * Holds the stock, uses the codes and takes what the gift cards pay: all of it, or nothing. Answers what is gone: `found`
 * keeps the checkout from being ready, what is `added` only says why nothing was charged this time.
 */
export async function hold(
  tx: Tx,
  look: PricedCheckout,
  agreement: Agreement,
): Promise<{ found: Message[]; added: Message[] }> {
  const { checkout } = look
  const found = await holdGoods(tx, look, agreement)
  if (found.length > 0) return { found, added: [] }
  const parts = look.cards.flatMap(covered => {
    const { display, ...instrument } = instrumentOf(covered)
    const shown = { ...instrument, ...(display.code_end !== undefined && { display: { code_end: display.code_end } }) }
    return covered.parts.map(part => ({ ...part, instrument: shown }))
  })
  const short = await holdCards(tx, checkout.id, parts)
  if (short.length === 0) return { found: [], added: [] }
  await letGo(tx, { ...checkout, agreement })
  return { found: [], added: await usedMeanwhile(tx, short, look.priced.market.textLanguage) }
}

async function holdGoods(tx: Tx, { checkout, priced }: PricedCheckout, agreement: Agreement): Promise<Message[]> {
  const { order } = agreement
  const { textLanguage } = priced.market
  const expiresAt = new Date(tx.now.getTime() + holdSeconds * 1000)
  const shortages = await reserve(tx, { reference: checkout.id, lines: linesToHold(agreement), expiresAt })
  if (shortages.length > 0) {
    return shortages.map(({ variantId, left }) => {
      const index = priced.lines.findIndex(line => line.variantId === variantId)
      const text = say(textLanguage, 'few_left_now', { left, name: priced.lines[index]?.title ?? '' })
      return message('error', 'out_of_stock', text, { severity: 'recoverable', path: `$.line_items[${index}]` })
    })
  }
  const usedUp = await redeemPromotions(tx, order)
  if (usedUp.length === 0) return []
  await releaseReservations(tx, checkout.id)
  return usedUp.map(id => {
    const { code, title } = priced.promotions.find(promotion => promotion.id === id) ?? {}
    const text =
      code === undefined
        ? say(textLanguage, 'discount_just_used_up', { title: quoteInput(title) })
        : say(textLanguage, 'code_just_used_up', { code: quoteInput(code) })
    return message('error', 'discount_code_used_up', text, { severity: 'recoverable', path: '$.discounts.codes' })
  })
}

/** Gives back all that a checkout holds: stock, the uses of codes, the money of gift cards, and of budgets. */
export async function letGo(tx: Tx, { id, agreement }: Pick<Checkout, 'id' | 'agreement'>): Promise<void> {
  await releaseReservations(tx, id)
  if (!agreement) return
  await releasePromotions(tx, agreement.order)
  await releaseHeld(tx, id)
  if (agreement.isMandated) await releaseMandate(tx, id)
}
