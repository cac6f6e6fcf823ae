import { money } from '../shared/money.ts'
import { ucpVersion } from '../shared/ucp.ts'
import type { Storage } from '../storage/port.ts'
import type { PaymentGateway, PaymentOutcome } from './gateway.ts'
import { decide, type GiftCardPayment, giftCardPayment, refillGiftCard, spendGiftCard } from './gift-cards.ts'

/**
 * Pays from gift cards and store credit. The shop is its own provider here: the cards, their ledger and what each payment
 * came to lie in tables of the gateway's own, and every call may be repeated as with any other provider.
 */
export function giftCardGateway(storage: Storage): PaymentGateway {
  return {
    name: 'dev.mitchweb.gift_card',
    handler: {
      id: 'gift_card',
      version: ucpVersion,
      available_instruments: [{ type: 'gift_card' }],
      config: { credential_type: 'code', pays: 'A whole order, by the code of a gift card or store credit.' },
    },
    pay: async ({ paymentId, amount, instrument }) => {
      const code = instrument.credential?.token
      if (code === undefined) return { status: 'failed', code: 'missing_code', text: 'Send the code as the token.' }
      return outcomeOf(await storage.write(tx => spendGiftCard(tx, { paymentId, code, amount })))
    },
    find: async ({ paymentId }) => {
      const payment = await storage.write(tx => giftCardPayment(tx, paymentId))
      return payment && outcomeOf(payment)
    },
    cancel: async ({ paymentId }) => {
      const payment = await storage.write(async tx => {
        await decide(tx, { paymentId, status: 'canceled', amount: 0, currency: '' })
        return giftCardPayment(tx, paymentId)
      })
      return payment && outcomeOf(payment)
    },
    refund: async ({ paymentId, idempotencyKey, amount }) => {
      const isBack = await storage.write(tx => refillGiftCard(tx, { paymentId, key: idempotencyKey, amount }))
      return isBack
        ? { status: 'succeeded', providerId: idempotencyKey }
        : { status: 'failed', text: 'No gift card paid this amount.' }
    },
  }
}

function outcomeOf({ paymentId, status, amount, currency, failure }: GiftCardPayment): PaymentOutcome {
  const providerId = `gift_${paymentId}`
  switch (status) {
    case 'captured':
      return { status, providerId, amount: money(amount, currency) }
    case 'failed':
      return { status, code: 'gift_card_declined', text: failure ?? 'This gift card cannot pay.', providerId }
    case 'canceled':
      return { status: 'failed', code: 'canceled', text: 'The payment was given up.', providerId }
  }
}
