/** Money: the port to a provider, payments and refunds. Knows no orders, only what a payment refers to. */
export {
  type CardPart,
  captureHeld,
  heldPayments,
  holdCards,
  refundToCard,
  releaseHeld,
} from './card-payments.ts'
export { type DemoBank, demoGateway } from './demo-gateway.ts'
export type { DisputeStatus } from './dispute.ts'
export { type DisputeNote, recordDispute } from './dispute-records.ts'
export {
  type Gateways,
  gatewayById,
  handlersOf,
  type PayingCustomer,
  type PaymentGateway,
  type PaymentOutcome,
  type PaymentQuestion,
  type ProviderMessage,
  questionOf,
  type RefundOutcome,
} from './gateway.ts'
export { canPay, type GiftCard, giftCardHandler, sharesOf } from './gift-card.ts'
export { giftCardByCode, giftCardsById, storeCreditOf } from './gift-card-records.ts'
export {
  changeGiftCard,
  getGiftCard,
  getGiftCardBalance,
  getStoreCredit,
  issueGiftCard,
  issueStoreCredit,
  listGiftCards,
} from './gift-card-use-cases.ts'
export { inTime } from './in-time.ts'
export { covering, type Mandate, type OutsideReason } from './mandate.ts'
export {
  hadMandate,
  mandatesOfAgent,
  releaseMandate,
  returnMandate,
  spendMandate,
  useMandate,
} from './mandate-records.ts'
export { endMandatesOf, grantMandate, listMandates, mandateState, revokeMandate } from './mandate-use-cases.ts'
export { moveWallet } from './move-wallet.ts'
export { orderPaymentOf, type Payment, providerKey, type Refund, refundable } from './payment.ts'
export { knownByPayment, paymentObstacles, paymentPersonalData } from './personal-data.ts'
export { introduce, type ProviderCustomer } from './provider-customer-records.ts'
export { idAtProvider } from './provider-customers.ts'
export {
  eventsDue,
  finishEvent,
  paymentOfEvent,
  postponeEvent,
  pruneEvents,
  type TakenEvent,
  takeEvent,
} from './provider-event-records.ts'
export {
  keepPending,
  movePayment,
  moveRefund,
  noteReceived,
  openPayment,
  openRefund,
  paymentById,
  paymentsDue,
  paymentsFor,
  postponeRefund,
  refundById,
  refundsDue,
  refundsNotOver,
  reopenRefund,
} from './records.ts'
export { refusalText } from './refusal-text.ts'
export { type SavedMethod, savedInstrument } from './saved-method.ts'
export {
  forgetGone,
  forgetMethod,
  keepMethod,
  methodsToDetach,
  postponeDetaching,
  savedMethod,
  savedMethodsOf,
} from './saved-method-records.ts'
export { listPaymentMethods, removePaymentMethod } from './saved-method-use-cases.ts'
export { leaveToSpend } from './spending.ts'
export { openStripeGateway } from './stripe-gateway.ts'
export { readStripeSettings, type StripeSettings, StripeSettingsError } from './stripe-settings.ts'
