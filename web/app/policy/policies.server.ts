import type { Shop } from '@mitchweb/engine/contract'
import type { Language } from '../language/languages.ts'
import { keptAnswers } from '../visit/kept.server.ts'

/** Every page names the policies, and they are written once in a year: they are asked for twice a minute at most. */
const keptMilliseconds = 30_000

export const keptPolicies = () =>
  keptAnswers({ milliseconds: keptMilliseconds, ask: policiesIn, keyOf: (_, language) => language })
export type Policies = ReturnType<typeof keptPolicies>

/** What the merchant has written for buyers, as links: titled in the visitor's language. */
async function policiesIn(shop: Shop, language: Language) {
  const { policies } = await shop.listPolicies({ language })
  return policies.map(({ slug, kind, title }) => ({ kind, title, path: `/policies/${encodeURIComponent(slug)}` }))
}
