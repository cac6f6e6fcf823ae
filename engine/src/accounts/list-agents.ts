import { agentsOf } from './agent-records.ts'
import { type Asked, answer, type Desk, signedIn } from './desk.ts'

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
