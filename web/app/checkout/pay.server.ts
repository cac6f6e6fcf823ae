import { type CheckoutView, CommerceError, type Shop } from '@mitchweb/engine/contract'
import type { SentForm } from '../visit/sent-form.ts'
import { instrumentOf } from './ways.server.ts'

type Paying = { readonly shop: Shop; readonly id: string; readonly form: SentForm }

/** Pays the total that stood on the button, or nothing. */
export async function pay({ shop, id, form }: Paying): Promise<CheckoutView> {
  const { expected_total = '', key } = form
  if (!/^\d{1,8}$/.test(expected_total) || !key) {
    throw new CommerceError('invalid_input', 'The form was not complete. Check the total and pay again.')
  }
  const view = await shop.getCheckout({ id })
  const instrument = remainingOf(view) > 0 ? instrumentOf(view, form) : undefined
  return shop.completeCheckout(
    {
      id,
      ...(instrument && { checkout: { payment: { instruments: [instrument] } } }),
      expected_total: Number(expected_total),
    },
    { idempotencyKey: key },
  )
}

/** What is left to be paid once the gift cards have paid their part. */
export const remainingOf = ({ payment, totals }: CheckoutView): number =>
  payment?.remaining_amount ?? totals.find(({ type }) => type === 'total')?.amount ?? 0
