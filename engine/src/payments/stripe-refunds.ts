import type Stripe from 'stripe'
import type { RefundOutcome, RefundRequest } from './gateway.ts'
import { repeated, type StripeAccount } from './stripe-account.ts'
import { toStripe } from './stripe-amounts.ts'
import { isMissing, isRefused, wordFor } from './stripe-errors.ts'
import { idOf, refundMark } from './stripe-outcomes.ts'
import { readPage } from './stripe-pages.ts'

export async function refundAtStripe(
  account: StripeAccount,
  { providerId, idempotencyKey, amount, signal, ...asked }: RefundRequest,
): Promise<RefundOutcome> {
  const intentId = providerId.startsWith('cs_')
    ? idOf((await readPage(account, providerId, { ...asked, signal })).payment_intent)
    : providerId
  const sent = toStripe(amount)
  if (intentId === undefined || !sent) return { status: 'failed', text: 'Nothing was paid that could go back.' }
  // A key is forgotten after a day; what was sent back is not.
  const before = await refundFor(account, intentId, { idempotencyKey, signal })
  if (before) return outcomeOfRefund(before)
  try {
    const made = await repeated(account, signal, () =>
      account.client.refunds.create(
        { payment_intent: intentId, amount: sent.amount, metadata: { [refundMark]: idempotencyKey } },
        { idempotencyKey },
      ),
    )
    return outcomeOfRefund(made)
  } catch (error) {
    const made = signal.aborted ? undefined : await refundFor(account, intentId, { idempotencyKey, signal })
    if (made) return outcomeOfRefund(made)
    if (!isRefused(error) || isMissing(error)) throw error
    return { status: 'failed', text: `Stripe refuses this refund (${wordFor(error)}).` }
  }
}

async function refundFor(
  account: StripeAccount,
  intentId: string,
  { idempotencyKey, signal }: Pick<RefundRequest, 'idempotencyKey' | 'signal'>,
): Promise<Stripe.Refund | undefined> {
  let after: string | undefined
  for (;;) {
    const page = await repeated(account, signal, () =>
      account.client.refunds.list({ payment_intent: intentId, limit: 100, ...(after && { starting_after: after }) }),
    )
    const found = page.data.find(({ metadata }) => metadata?.[refundMark] === idempotencyKey)
    after = page.data.at(-1)?.id
    if (found || !page.has_more || after === undefined) return found
  }
}

function outcomeOfRefund({ id, status, failure_reason: reason }: Stripe.Refund): RefundOutcome {
  if (status === 'succeeded') return { status, providerId: id }
  if (status === 'failed' || status === 'canceled')
    return { status: 'failed', text: `The bank did not take the refund (${reason ?? status}).` }
  return { status: 'pending' }
}
