import type { TextLanguage } from '@mitchweb/engine/contract'
import { agentTexts } from './agent-texts.ts'
import { type Html, html } from './html.ts'
import { document } from './layout.ts'
import { timeText } from './wording.ts'

export type AgentShown = {
  readonly client_id: string
  readonly name?: string
  readonly scopes: readonly string[]
  readonly connected_at: string
  readonly last_used_at?: string
}

type AgentsPage = {
  readonly shop: string
  readonly language: TextLanguage
  readonly agents: readonly AgentShown[]
  readonly mcpUrl: string
}

/** Who acts for somebody, what each may do, and the way to end it. */
export function agentsPage({ shop, language, agents, mcpUrl }: AgentsPage): string {
  const { title, heading, none, budgets, connecting, account } = agentTexts[language].agents
  return document({
    title,
    shop,
    language,
    body: html`<section class="narrow"><h1>${heading}</h1>
${agents.length > 0 ? agents.map(shown => agent(shown, language)) : html`<p class="muted">${none}</p>`}
<p class="muted">${budgets}</p>
<p class="muted">${connecting(mcpUrl)}</p>
<p><a href="/account">${account}</a></p></section>`,
  })
}

function agent({ client_id, name, scopes, connected_at, last_used_at }: AgentShown, language: TextLanguage): Html {
  const { agents: texts, scopes: words } = agentTexts[language]
  const used = last_used_at && timeText(last_used_at, language)
  return html`<section class="card"><h2>${name ?? client_id}</h2><p class="muted">${texts.since({ connected: timeText(connected_at, language), used })}</p>
<ul>${scopes.map(scope => html`<li>${words[scope] ?? scope}</li>`)}</ul>
<p class="muted">${texts.id} <code>${client_id}</code></p>
<form method="post" action="/account/agents"><input type="hidden" name="client_id" value="${client_id}"><button class="quiet">${texts.disconnect}</button></form></section>`
}
