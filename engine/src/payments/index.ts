/** Money: the port to a provider, payments and refunds. Knows no orders, only what a payment refers to. */
export { type DemoBank, demoGateway } from './demo-gateway.ts'
export {
  type Gateways,
  gatewayById,
  handlersOf,
  type PaymentGateway,
  type PaymentOutcome,
  type RefundOutcome,
} from './gateway.ts'
export { giftCardGateway } from './gift-card-gateway.ts'
export { issueGiftCard } from './gift-cards.ts'
export { inTime } from './in-time.ts'
export { type Payment, providerKey, type Refund } from './payment.ts'
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
  reopenRefund,
} from './records.ts'
