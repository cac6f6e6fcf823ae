import { type LoaderFunctionArgs, redirect } from 'react-router'
import { visitorOf } from '../visit/visitor.server.ts'

/** The visitor's own shop. Who is not signed in does that first, and comes back to where they were. */
export async function signedIn(
  asked: Pick<LoaderFunctionArgs, 'request' | 'url' | 'context'>,
  { back }: { back?: string } = {},
) {
  const visitor = await visitorOf(asked)
  if (visitor.isSignedIn) return visitor
  const from = back ?? (asked.request.method === 'GET' ? `${asked.url.pathname}${asked.url.search}` : '/account')
  throw redirect(`/account/sign-in?next=${encodeURIComponent(from)}`, 303)
}
