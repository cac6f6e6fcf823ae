import { type Actor, customerOf } from '../shared/actor.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { savedInstrument } from './saved-method.ts'
import { savedMethodsOf, takeAway } from './saved-method-records.ts'

type Caller = { readonly actor: Actor }

export async function listPaymentMethods(
  tx: ReadTx,
  _input: Input<typeof contract.listPaymentMethods>,
  { actor }: Caller,
): Promise<Output<typeof contract.listPaymentMethods>> {
  return { payment_methods: (await savedMethodsOf(tx, signedIn(actor))).map(savedInstrument) }
}

export async function removePaymentMethod(
  tx: Tx,
  { id }: Input<typeof contract.removePaymentMethod>,
  caller: Caller,
): Promise<Output<typeof contract.removePaymentMethod>> {
  const customerId = signedIn(caller.actor)
  if (!(await takeAway(tx, { id, customerId }))) throw notFound('payment method', id)
  return listPaymentMethods(tx, {}, caller)
}

function signedIn(actor: Actor): string {
  const customerId = customerOf(actor)
  if (customerId === undefined)
    throw new CommerceError('unauthorized', 'Payment methods are kept for customers who are signed in.')
  return customerId
}
