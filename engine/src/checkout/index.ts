/** The way from a basket to a paid order. */
export { completeCheckout, type Payer } from './complete.ts'
export { type Settler, settlePayment } from './settle.ts'
export { type SweepReport, sweep } from './sweep.ts'
export { cancelCheckout, createCheckout, getCheckout, saveShippingRate, updateCheckout } from './use-cases.ts'
