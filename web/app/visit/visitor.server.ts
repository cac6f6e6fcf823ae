import type { LoaderFunctionArgs } from 'react-router'
import { type Choice, choiceOf } from './choice.server.ts'
import { visitContext } from './visit.ts'

/** The shop and what the visitor chose: what every page begins with. */
export async function visitorOf({ request, context }: Pick<LoaderFunctionArgs, 'request' | 'context'>) {
  const visit = context.get(visitContext)
  const store = await visit.store()
  const choice = choiceOf(request, store)
  return { ...visit, store, choice, context: contextOf(choice) }
}

/** What every question about products says of the visitor. */
const contextOf = ({ language, currency }: Choice) => ({ language, currency })
