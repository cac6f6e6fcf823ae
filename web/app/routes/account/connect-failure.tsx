import { data, type LoaderFunctionArgs } from 'react-router'
import { agentMeta } from '../../account/agent-meta.ts'
import { FailedConnection } from '../../account/failed-connection.tsx'

export const loader = ({ url }: LoaderFunctionArgs) =>
  data({ reason: url.searchParams.get('error') ?? undefined }, { status: 400 })

export const meta = agentMeta('/account/connect/failure', ({ failure }) => failure.title)

export default function Failure({ loaderData }: { loaderData: ReturnType<typeof loader>['data'] }) {
  return <FailedConnection reason={loaderData.reason} />
}
