import { CommerceError, type Shop } from '@mitchweb/engine/contract'
import type { Request, Response } from 'express'
import type { GatewayEngine } from '../gateway-engine.ts'
import { accountPage, type SessionShown } from './account-page.ts'
import { refusal, sentence } from './account-refusals.ts'
import { askAccounts, passCookies } from './ask-accounts.ts'
import { type Form, formOf } from './form.ts'
import { type Html, html } from './html.ts'
import { page, shopName } from './page.ts'
import { shopOf } from './page-identity.ts'
import { dateText, priceText } from './wording.ts'

type Looking = { readonly engine: GatewayEngine; readonly request: Request; readonly response: Response }

type Showing = Looking & {
  /** What was just done, by the name that the address has for it. */
  readonly told: string | undefined
  readonly refused?: { readonly step: string; readonly text: string; readonly fields: Form }
}

export async function showAccount({ told, refused, ...looking }: Showing): Promise<void> {
  const { engine, response } = looking
  const shop = shopOf(engine, response)
  const { name, email } = await answerOf<{ name: string; email: string }>(looking, '/get-session')
  const { sessions } = await answerOf<{ sessions: SessionShown[] }>(looking, '/list-sessions')
  const text = accountPage({
    name,
    email,
    shop: await shopName(shop),
    sessions,
    orders: await ordersOf(shop),
    told: told === undefined ? undefined : done[told],
    refused,
  })
  page(response).send(text)
}

const answerOf = async <T>(looking: Looking, path: string): Promise<T> =>
  (await (await askAccounts(looking, path)).json()) as T

const done: Readonly<Record<string, string | undefined>> = {
  verified: 'Your e-mail address is confirmed.',
  password: 'Your password was changed, and everybody else was signed out.',
  email: 'A letter is on its way to the new address.',
}

async function ordersOf(shop: Shop): Promise<Html> {
  const { orders } = await shop.listOrders({ limit: 10 })
  const rows = orders.map(
    ({ id, label, placed_at, total, currency, status }) =>
      html`<li><a href="/orders/${encodeURIComponent(id)}">Order ${label}</a><span class="muted">${dateText(placed_at)} · ${priceText({ amount: total, currency })} · ${status.replaceAll('_', ' ')}</span></li>`,
  )
  return html`<section class="card"><h2>Your orders</h2>${rows.length > 0 ? html`<ul class="plain">${rows}</ul>` : html`<p class="muted">There are none yet.</p>`}</section>`
}

type Step = { readonly path: string; readonly body: (form: Form) => unknown; readonly leadsTo: string }

const steps: Readonly<Record<string, Step | undefined>> = {
  'sign-out': { path: '/sign-out', body: () => ({}), leadsTo: '/' },
  'sign-out-everywhere': { path: '/revoke-sessions', body: () => ({}), leadsTo: '/' },
  session: { path: '/revoke-session', body: ({ id }) => ({ id }), leadsTo: '/account' },
  password: {
    path: '/change-password',
    body: ({ password: currentPassword, new_password: newPassword }) => ({ currentPassword, newPassword }),
    leadsTo: '/account?done=password',
  },
  email: {
    path: '/change-email',
    body: ({ email, password }) => ({ newEmail: email?.trim(), password }),
    leadsTo: '/account?done=email',
  },
}

/** Takes a form of the account's page. */
export async function takeAccountForm(looking: Looking): Promise<void> {
  const { request, response } = looking
  const name = String(request.params.step)
  const step = steps[name]
  if (!step) throw new CommerceError('not_found', 'There is no such form.')
  const form = formOf(request.body)
  try {
    passCookies(response, await askAccounts(looking, step.path, step.body(form)))
    response.redirect(303, step.leadsTo)
  } catch (error) {
    refusal(response, error)
    await showAccount({ ...looking, told: undefined, refused: { step: name, text: sentence(error), fields: form } })
  }
}
