import { type Html, html } from './html.ts'
import { document } from './layout.ts'
import { scopeWords } from './scope-words.ts'
import { timeText } from './wording.ts'

export type AgentShown = {
  readonly client_id: string
  readonly name?: string
  readonly scopes: readonly string[]
  readonly connected_at: string
  readonly last_used_at?: string
}

type AgentsPage = { readonly shop: string; readonly agents: readonly AgentShown[]; readonly mcpUrl: string }

/** Who acts for somebody, what each may do, and the way to end it. */
export const agentsPage = ({ shop, agents, mcpUrl }: AgentsPage): string =>
  document({
    title: 'Assistants',
    shop,
    body: html`<section class="narrow"><h1>Assistants that act for you</h1>
${agents.length > 0 ? agents.map(agent) : html`<p class="muted">There are none yet.</p>`}
<p class="muted">To connect one, give it the address <code>${mcpUrl}</code>. It asks you here before it sees anything of yours.</p>
<p><a href="/account">Your account</a></p></section>`,
  })

function agent({ client_id, name, scopes, connected_at, last_used_at }: AgentShown): Html {
  const used = last_used_at ? `last here ${timeText(last_used_at)}` : 'not used yet'
  return html`<section class="card"><h2>${name ?? client_id}</h2><p class="muted">Connected ${timeText(connected_at)}, ${used}</p>
<ul>${scopes.map(scope => html`<li>${scopeWords(scope)}</li>`)}</ul>
<form method="post" action="/account/agents"><input type="hidden" name="client_id" value="${client_id}"><button class="quiet">Disconnect</button></form></section>`
}
