import { randomUUID } from 'node:crypto'
import { type CheckoutView, CommerceError, type Money, type Shop } from '@mitchweb/engine/contract'
import type { Request, Response } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { checkoutPage } from './checkout-page.ts'
import { isStep, takeStep } from './checkout-steps.ts'
import { type Form, formOf } from './form.ts'
import { safeUrl } from './html.ts'
import { page, shopName } from './page.ts'

type Showing = {
  readonly engine: GatewayEngine
  readonly shop: Shop
  readonly response: Response
  readonly view: CheckoutView
  readonly failure?: { readonly text: string; readonly form: Form }
}

/** The page of a checkout, with what the demo bank still asks. */
export async function showCheckout({ engine, shop, response, view, failure }: Showing): Promise<void> {
  const pending = await pendingPayment(engine, view)
  const waits = !pending && view.status === 'requires_escalation' && (await engine.waitsForPerson(view.id))
  const name = await shopName(shop)
  page(response).send(checkoutPage({ shop: name, view, pending, waits, failure, idempotencyKey: randomUUID() }))
}

/** Back from the provider's page: what it says of the payment takes effect before the person sees the checkout. */
export async function leadBack({ engine, shop, request, response }: Stepping): Promise<void> {
  const { id } = await shop.getCheckout({ id: String(request.params.id) })
  await engine.askPayment(id).catch(waitForTheSweeper)
  response.redirect(303, `/checkout/${encodeURIComponent(id)}`)
}

/** To the provider's page, as long as it still wants something of this person. */
export async function leadToProvider({ engine, shop, request, response }: Stepping): Promise<void> {
  const { id } = await shop.getCheckout({ id: String(request.params.id) })
  const url = await engine.askPayment(id).catch(waitForTheSweeper)
  response.redirect(303, safeUrl(url) ?? `/checkout/${encodeURIComponent(id)}`)
}

/** A provider that does not answer now is asked again without this person. */
function waitForTheSweeper(error: unknown): undefined {
  if (!(error instanceof CommerceError) || error.code !== 'payment_unavailable') throw error
}

/** Most checkouts never had a payment, so that the bank knows none is no error. */
async function pendingPayment({ demoBank }: GatewayEngine, { id, status }: CheckoutView): Promise<Money | undefined> {
  if (!demoBank || (status !== 'requires_escalation' && status !== 'complete_in_progress')) return undefined
  return demoBank.pending(id).catch(error => {
    if (error instanceof CommerceError && error.code === 'not_found') return undefined
    throw error
  })
}

type Stepping = Omit<Showing, 'view' | 'failure'> & { readonly request: Request }

/** Takes a form. A step that moved on is answered with the page anew, so that going back or reloading never sends a form twice. */
export async function checkoutStep({ engine, shop, request, response }: Stepping): Promise<void> {
  const { id, step } = request.params as { id: string; step: string }
  if (!isStep(step)) throw new CommerceError('not_found', 'There is no such step of a checkout.')
  const form = formOf(request.body)
  const here = `/checkout/${encodeURIComponent(id)}`
  try {
    const stays = await takeStep({ engine, shop, id, step, form })
    if (stays) await showCheckout({ engine, shop, response, view: stays })
    else response.redirect(303, here)
  } catch (error) {
    if (!(error instanceof CommerceError) || error.code === 'not_found') throw error
    if (error.code === 'invalid_state') return response.redirect(303, here)
    const view = await shop.getCheckout({ id })
    response.status(error.status)
    await showCheckout({ engine, shop, response, view, failure: { text: error.message, form } })
  }
}
