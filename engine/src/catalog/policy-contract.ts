import { z } from 'zod'
import { handle, requiredText, text } from '../shared/fields.ts'
import { languageWish } from '../shared/language.ts'
import { operation } from '../shared/operation.ts'
import { ucpEnvelope } from '../shared/ucp.ts'

/** The kinds that checkouts link to (UCP `types/link.json`), and any page besides. */
export const policyKinds = [
  'privacy_policy',
  'terms_of_service',
  'refund_policy',
  'shipping_policy',
  'faq',
  'page',
] as const

export const policyDraft = z.strictObject({
  slug: handle(),
  kind: z.enum(policyKinds),
  title: requiredText(200),
  body: requiredText(50_000).describe('Markdown'),
})
export type PolicyDraft = z.infer<typeof policyDraft>

export const savePolicy = operation({
  name: 'save_policy',
  title: 'Save policy',
  summary: 'Creates or replaces a page of the shop’s terms, shipping, returns, privacy or questions and answers.',
  effect: 'write',
  scope: 'settings:write',
  input: z.strictObject({ policy: policyDraft }),
  output: z.strictObject({ slug: z.string(), kind: z.enum(policyKinds), title: z.string() }),
  errors: [],
})

export const policyView = z.strictObject({
  slug: z.string(),
  kind: z.enum(policyKinds),
  title: z.string(),
  url: z.string(),
  body: z.string(),
})
export type PolicyView = z.infer<typeof policyView>

const policyTitle = policyView.omit({ body: true })
export type PolicyTitle = z.infer<typeof policyTitle>

export const listPolicies = operation({
  name: 'list_policies',
  title: 'List store policies',
  summary:
    'The pages of the shop’s policies that are written, by their titles: shipping and returns first, then the rest.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ language: languageWish().optional() }),
  output: z.strictObject({ policies: z.array(policyTitle) }),
  errors: [],
})

export const getPolicy = operation({
  name: 'get_policy',
  title: 'Get store policy',
  summary: 'One page of the shop’s policies, whole, as Markdown.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({ slug: handle(), language: languageWish().optional() }),
  output: policyView,
  errors: ['not_found'],
})

export const searchStorePolicies = operation({
  name: 'search_store_policies',
  title: 'Search store policies',
  summary: 'Finds what the shop says about shipping, returns, payment, privacy and warranty.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    query: text(500),
    limit: z.int().min(1).max(20).optional(),
    language: languageWish().optional(),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    passages: z.array(
      z.strictObject({
        policy: z.string().describe('Slug of the policy'),
        kind: z.enum(policyKinds),
        title: z.string(),
        heading: z.string().optional(),
        text: z.string(),
        url: z.string(),
      }),
    ),
  }),
  errors: [],
})
