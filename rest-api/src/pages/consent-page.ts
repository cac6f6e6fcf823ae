import type { TextLanguage } from '@mitchweb/engine/contract'
import { type AgentTexts, agentTexts } from './agent-texts.ts'
import { type Html, html } from './html.ts'
import { document } from './layout.ts'

/** What an assistant asks a person for. */
export type Question = {
  readonly client: { readonly id: string; readonly name?: string; readonly is_proved: boolean }
  readonly redirect_uri: string
  readonly scopes: readonly string[]
  readonly email: string
}

/** At which shop, and in which language. */
type Spoken = { readonly shop: string; readonly language: TextLanguage }

type Asking = Spoken & { readonly query: string; readonly question: Question }

/** Asks a person whether an assistant may act for them, and says for whom the answer is. */
export function consentPage({ shop, language, query, question }: Asking): string {
  const { client, redirect_uri, scopes, email } = question
  const { consent, scopes: words } = agentTexts[language]
  const name = client.name ?? hostOf(client.id) ?? consent.nameless
  const mayBuy = scopes.includes('checkout:write')
  return document({
    title: consent.title(name),
    shop,
    language,
    body: html`<section class="form"><h1>${consent.heading({ name, shop })}</h1>
<div class="card">${whoAsks(client, redirect_uri, consent)}
<p>${consent.couldThen(email)}</p>
<ul>${scopes.map(scope => html`<li>${words[scope] ?? scope}</li>`)}</ul>
${mayBuy && html`<p>${consent.paying}</p>`}
<form method="post" action="/account/consent"><input type="hidden" name="query" value="${query}">
<div class="row"><button name="decision" value="allow">${consent.allow}</button><button class="quiet" name="decision" value="refuse">${consent.refuse}</button></div></form>
<p class="muted">${consent.never}</p></div></section>`,
  })
}

/** A name can be claimed by anyone; where the answer goes, and an address as an id, cannot. */
function whoAsks({ id, is_proved }: Question['client'], redirectUri: string, texts: AgentTexts['consent']): Html {
  const proof = is_proved ? texts.belongsTo(hostOf(id) ?? id) : texts.notVerified
  return html`<p>${proof} ${texts.answerGoesTo(placeOf(redirectUri, texts))}</p>`
}

function placeOf(redirectUri: string, { localProgram, localApp }: AgentTexts['consent']): string {
  const { protocol, hostname } = new URL(redirectUri)
  if (protocol === 'https:') return hostname
  return protocol === 'http:' ? localProgram : localApp(protocol.slice(0, -1))
}

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname || undefined : undefined)

/**
 * Leads on to another address. A form may lead within the shop only, so what comes after one goes by a page. The address
 * is the library’s, which takes no scheme that runs anything.
 */
export function leadingPage({ shop, language, location }: Spoken & { readonly location: string }): string {
  const { title, text } = agentTexts[language].leading
  return document({
    title,
    shop,
    language,
    leadsTo: location,
    body: html`<section class="narrow"><h1>${title}</h1><p>${text(location)}</p></section>`,
  })
}

/** What went wrong before anybody could be led back, by its reason where there is one. */
export function failurePage({ shop, language, reason }: Spoken & { readonly reason: string | undefined }): string {
  const { title, next, other, reasons } = agentTexts[language].failure
  return document({
    title,
    shop,
    language,
    body: html`<section class="narrow"><h1>${title}</h1>
<p>${reasons[reason ?? ''] ?? other}</p>
<p>${next}</p></section>`,
  })
}
