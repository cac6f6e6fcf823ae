import { data, type LoaderFunctionArgs } from 'react-router'
import { accountMeta } from '../../account/account-meta.ts'
import { FailedConnection } from '../../account/failed-connection.tsx'

export const loader = ({ url }: LoaderFunctionArgs) =>
  data({ reason: url.searchParams.get('error') ?? undefined }, { status: 400 })

export const meta = accountMeta('/account/connect/failure', ({ agent }) => agent.failure.title)

export default function Failure({ loaderData }: { loaderData: ReturnType<typeof loader>['data'] }) {
  return <FailedConnection reason={loaderData.reason} />
}
