import type Stripe from 'stripe'

/** What says that nothing was done, or that the same key is being worked on. */
export function isWorthRepeating(error: unknown): boolean {
  const { type, code, detail } = error as Stripe.errors.StripeError
  if (type === 'StripeConnectionError') return (detail as { code?: string } | undefined)?.code !== 'ETIMEDOUT'
  return type === 'StripeRateLimitError' || code === 'idempotency_key_in_use' || code === 'lock_timeout'
}

/** Wrong keys and missing rights: nothing was done, and repeating it does nothing either. */
export const isForbidden = (error: unknown): boolean =>
  ['StripeAuthenticationError', 'StripePermissionError'].includes((error as Stripe.errors.StripeError).type)

/** What was asked cannot be done, and was not. */
export const isRefused = (error: unknown): boolean =>
  (error as Stripe.errors.StripeError).type === 'StripeInvalidRequestError'

export const isUnsure = (error: unknown): boolean =>
  ['StripeAPIError', 'StripeIdempotencyError'].includes((error as Stripe.errors.StripeError).type)

export const isMissing = (error: unknown): boolean => (error as Stripe.errors.StripeError).code === 'resource_missing'

export const wordFor = (error: unknown): string => (error as Stripe.errors.StripeError).code ?? 'no reason given'

/** What goes wrong is told by its kind and reference: Stripe's own errors carry headers, bodies and parts of keys. */
export const quietly =
  <Given extends unknown[], Answer>(work: (...given: Given) => Promise<Answer>) =>
  async (...given: Given): Promise<Answer> => {
    try {
      return await work(...given)
    } catch (error) {
      const { type, code, statusCode, requestId } = error as Partial<Stripe.errors.StripeError>
      if (typeof type !== 'string' || !type.startsWith('Stripe')) throw error
      const words = [type, code, statusCode, requestId].filter(word => word !== undefined)
      throw new Error(`Stripe could not be asked: ${words.join(', ')}.`)
    }
  }
