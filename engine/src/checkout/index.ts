/** The way from a basket to a paid order. */
export { completeCheckout, type Payer } from './complete.ts'
export { deliveryOf } from './delivery-of.ts'
export { estimateDelivery } from './estimate-delivery.ts'
export { checkoutPersonalData, knownByCheckout } from './personal-data.ts'
export {
  archivePickupPoint,
  listPickupPoints,
  pickupPointRecords,
  savedPickupPoint,
  savePickupPoint,
} from './pickup-points.ts'
export { takeProviderEvent, workOnEvent } from './provider-events.ts'
export { checkoutById } from './records.ts'
export { type Settler, settlePayment } from './settle.ts'
export { archiveShippingRate, listShippingRates, saveShippingRate, shippingRateRecords } from './shipping-rates.ts'
export { type SweepReport, sweep } from './sweep.ts'
export { checkoutTranslatables } from './translatables.ts'
export { updateOrder } from './update-order.ts'
export { cancelCheckout, createCheckout, getCheckout, updateCheckout } from './use-cases.ts'
