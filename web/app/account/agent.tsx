import { Form, Link } from 'react-router'
import { Button, buttonLook } from '../components/button.tsx'
import { useAgentWords } from './agent-words.ts'
import { Card } from './card.tsx'
import { type MandateShown, Mandates } from './mandates.tsx'
import { useTime } from './times.ts'

export type AgentShown = {
  readonly client_id: string
  readonly name?: string
  readonly scopes: readonly string[]
  readonly connected_at: string
  readonly last_used_at?: string
}

/** An assistant with what it may do, and the budgets within which it pays. */
export function Agent({ agent, mandates }: { agent: AgentShown; mandates: readonly MandateShown[] }) {
  const { agents: words, scopes: may, mandates: budgets } = useAgentWords()
  const time = useTime()
  const { client_id, scopes, connected_at, last_used_at } = agent
  const name = agent.name ?? client_id
  return (
    <Card title={name}>
      <p className="text-quiet">{words.since(time(connected_at), last_used_at && time(last_used_at))}</p>
      <div>
        <p className="mb-1 font-semibold">{words.may}</p>
        <ul className="grid list-disc gap-1 pl-5">
          {scopes.map(scope => (
            <li key={scope}>{may[scope] ?? scope}</li>
          ))}
        </ul>
      </div>
      {mandates.length > 0 && (
        <section aria-label={budgets.of(name)}>
          <Mandates mandates={mandates} />
        </section>
      )}
      <p className="text-sm text-quiet">
        {words.id} <code>{client_id}</code>
      </p>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        {scopes.includes('checkout:write') && (
          <Link
            to={`/account/agents/mandate?agent=${encodeURIComponent(client_id)}`}
            aria-label={budgets.grantTo(name)}
            className={buttonLook('plain')}
          >
            {budgets.grant}
          </Link>
        )}
        <Form method="post" action="/account/agents">
          <input type="hidden" name="client_id" value={client_id} />
          <Button weight="quiet" aria-label={words.disconnectNamed(name)}>
            {words.disconnect}
          </Button>
        </Form>
      </div>
    </Card>
  )
}
