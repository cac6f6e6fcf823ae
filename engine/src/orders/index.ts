/** What was bought: orders, their shipments, cancellations, refunds and disputes. */
export { noteDispute } from './disputes.ts'
export { exportOrders, orderRecords } from './export-orders.ts'
export { type OrderDraft, placeOrder } from './place.ts'
export { orderOfCheckout } from './records.ts'
export { previewRefund, refundOrder } from './refund-order.ts'
export { type MoneyOut, runRefund } from './refunds.ts'
export { cancelOrder, fulfillOrder, getOrder, previewCancellation } from './use-cases.ts'
export { orderConfirmation } from './view.ts'
