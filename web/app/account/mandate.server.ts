import { CommerceError, decimalsOf } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, redirect } from 'react-router'
import { formOf } from '../visit/form.server.ts'
import { minorUnits } from '../visit/minor-units.ts'
import { type Refused, refusal } from './refusal.server.ts'
import { signedIn } from './signed-in.server.ts'

/** What a refused form shows again. */
export type RefusedMandate = Refused & { readonly categories: readonly string[] }

/** Grants an assistant a budget; the shop says whether it may be. */
export async function grantMandate(asked: ActionFunctionArgs) {
  const { shop, choice } = await signedIn(asked, { back: '/account/agents' })
  const sent = asked.request.clone()
  const form = await formOf(asked.request)
  const categories = (await sent.formData()).getAll('category').map(String)
  try {
    await shop.grantMandate({ mandate: { ...mandateIn(form), ...(categories.length > 0 && { categories }) } })
    return redirect('/account/agents?done=granted', 303)
  } catch (error) {
    const refused = refusal({ error, language: choice.language, step: 'mandate', fields: form })
    return { ...refused, data: { ...refused.data, categories } }
  }
}

function mandateIn({ agent = '', currency = '', method, until = '', ...amounts }: Readonly<Record<string, string>>) {
  const amount = (field: string) => {
    const minor = minorUnits(amounts[field], decimalsOf(currency))
    if (minor !== undefined) return minor
    throw new CommerceError('invalid_input', 'The amount is no number.', { path: `$.mandate.${field}` })
  }
  const limit = <N extends string>(field: N) =>
    (amounts[field]?.trim() ? { [field]: amount(field) } : {}) as { [K in N]?: number }
  return {
    agent_id: agent,
    currency,
    total: amount('total'),
    ...limit('per_order'),
    ...limit('ask_above'),
    ...(method && { payment_method_id: method }),
    expires_at: `${until}T23:59:59Z`,
  }
}
