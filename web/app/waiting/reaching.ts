import { type ClientActionFunctionArgs, data, isRouteErrorResponse } from 'react-router'
import { type Trouble, trouble } from './trouble.ts'

/**
 * Sends a form to the shop. Where no answer comes, the page stays as it is with all that was typed, and says so: the
 * same form can be sent again. The status keeps the page from asking a shop that cannot be reached for its parts.
 */
export async function reaching({ serverAction, request }: ClientActionFunctionArgs) {
  trouble.is(undefined)
  try {
    return await serverAction()
  } catch (error) {
    if (isAnswer(error) || request.signal.aborted) throw error
    console.error(error)
    trouble.is(troubleOf(error))
    return data(undefined, { status: 503 })
  }
}

/** Leads elsewhere, or says that there is no such thing: a page of its own shows that. */
const isAnswer = (thrown: unknown): boolean =>
  thrown instanceof Response || (isRouteErrorResponse(thrown) && thrown.status < 500 && thrown.status !== 429)

function troubleOf(error: unknown): Trouble {
  if (isRouteErrorResponse(error)) return error.status === 429 ? 'busy' : 'unreached'
  return navigator.onLine ? 'unreached' : 'offline'
}
