import type { CheckoutView, InputOf, Shop } from '../src/contract.ts'
import { readyCheckout, totalOf } from './shop.ts'

export type Instrument = NonNullable<
  NonNullable<NonNullable<InputOf<'complete_checkout'>['checkout']>['payment']>['instruments']
>[number]

/** A card with this token; `save` has it kept. */
export const byToken = (handler_id: 'demo' | 'stripe', token: string, rest: Partial<Instrument> = {}): Instrument => ({
  id: 'typed in',
  handler_id,
  type: handler_id === 'demo' ? 'demo' : 'card',
  credential: { type: 'token', token },
  ...rest,
})

export const completes = (shop: Shop, checkout: CheckoutView, ...instruments: Instrument[]): Promise<CheckoutView> =>
  shop.completeCheckout({
    id: checkout.id,
    checkout: { payment: { instruments } },
    expected_total: totalOf(checkout),
  })

/** Buys one of these and pays so. */
export const buysOne = async (shop: Shop, variantId: string, ...instruments: Instrument[]): Promise<CheckoutView> =>
  completes(shop, await readyCheckout(shop, { [variantId]: 1 }), ...instruments)

/** What the customer has saved, as whoever selects it sends it back. */
export async function savedBy(shop: Shop): Promise<Instrument[]> {
  const { payment_methods: methods } = await shop.listPaymentMethods({})
  return methods.map(({ id, handler_id, type }) => ({ id, handler_id, type }))
}
