import type { LoaderFunctionArgs } from 'react-router'
import { type Choice, choiceOf } from './choice.server.ts'
import { visitContext } from './visit.ts'

/** The address is the page's own, also where a script asks for what the page shows by another. */
type Asked = Pick<LoaderFunctionArgs, 'request' | 'url' | 'context'>

/** The shop and what the visitor chose: what every page begins with. */
export async function visitorOf({ request, url, context }: Asked) {
  const visit = context.get(visitContext)
  const store = await visit.store()
  const choice = choiceOf({ request, url }, store)
  return { ...visit, store, choice, context: contextOf(choice) }
}

/** What every question about products says of the visitor. */
const contextOf = ({ language, currency }: Choice) => ({ language, currency })
