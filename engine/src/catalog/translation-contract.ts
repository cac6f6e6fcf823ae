import { z } from 'zod'
import { mediaUrl, requiredText, text } from '../shared/fields.ts'
import { languageTag } from '../shared/language.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'
import { description } from './product-contract.ts'

const altTexts = z
  .record(mediaUrl(), text(1000))
  .refine(value => Object.keys(value).length <= 250, 'names at most 250 media')
  .describe('Of media, by their url')

export const title = text(300).optional()
const altTextsOfMedia = { alt_texts: altTexts.optional() }
const seo = { seo_title: text(300).optional(), seo_description: text(1000).optional() }

/** The texts of each kind of thing that a shop can have in several languages. An empty text takes the translation away. */
const translated = {
  product: z.strictObject({ title, description: description.optional(), ...seo, ...altTextsOfMedia }),
  variant: z.strictObject({ title, ...altTextsOfMedia }),
  category: z.strictObject({ title }),
  collection: z.strictObject({ title, description: description.optional(), ...seo, ...altTextsOfMedia }),
  policy: z.strictObject({ title, body: text(50_000).optional() }),
  store: z.strictObject({ description: text(1000).optional() }),
  promotion: z.strictObject({ title }),
  tax_rate: z.strictObject({ title }),
  shipping_rate: z.strictObject({ title }),
  pickup_point: z.strictObject({ title }),
  term: z.strictObject({ title }),
}
export type TranslatedType = keyof typeof translated
export const translatedTypes = Object.keys(translated) as [TranslatedType, ...TranslatedType[]]

const translationOf = <T extends TranslatedType>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    id: requiredText(500).describe('An id, handle, slug, sku or code; for a term the word itself, such as "Colour"'),
    language: languageTag(),
    texts: translated[type],
  })

export const translationDraft = z.discriminatedUnion('type', [
  translationOf('product'),
  translationOf('variant'),
  translationOf('category'),
  translationOf('collection'),
  translationOf('policy'),
  translationOf('store'),
  translationOf('promotion'),
  translationOf('tax_rate'),
  translationOf('shipping_rate'),
  translationOf('pickup_point'),
  translationOf('term'),
])
export type TranslationDraft = z.infer<typeof translationDraft>

export const saveTranslations = operation({
  name: 'save_translations',
  title: 'Save translations',
  summary:
    'Saves texts of the shop in another language, all rows or none. Texts that a row does not name stay, an empty text is taken away, and what has no translation is shown in the shop’s own language.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({ translations: z.array(translationDraft).min(1).max(500) }),
  output: z.strictObject({ saved: z.int().min(0), removed: z.int().min(0) }),
  errors: ['not_found'],
})

export const listTranslations = operation({
  name: 'list_translations',
  title: 'List translations',
  summary:
    'The shop’s texts beside their translations into one language, with what is missing; a word that recurs may come again on a later page.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({
    language: languageTag(),
    type: z.enum(translatedTypes).optional().describe('Everything unless told'),
    missing_only: z.boolean().optional().describe('true: only what lacks a translation'),
    pagination: pageRequest.optional(),
  }),
  output: z.strictObject({
    translations: z.array(
      z.strictObject({
        type: z.enum(translatedTypes),
        id: z.string(),
        source: z.record(z.string(), z.unknown()).describe('The texts as the shop has them'),
        texts: z.record(z.string(), z.unknown()).describe('The same in this language, as save_translations takes them'),
        missing: z.array(z.string()),
      }),
    ),
    pagination: pageInfo.describe('A page may be short, or empty, while more follow'),
  }),
  errors: ['invalid_cursor'],
})
