import { type CheckoutView, CommerceError, type Shop } from '@mitchweb/engine/contract'
import type { GatewayEngine } from '../gateway-engine.ts'
import { type CheckoutUpdate, draftOf, withCode, withDetails, withOptions } from './checkout-drafts.ts'
import { demoHandler, demoTokens, hostedPage, pageHandler } from './checkout-forms.ts'
import type { Form } from './form.ts'
import { remainingOf, withGiftCard } from './gift-card-form.ts'
import { withMethod, withPoint } from './pickup-form.ts'
import { withSuggestion } from './suggestions.ts'

const steps = ['method', 'details', 'pickup', 'delivery', 'suggestion', 'code', 'gift-card', 'pay', 'decision'] as const
export type Step = (typeof steps)[number]

export const isStep = (name: string): name is Step => (steps as readonly string[]).includes(name)

type Taking = {
  readonly engine: GatewayEngine
  readonly shop: Shop
  readonly id: string
  readonly step: Step
  readonly form: Form
}

/** Does what the form asks. Answers the checkout when the person should see it at once, with what it says about this try. */
export async function takeStep({ engine, shop, id, step, form }: Taking): Promise<CheckoutView | undefined> {
  if (step === 'pay') return pay(shop, id, form)
  if (step === 'decision') return decide(engine, id, form)
  const view = await shop.getCheckout({ id })
  const changed = await shop.updateCheckout({ id, checkout: changes[step](view, form) })
  // Which code was wrong is said once, in this answer.
  return changed.messages.some(({ code }) => code === 'gift_card_unusable') ? changed : undefined
}

const changes: Record<Exclude<Step, 'pay' | 'decision'>, (view: CheckoutView, form: Form) => CheckoutUpdate> = {
  method: withMethod,
  details: withDetails,
  pickup: withPoint,
  delivery: withOptions,
  suggestion: withSuggestion,
  code: withCode,
  'gift-card': (view, form) => ({ ...draftOf(view), payment: withGiftCard(view, form) }),
}

/** Pays the total that stood on the button, or nothing. */
async function pay(shop: Shop, id: string, form: Form): Promise<CheckoutView | undefined> {
  const view = await shop.getCheckout({ id })
  const instrument = remainingOf(view) > 0 ? instrumentOf(view, form) : undefined
  if (!/^\d{1,8}$/.test(form.expected_total ?? '') || !form.key) {
    throw new CommerceError('invalid_input', 'The form was not complete. Check the total and pay again.')
  }
  const checkout = instrument && { payment: { instruments: [instrument] } }
  const paid = await shop.completeCheckout(
    { id, ...(checkout && { checkout }), expected_total: Number(form.expected_total) },
    { idempotencyKey: form.key },
  )
  return hasMovedOn(paid) ? undefined : paid
}

/** What pays the rest that gift cards leave. */
function instrumentOf(view: CheckoutView, { token, way }: Form) {
  const provider = pageHandler(view)
  if (provider && way === hostedPage)
    return { id: hostedPage, handler_id: provider.id, type: hostedPage, selected: true }
  const handler = demoHandler(view)
  if (!handler || !token || !Object.hasOwn(demoTokens(view) ?? {}, token)) {
    throw new CommerceError('invalid_input', 'Choose how to pay.')
  }
  return { id: 'demo', handler_id: handler.id, type: 'demo', credential: { type: 'token', token }, selected: true }
}

/** Paid, closed, or waiting for the bank or for this person: the page itself says so. */
const hasMovedOn = ({ status }: CheckoutView): boolean => status !== 'incomplete' && status !== 'ready_for_complete'

async function decide(engine: GatewayEngine, id: string, form: Form): Promise<undefined> {
  const { decision } = form
  if (!engine.demoBank || (decision !== 'approve' && decision !== 'refuse')) {
    throw new CommerceError('invalid_input', 'Choose whether to confirm or to refuse.')
  }
  await engine.demoBank.decide(id, decision)
}
