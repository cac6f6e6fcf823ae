import { z } from 'zod'
import { notFound } from '../shared/errors.ts'
import { agentsOf, disconnect } from './agent-records.ts'
import { type Asked, answer, bodyAs, type Desk, signedIn } from './desk.ts'

/** The applications that act for somebody, and what each may do. */
export async function listAgents(desk: Desk, asked: Asked): Promise<Response> {
  const { accountId } = signedIn(asked)
  const agents = await desk.storage.read(tx => agentsOf(tx, accountId))
  const shown = agents.map(({ clientId, name, scopes, createdAt, usedAt }) => ({
    client_id: clientId,
    ...(name && { name }),
    scopes,
    connected_at: createdAt.toISOString(),
    ...(usedAt && { last_used_at: usedAt.toISOString() }),
  }))
  return answer({ agents: shown })
}

const form = z.strictObject({ client_id: z.string().min(1, 'is missing').max(500, 'is too long') })

/** Lets an application act no more, from this moment on. */
export async function disconnectAgent(desk: Desk, asked: Asked): Promise<Response> {
  const { accountId } = signedIn(asked)
  const { client_id: clientId } = bodyAs(form, asked)
  const isGone = await desk.storage.write(tx => disconnect(tx, { accountId, clientId }))
  if (!isGone) throw notFound('application', clientId)
  return answer({ status: 'disconnected' })
}
