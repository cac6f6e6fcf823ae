import { CommerceError } from '@mitchweb/engine/contract'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from 'react-router'
import type { AskAccounts } from '../../../server/types.d.ts'
import { agentMeta } from '../../account/agent-meta.ts'
import { answerOf } from '../../account/ask.server.ts'
import { Consent, type Question } from '../../account/consent.tsx'
import { FailedConnection } from '../../account/failed-connection.tsx'
import { Leading } from '../../account/leading.tsx'
import { signedIn } from '../../account/signed-in.server.ts'
import { formOf } from '../../visit/form.server.ts'

type Shown =
  | { readonly kind: 'asks'; readonly query: string; readonly question: Question }
  | { readonly kind: 'leads'; readonly location: string }
  | { readonly kind: 'failed'; readonly reason: string | undefined }

/** The question stands in the address, signed, and is passed on as it came. */
export async function loader(asked: LoaderFunctionArgs) {
  const query = new URL(asked.request.url).search.slice(1)
  const { askAccounts } = await signedIn(asked)
  return answered(askAccounts, '/show-question', { query }, (question: Question) => ({ kind: 'asks', query, question }))
}

export async function action(asked: ActionFunctionArgs) {
  const { askAccounts } = await signedIn(asked, { back: '/account/agents' })
  const { query, decision } = await formOf(asked.request)
  const decided = { query, accept: decision === 'allow' }
  return answered(askAccounts, '/decide-question', decided, ({ location }: { location: string }) => ({
    kind: 'leads',
    location,
  }))
}

async function answered<T>(askAccounts: AskAccounts, path: string, body: unknown, shown: (answer: T) => Shown) {
  try {
    return data<Shown>(shown(await answerOf<T>(askAccounts, path, body)), { status: 200 })
  } catch (error) {
    if (!(error instanceof CommerceError)) throw error
    return data<Shown>({ kind: 'failed', reason: reasonOf(error) }, { status: error.status })
  }
}

/** Why the engine refused, by the names that the words have; its sentence is for programs. */
const reasonOf = ({ code, details }: CommerceError): string =>
  code === 'not_found' ? 'invalid_client' : String(details.reason ?? '')

export const meta = agentMeta('/account/consent', ({ agents }) => agents.title)

type Page = { readonly loaderData: Shown; readonly actionData: Shown | undefined }

export default function ConsentPage({ loaderData, actionData }: Page) {
  const shown = actionData ?? loaderData
  if (shown.kind === 'asks') return <Consent query={shown.query} question={shown.question} />
  if (shown.kind === 'leads') return <Leading location={shown.location} />
  return <FailedConnection reason={shown.reason} />
}
