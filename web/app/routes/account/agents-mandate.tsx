import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import type { AgentShown } from '../../account/agent.tsx'
import { agentMeta } from '../../account/agent-meta.ts'
import { answerOf } from '../../account/ask.server.ts'
import { grantMandate, type RefusedMandate } from '../../account/mandate.server.ts'
import { MandateForm } from '../../account/mandate-form.tsx'
import { signedIn } from '../../account/signed-in.server.ts'
import { asked as asking } from '../../visit/answers.server.ts'
import { reaching } from '../../waiting/reaching.ts'

export async function loader(asked: LoaderFunctionArgs) {
  const { shop, store, choice, askAccounts } = await signedIn(asked)
  const [{ agents }, { categories }, { payment_methods }] = await Promise.all([
    asking(answerOf<{ agents: AgentShown[] }>(askAccounts, '/list-agents')),
    asking(shop.listCategories({})),
    asking(shop.listPaymentMethods({})),
  ])
  const agent = agents.find(({ client_id }) => client_id === asked.url.searchParams.get('agent'))
  if (!agent) throw data({ code: 'not_found' }, { status: 404 })
  return {
    agent: { id: agent.client_id, name: agent.name ?? agent.client_id },
    currency: choice.currency,
    currencies: store.currencies,
    categories: categories.map(({ path }) => path),
    methods: payment_methods.map(({ id, display }) => ({ id, brand: display.brand, digits: display.last_digits })),
  }
}

export const action = async (asked: ActionFunctionArgs) => await grantMandate(asked)

export const clientAction = reaching

export const meta = agentMeta('/account/agents/mandate', ({ mandates }) => mandates.title)

export type MandatePage = Awaited<ReturnType<typeof loader>>

type Shown = { readonly loaderData: MandatePage; readonly actionData: RefusedMandate | undefined }

export default function Mandate({ loaderData, actionData }: Shown) {
  return <MandateForm page={loaderData} refused={actionData} />
}
