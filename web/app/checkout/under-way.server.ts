import { type CheckoutView, CommerceError, type Money } from '@mitchweb/engine/contract'
import type { PaymentsUnderWay } from '../../server/types.d.ts'

/** What a payment still wants of the person: an answer to their demo bank, or to act on the provider's page. */
export async function wantedOf(
  payments: PaymentsUnderWay,
  view: CheckoutView,
): Promise<{ bank?: Money; atProvider: boolean }> {
  const bank = await askedByBank(payments, view)
  if (bank) return { bank, atProvider: false }
  return { atProvider: view.status === 'requires_escalation' && (await payments.waitsForPerson(view.id)) }
}

/** Most checkouts never had a payment, so that the bank knows none is no error. */
async function askedByBank({ demoBank }: PaymentsUnderWay, { id, status }: CheckoutView): Promise<Money | undefined> {
  if (!demoBank || (status !== 'requires_escalation' && status !== 'complete_in_progress')) return undefined
  return demoBank.pending(id).catch(error => {
    if (error instanceof CommerceError && error.code === 'not_found') return undefined
    throw error
  })
}

/** Asks the provider how the payment stands. One that does not answer now is asked again without this person. */
export async function askProvider({ askPayment }: PaymentsUnderWay, checkoutId: string): Promise<string | undefined> {
  return askPayment(checkoutId).catch(error => {
    if (error instanceof CommerceError && error.code === 'payment_unavailable') return undefined
    throw error
  })
}

export async function answerBank(
  { demoBank }: PaymentsUnderWay,
  id: string,
  decision: string | undefined,
): Promise<void> {
  if (!demoBank || (decision !== 'approve' && decision !== 'refuse')) {
    throw new CommerceError('invalid_input', 'Choose whether to confirm or to refuse.')
  }
  await demoBank.decide(id, decision)
}
