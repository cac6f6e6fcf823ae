import { type ActionFunctionArgs, Link, type LoaderFunctionArgs } from 'react-router'
import { Agent, type AgentShown } from '../../account/agent.tsx'
import { agentMeta } from '../../account/agent-meta.ts'
import { useAgentWords } from '../../account/agent-words.ts'
import { changeAgents } from '../../account/agents.server.ts'
import { answerOf } from '../../account/ask.server.ts'
import { Card } from '../../account/card.tsx'
import { Refusal } from '../../account/door-page.tsx'
import { Mandates } from '../../account/mandates.tsx'
import type { Refused } from '../../account/refusal.server.ts'
import { signedIn } from '../../account/signed-in.server.ts'
import { Told } from '../../account/told.tsx'
import { useRoot } from '../../root.tsx'
import { asked as asking } from '../../visit/answers.server.ts'
import { reaching } from '../../waiting/reaching.ts'

export async function loader(asked: LoaderFunctionArgs) {
  const { shop, askAccounts } = await signedIn(asked)
  const cursor = asked.url.searchParams.get('cursor')
  const [{ agents }, { mandates, pagination }] = await Promise.all([
    asking(answerOf<{ agents: AgentShown[] }>(askAccounts, '/list-agents')),
    asking(shop.listMandates({ limit: 50, ...(cursor !== null && { cursor }) })),
  ])
  return { agents, mandates, older: pagination.cursor, done: asked.url.searchParams.get('done') }
}

export const action = async (asked: ActionFunctionArgs) => await changeAgents(asked)

export const clientAction = reaching

export const meta = agentMeta('/account/agents', ({ agents }) => agents.title)

type Shown = { readonly loaderData: Awaited<ReturnType<typeof loader>>; readonly actionData: Refused | undefined }

/** Who acts for somebody, what each may do and spend, what it did, and the ways to end it. */
export default function Agents({ loaderData: { agents, mandates, older, done }, actionData: refused }: Shown) {
  const { agents: words, mandates: budgets } = useAgentWords()
  const publicUrl = useRoot()?.publicUrl ?? ''
  const former = mandates.filter(({ agent_id }) => agents.every(({ client_id }) => client_id !== agent_id))
  return (
    <>
      <h1 className="mb-6">{words.heading}</h1>
      <Told done={refused ? null : done} />
      <Refusal refused={refused} />
      {agents.length === 0 && <p className="mb-6 text-lg text-quiet">{words.none}</p>}
      {agents.map(agent => (
        <Agent
          key={agent.client_id}
          agent={agent}
          mandates={mandates.filter(({ agent_id }) => agent_id === agent.client_id)}
        />
      ))}
      {former.length > 0 && (
        <Card title={budgets.former}>
          <Mandates mandates={former} />
        </Card>
      )}
      {older && (
        <p className="mb-6">
          <Link to={`/account/agents?cursor=${encodeURIComponent(older)}`} className="underline">
            {budgets.older}
          </Link>
        </p>
      )}
      <p className="mb-3 text-quiet">{words.budgets}</p>
      <p className="text-quiet">{words.connecting(`${publicUrl}/mcp`)}</p>
    </>
  )
}
