/** Baskets: lines, and what they cost now. Checkouts are baskets too. */
export { type Basket, type BasketLine, type Cart, contextAfter, distinctCodes, inCurrency } from './cart.ts'
export { itemsOf } from './items.ts'
export { listCarts } from './list-carts.ts'
export { cartPersonalData, knownByCart, toldBasket } from './personal-data.ts'
export {
  type PricedBasket,
  type PricedLine,
  priceBasket,
  quoteOf,
  rememberedLines,
} from './pricing.ts'
export { recommendProducts } from './recommend-products.ts'
export { cartById, closeOrderedCart, deleteExpiredCarts } from './records.ts'
export { basketColumns } from './tables.ts'
export { cancelCart, createCart, currencyFor, getCart, linesFor, refillCart, updateCart } from './use-cases.ts'
export { pricedBasketView } from './view.ts'
