import { emailField, form, newPasswordField, passwordField, type Refused } from './account-forms.ts'
import { type Html, html, type Part } from './html.ts'
import { document, notice } from './layout.ts'
import { timeText } from './wording.ts'

export type SessionShown = {
  readonly id: string
  readonly is_current: boolean
  readonly created_at: string
  readonly user_agent?: string
  readonly address?: string
}

export type AccountPage = {
  readonly shop: string
  readonly name: string
  readonly email: string
  readonly sessions: readonly SessionShown[]
  readonly orders: Part
  readonly told?: string | undefined
  readonly refused?: (Refused & { readonly step: string }) | undefined
}

/** What is somebody's own: their orders, where they are signed in, and how they sign in. */
export function accountPage({ shop, name, email, sessions, orders, told, refused }: AccountPage): string {
  const refusedIn = (step: string) => (refused?.step === step ? refused : undefined)
  const why = (step: string) => refusedIn(step) && notice('bad', 'That did not work.', refused?.text)
  return document({
    title: 'Your account',
    shop,
    body: html`<section class="narrow"><h1>Your account</h1>${told && notice('good', told)}
<p>${name}<br><span class="muted">${email}</span></p>
<form method="post" action="/account/sign-out" class="row"><button class="quiet">Sign out</button></form>
${orders}
<p><a href="/account/agents">Assistants that act for you</a></p>
<section class="card"><h2>Where you are signed in</h2><ul class="plain">${sessions.map(session)}</ul>
<form method="post" action="/account/sign-out-everywhere"><button class="quiet">Sign out everywhere</button></form></section>
<section class="card"><h2>Change the password</h2>${why('password')}${form({
      action: '/account/password',
      button: 'Change the password',
      fields: [{ ...passwordField, label: 'Present password' }, newPasswordField],
      refused: refusedIn('password'),
    })}</section>
<section class="card"><h2>Change the e-mail address</h2>${why('email')}${form({
      action: '/account/email',
      button: 'Send a link to the new address',
      fields: [{ ...emailField, label: 'New e-mail', autocomplete: 'email' }, passwordField],
      refused: refusedIn('email'),
    })}</section></section>`,
  })
}

function session({ id, is_current, created_at, user_agent, address }: SessionShown): Html {
  const end = html`<form method="post" action="/account/session"><input type="hidden" name="id" value="${id}"><button class="bare" aria-label="End the session of ${timeText(created_at)}">×</button></form>`
  return html`<li class="session"><span><strong>${browserName(user_agent)}${is_current && ', here'}</strong> <span class="muted">since ${timeText(created_at)}${address && ` · ${address}`}</span></span>${!is_current && end}</li>`
}

/** A word for the browser, as far as it says: what it says whole is long and for machines. */
function browserName(agent = ''): string {
  const [, name] = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(agent) ?? []
  const known = { Edg: 'Edge', OPR: 'Opera' } as Readonly<Record<string, string>>
  return name ? (known[name] ?? name) : 'A program'
}
