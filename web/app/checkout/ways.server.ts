import { type CheckoutView, CommerceError, type PaymentHandler, paymentForm } from '@mitchweb/engine/contract'
import type { SentForm } from '../visit/sent-form.ts'
import { cardWay, pageWay, type Ways } from './ways.ts'

/** In what ways a person can pay here what gift cards leave. */
export function waysToPay(view: CheckoutView, { isSignedIn }: { readonly isSignedIn: boolean }): Ways {
  const [tokens, form, page] = [demoTokens(view), formHandler(view), pageHandler(view)]
  const isKept = [demoHandler(view), form, page].some(handler => handler?.config?.can_save === true)
  return {
    saved: savedIn(view).map(({ id, display = {} }) => ({
      id,
      brand: String(display.brand ?? ''),
      end: String(display.last_digits ?? ''),
      expires: { month: Number(display.expiry_month), year: Number(display.expiry_year) },
    })),
    ...(tokens && { tokens }),
    ...(form && { form: paymentForm.parse(form.config?.payment_form) }),
    hasPage: page !== undefined,
    canSave: isSignedIn && isKept,
  }
}

/** What pays, by the way that a person has chosen. A token of the provider's own form comes as its credential. */
export function instrumentOf(view: CheckoutView, { way = '', credential, save }: SentForm) {
  const saved = savedIn(view).find(({ id }) => id === way)
  if (saved) return { id: saved.id, handler_id: saved.handler_id, type: saved.type, selected: true }
  const wishes = { selected: true, ...(save === 'on' && { save: true }) }
  const [form, page, demo] = [formHandler(view), pageHandler(view), demoHandler(view)]
  if (form && way === cardWay && credential) return { ...byToken(form, cardWay, credential), ...wishes }
  if (page && way === pageWay) return { id: pageWay, handler_id: page.id, type: pageWay, ...wishes }
  if (demo && Object.hasOwn(demoTokens(view) ?? {}, way)) return { ...byToken(demo, 'demo', way), ...wishes }
  throw new CommerceError('invalid_input', 'Choose how to pay.', { reason: 'no_way_to_pay' })
}

const byToken = ({ id }: PaymentHandler, type: string, token: string) => ({
  id: type,
  handler_id: id,
  type,
  credential: { type: 'token', token },
})

/** What the customer has saved stands beside the gift cards. */
const savedIn = ({ payment }: CheckoutView) =>
  (payment?.instruments ?? []).filter(({ handler_id }) => handler_id !== 'gift_card')

/** The demo provider's tokens, which its handler names; a real provider's handler has none. */
function demoTokens(view: CheckoutView): Record<string, string> | undefined {
  const tokens = demoHandler(view)?.config?.tokens
  if (typeof tokens !== 'object' || tokens === null) return undefined
  return Object.fromEntries(Object.entries(tokens).map(([token, note]) => [token, String(note)]))
}

const demoHandler = ({ ucp }: CheckoutView): PaymentHandler | undefined =>
  ucp.payment_handlers['dev.mitchweb.demo']?.[0]

/** The provider whose own form can stand on this page. */
const formHandler = ({ ucp }: CheckoutView): PaymentHandler | undefined =>
  ucp.payment_handlers['com.stripe']?.find(({ config }) => config?.payment_form !== undefined)

/** A provider that has a page of its own where a person pays. */
const pageHandler = ({ ucp }: CheckoutView): PaymentHandler | undefined =>
  Object.values(ucp.payment_handlers)
    .flat()
    .find(({ available_instruments: ways }) => ways?.some(({ type }) => type === pageWay))
