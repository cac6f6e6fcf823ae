import { type ActionFunctionArgs, redirect } from 'react-router'
import { formOf } from '../visit/form.server.ts'
import { refusal } from './refusal.server.ts'
import { signedIn } from './signed-in.server.ts'

/** Takes a budget back, or disconnects an assistant; either counts from this moment on. */
export async function changeAgents(asked: ActionFunctionArgs) {
  const { shop, askAccounts, choice } = await signedIn(asked, { back: '/account/agents' })
  const form = await formOf(asked.request)
  const { mandate, client_id } = form
  try {
    if (mandate !== undefined) await shop.revokeMandate({ id: mandate })
    else await askAccounts('/disconnect-agent', { client_id })
    return redirect(`/account/agents?done=${mandate === undefined ? 'disconnected' : 'revoked'}`, 303)
  } catch (error) {
    return refusal({ error, language: choice.language, step: 'agents', fields: form })
  }
}
