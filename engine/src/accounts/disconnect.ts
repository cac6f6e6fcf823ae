import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import type { Tx } from '../storage/index.ts'
import { agentsOf, forgetConsent } from './agent-records.ts'
import { type Asked, answer, bodyAs, type Desk, signedIn } from './desk.ts'
import { accountById } from './records.ts'

const form = z.strictObject({ client_id: z.string().min(1, 'is missing').max(500, 'is too long') })

/** Lets an application act no more, from this moment on. */
export async function disconnectAgent(desk: Desk, asked: Asked): Promise<Response> {
  const { accountId } = signedIn(asked)
  const { client_id: clientId } = bodyAs(form, asked)
  const isGone = await desk.storage.write(tx => disconnect(tx, { accountId, clientId }, desk))
  if (!isGone) throw notFound('application', clientId)
  return answer({ status: 'disconnected' })
}

type Telling = Pick<Desk, 'onDisconnected'>

/** Lets no application act any more: the password that let them in may have been a thief's. */
export async function disconnectAll(tx: Tx, accountId: string, telling: Telling): Promise<void> {
  for (const { clientId } of await agentsOf(tx, accountId)) await disconnect(tx, { accountId, clientId }, telling)
}

async function disconnect(
  tx: Tx,
  { accountId, clientId }: { readonly accountId: string; readonly clientId: string },
  { onDisconnected }: Telling,
): Promise<boolean> {
  const isGone = await forgetConsent(tx, { accountId, clientId })
  const account = await accountById(tx, accountId)
  if (isGone && account?.customerId) await onDisconnected(tx, { customerId: account.customerId, clientId })
  return isGone
}
