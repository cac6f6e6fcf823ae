import type { LoaderFunctionArgs } from 'react-router'
import { agentMeta } from '../../account/agent-meta.ts'
import { Leading } from '../../account/leading.tsx'

/** From signing in back to what an assistant asked. The query is signed, so it is passed on as it came. */
export const loader = ({ request }: LoaderFunctionArgs) => ({
  location: `/api/auth/oauth2/authorize${new URL(request.url).search}`,
})

export const meta = agentMeta('/account/connect', ({ leading }) => leading.title)

export default function Connect({ loaderData }: { loaderData: ReturnType<typeof loader> }) {
  return <Leading location={loaderData.location} />
}
