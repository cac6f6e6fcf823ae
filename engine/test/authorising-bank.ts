import type { DemoBank, PaymentGateway, PaymentOutcome } from '../src/payments/index.ts'

export type AuthorisingBank = PaymentGateway & DemoBank & Required<Pick<PaymentGateway, 'capture'>>

/**
 * The demo bank as one that sets money aside first and takes it when it is told to. In its books what is set aside waits
 * for a person, as does what nobody has confirmed yet; `lost_answer` loses the answer to the capture.
 */
export function authorisingBank(bank: PaymentGateway & DemoBank): AuthorisingBank {
  const setAside = new Set<string>()
  const losing = new Set<string>()

  const said = <T extends PaymentOutcome | undefined>(
    outcome: T,
    { paymentId, amount }: Pick<Parameters<PaymentGateway['find']>[0], 'paymentId' | 'amount'>,
  ): T | PaymentOutcome =>
    outcome?.status === 'requires_person' && setAside.has(paymentId)
      ? { status: 'authorised', providerId: outcome.providerId, amount }
      : outcome

  const find: PaymentGateway['find'] = async asked => said(await bank.find(asked), asked)

  return {
    ...bank,
    pay: async asked => {
      const token = asked.instrument.credential?.token
      if (token !== 'needs_confirmation') setAside.add(asked.paymentId)
      if (token === 'lost_answer') losing.add(asked.paymentId)
      const credential = { type: 'token', token: 'needs_confirmation' }
      return said(await bank.pay({ ...asked, instrument: { ...asked.instrument, credential } }), asked)
    },
    find,
    cancel: async asked => said(await bank.cancel(asked), asked),
    capture: async asked => {
      await bank.decide(asked.paymentId, 'approve')
      if (losing.delete(asked.paymentId)) throw new Error('The answer to the capture was lost.')
      return (await find(asked)) ?? { status: 'pending' }
    },
    decide: async (paymentId, decision) => {
      if (decision === 'approve') setAside.add(paymentId)
      else await bank.decide(paymentId, decision)
    },
  }
}
