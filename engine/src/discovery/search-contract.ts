import { z } from 'zod'
import { id, requiredText, text } from '../shared/fields.ts'
import { languageWish } from '../shared/language.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { ucpEnvelope } from '../shared/ucp.ts'

/** A word or a few that stand together, as buyers type them. */
const phrase = requiredText(100)

const synonymWords = {
  words: z.array(phrase).min(1).max(20).describe('What buyers type; without "means" each of these finds the others'),
  means: z
    .array(phrase)
    .min(1)
    .max(20)
    .optional()
    .describe('One way: who types one of "words" also finds products that have one of these'),
}

/** Alone a word has no synonym. */
const hasOthers = ({ words, means }: { words: readonly string[]; means?: readonly string[] | undefined }) =>
  words.length > 1 || means !== undefined

export const synonymsView = z.strictObject({ id: z.string(), ...synonymWords })
export type SynonymsView = z.infer<typeof synonymsView>

export const saveSynonyms = operation({
  name: 'save_synonyms',
  title: 'Save synonyms',
  summary: 'Lets a search for one word find products that are named by another: sofa, couch and settee.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({
    synonyms: z
      .array(
        z
          .strictObject({ id: id().optional().describe('Names the synonyms that these replace'), ...synonymWords })
          .refine(hasOthers, 'has two words or more, or "means"'),
      )
      .min(1)
      .max(500),
  }),
  output: z.strictObject({ synonyms: z.array(synonymsView) }),
  errors: ['not_found', 'limit_exceeded'],
})

export const removeSynonyms = operation({
  name: 'remove_synonyms',
  title: 'Remove synonyms',
  summary: 'Takes synonyms back. Those that are gone already are passed over.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ ids: z.array(id()).min(1).max(500) }),
  output: z.strictObject({ removed: z.array(z.string()) }),
  errors: [],
})

export const listSynonyms = operation({
  name: 'list_synonyms',
  title: 'List synonyms',
  summary: 'The synonyms of the shop, the last changed first.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({ pagination: pageRequest.optional() }),
  output: z.strictObject({ synonyms: z.array(synonymsView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})

export const suggestSearches = operation({
  name: 'suggest_searches',
  title: 'Suggest searches',
  summary: 'Completes what a buyer is typing to searches that find something, with a few products and categories.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    query: text(200),
    limit: z.int().min(1).max(10).optional().describe('At most so many searches, 6 unless told'),
    language: languageWish().optional().describe('Of what is suggested; the shop’s own unless told'),
    address_country: text(2).optional().describe('Only what is sold there is suggested'),
  }),
  output: z.strictObject({
    ucp: ucpEnvelope,
    searches: z.array(z.string()).describe('Whole queries for search_catalog, the likeliest first'),
    products: z.array(z.strictObject({ id: z.string(), handle: z.string(), title: z.string() })),
    categories: z.array(z.strictObject({ handle: z.string(), path: z.string() })),
  }),
  errors: [],
})

export const searchOperations = [saveSynonyms, removeSynonyms, listSynonyms, suggestSearches] as const
