import { type CheckoutView, CommerceError, type PaymentHandler, type Shop } from '@mitchweb/engine/contract'
import type { SentForm } from '../visit/sent-form.ts'

const hostedPage = 'hosted_page'

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

/** In what ways a person can pay here: with what the demo provider has, or on the page of a provider. */
export const waysToPay = (view: CheckoutView): { tokens?: Record<string, string>; hasPage: boolean } => {
  const tokens = demoTokens(view)
  return { ...(tokens && { tokens }), hasPage: pageHandler(view) !== undefined }
}

/** What pays the rest that gift cards leave. */
function instrumentOf(view: CheckoutView, { token, way }: SentForm) {
  const provider = pageHandler(view)
  if (provider && way === hostedPage) {
    return { id: hostedPage, handler_id: provider.id, type: hostedPage, selected: true }
  }
  const handler = demoHandler(view)
  if (!handler || !token || !Object.hasOwn(demoTokens(view) ?? {}, token)) {
    throw new CommerceError('invalid_input', 'Choose how to pay.')
  }
  return { id: 'demo', handler_id: handler.id, type: 'demo', credential: { type: 'token', token }, selected: true }
}

/** The demo provider's tokens, which its handler names; a real provider's handler has none. */
function demoTokens(view: CheckoutView): Record<string, string> | undefined {
  const tokens = demoHandler(view)?.config?.tokens
  if (typeof tokens !== 'object' || tokens === null) return undefined
  return Object.fromEntries(Object.entries(tokens).map(([token, note]) => [token, String(note)]))
}

const demoHandler = ({ ucp }: CheckoutView): PaymentHandler | undefined =>
  ucp.payment_handlers['dev.mitchweb.demo']?.[0]

/** A provider that has a page of its own where a person pays. */
const pageHandler = ({ ucp }: CheckoutView): PaymentHandler | undefined =>
  Object.values(ucp.payment_handlers)
    .flat()
    .find(({ available_instruments: ways }) => ways?.some(({ type }) => type === hostedPage))
