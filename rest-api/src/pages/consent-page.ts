import { type Html, html } from './html.ts'
import { document } from './layout.ts'
import { scopeWords } from './scope-words.ts'

/** What an assistant asks a person for. */
export type Question = {
  readonly client: { readonly id: string; readonly name?: string; readonly is_proved: boolean }
  readonly redirect_uri: string
  readonly scopes: readonly string[]
  readonly email: string
}

type Asking = { readonly shop: string; readonly query: string; readonly question: Question }

/** Asks a person whether an assistant may act for them, and says for whom the answer is. */
export function consentPage({ shop, query, question }: Asking): string {
  const { client, redirect_uri, scopes, email } = question
  const name = client.name ?? hostOf(client.id) ?? 'An application'
  return document({
    title: `Let ${name} act for you?`,
    shop,
    body: html`<section class="form"><h1>Let “${name}” act for you at ${shop}?</h1>
<div class="card">${whoAsks(client, redirect_uri)}
<p>It could then, for your account <strong>${email}</strong>:</p>
<ul>${scopes.map(scope => html`<li>${scopeWords(scope)}</li>`)}</ul>
<form method="post" action="/account/consent"><input type="hidden" name="query" value="${query}">
<div class="row"><button name="decision" value="allow">Allow</button><button class="quiet" name="decision" value="refuse">Refuse</button></div></form>
<p class="muted">It cannot change your password, see card numbers or let others in. You can disconnect it at any time in your account, under “Assistants”.</p></div></section>`,
  })
}

/** A name can be claimed by anyone; where the answer goes, and an address as an id, cannot. */
function whoAsks({ id, is_proved }: Question['client'], redirectUri: string): Html {
  const place = placeOf(redirectUri)
  const proof = is_proved
    ? html`It belongs to <strong>${hostOf(id)}</strong>.`
    : html`That is what it calls itself; it is <strong>not verified by this shop</strong>.`
  return html`<p>${proof} Your answer goes to <strong>${place}</strong>. Allow it only if you have just begun this there.</p>`
}

function placeOf(redirectUri: string): string {
  const { protocol, hostname } = new URL(redirectUri)
  if (protocol === 'https:') return hostname
  return protocol === 'http:' ? 'a program on this computer' : `an app on this device (${protocol.slice(0, -1)})`
}

const hostOf = (url: string): string | undefined => (URL.canParse(url) ? new URL(url).hostname || undefined : undefined)

/**
 * Leads on to another address. A form may lead within the shop only, so what comes after one goes by a page. The address
 * is the library’s, which takes no scheme that runs anything.
 */
export const leadingPage = ({ shop, location }: { readonly shop: string; readonly location: string }): string =>
  document({
    title: 'One moment',
    shop,
    leadsTo: location,
    body: html`<section class="narrow"><h1>One moment</h1><p>You are led on. If nothing happens, <a href="${location}">go on here</a>. You can close this page afterwards.</p></section>`,
  })

type Failure = { readonly shop: string; readonly error?: string | null; readonly text?: string }

/** What went wrong before anybody could be led back. */
export const failurePage = ({ shop, error, text }: Failure): string =>
  document({
    title: 'The assistant could not be connected',
    shop,
    body: html`<section class="narrow"><h1>The assistant could not be connected</h1>
<p>${text ?? failures[error ?? ''] ?? 'The application asked in a way that the shop does not understand.'}</p>
<p>Nothing was allowed. Begin again in the application; if that does not help, remove the shop there and add it anew.</p></section>`,
  })

const failures: Readonly<Record<string, string | undefined>> = {
  invalid_client: 'The shop does not know the application, or could not read the document that says who it is.',
  client_disabled: 'The application is not let in here.',
  invalid_redirect: 'The application wants the answer at an address that it has not named before.',
}
