import type Stripe from 'stripe'
import type { PayingCustomer, PaymentOutcome, Vault } from './gateway.ts'
import { keyLivesMs, type Reading, repeated, type StripeAccount } from './stripe-account.ts'
import { isMissing, isRefused } from './stripe-errors.ts'
import { idOf } from './stripe-outcomes.ts'

/** The name under which Stripe's customers carry our reference; nothing else of a customer is told. */
const customerMark = 'mitchweb_customer'

export async function createCustomer(
  account: StripeAccount,
  { reference, ageMs, signal }: Parameters<Vault['createCustomer']>[0],
): Promise<string> {
  const { customers } = account.client
  if (ageMs > keyLivesMs) {
    const query = `metadata['${customerMark}']:'${reference}'`
    const { data } = await repeated(account, signal, () => customers.search({ query, limit: 1 }))
    if (data[0]) return data[0].id
  }
  const made = await repeated(account, signal, () =>
    customers.create({ metadata: { [customerMark]: reference } }, { idempotencyKey: `mitchweb-${reference}` }),
  )
  return made.id
}

export async function detachMethod(
  account: StripeAccount,
  { methodId, signal }: Parameters<Vault['detach']>[0],
): Promise<void> {
  const { paymentMethods } = account.client
  try {
    await repeated(account, signal, () => paymentMethods.detach(methodId))
  } catch (error) {
    // It was detached before, by this shop or in Stripe's own pages.
    if (isMissing(error) || (isRefused(error) && (await ownerOf(account, methodId, signal)) === undefined)) return
    throw error
  }
}

/** Says whose an intent is, so that a method of theirs can pay it or be kept. */
export async function giveToCustomer(
  account: StripeAccount,
  { id }: Stripe.PaymentIntent,
  { customer, signal }: Reading & { readonly customer: PayingCustomer },
): Promise<void> {
  await repeated(account, signal, () => account.client.paymentIntents.update(id, { customer: customer.id }))
}

/** What failed where the customer was deleted at Stripe, or is of another account or mode; undefined for other errors. */
export function goneCustomer(error: unknown, customer: PayingCustomer | undefined): PaymentOutcome | undefined {
  const isAboutThem = isMissing(error) && (error as Stripe.errors.StripeError).param === 'customer'
  if (!customer || !isAboutThem) return undefined
  return {
    status: 'failed',
    code: 'customer_gone',
    text: 'The payment provider does not know this customer any more, nor what was saved for them.',
    gone: { customer: customer.id },
  }
}

/** What failed where a kept method is not the customer's any more; undefined where it still is. */
export async function goneMethod(
  account: StripeAccount,
  { id, methodId }: PayingCustomer,
  { signal, providerId }: { readonly signal: AbortSignal; readonly providerId: string },
): Promise<PaymentOutcome | undefined> {
  if (methodId === undefined || (await ownerOf(account, methodId, signal)) === id) return undefined
  return {
    status: 'failed',
    code: 'payment_method_gone',
    text: 'This saved payment method is no longer at the payment provider.',
    providerId,
    gone: { method: methodId },
  }
}

async function ownerOf(account: StripeAccount, methodId: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    const method = await repeated(account, signal, () => account.client.paymentMethods.retrieve(methodId))
    return idOf(method.customer)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}
