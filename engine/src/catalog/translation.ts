import type { ProductDraft, TranslatedType, TranslationDraft } from './contract.ts'
import { textsOf } from './product-texts.ts'

/** Short texts by field; those of media by `altField`. */
export type Texts = Readonly<Record<string, string>>

/** A description or the body of a policy: as it came, and as it is answered. */
export type TranslatedBody = {
  readonly source: NonNullable<ProductDraft['description']>
  readonly plain: string
  readonly html: string | null
}

/** The texts of one thing in one language. */
export type Translation = { readonly texts: Texts; readonly body: TranslatedBody | null }

/** What a translation is of. A term is its own key, a category's key is its path key, all else has an id or slug. */
export const subjectOf = (type: TranslatedType, key: string): string => `${type}/${key}`

export const altField = (url: string): string => `alt:${url}`

/** The beginning of a translated description, for lists: kept beside the short texts and never sent by anyone. */
export const summaryField = 'summary'

const nothing: Translation = { texts: {}, body: null }

/** The translation after a change: texts that the draft does not name stay, and empty ones are taken away. */
export function changed(before: Translation = nothing, draft: TranslationDraft): Translation {
  const texts = { ...before.texts, ...shortTexts(draft) }
  const long = longText(draft)
  if (long === undefined) return { texts: withoutEmpty(texts), body: before.body }
  const { plain, html, summary } = textsOf(long)
  const isEmpty = plain === ''
  return {
    texts: withoutEmpty({ ...texts, ...(draft.type === 'product' && { [summaryField]: summary }) }),
    body: isEmpty ? null : { source: long, plain, html },
  }
}

export const isEmpty = ({ texts, body }: Translation): boolean => body === null && Object.keys(texts).length === 0

const withoutEmpty = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== ''))

function shortTexts({ texts }: TranslationDraft): Texts {
  const { body: _, alt_texts = {}, ...others } = texts as ShortTexts
  const lines = Object.entries(others).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const altTexts = Object.entries(alt_texts).map(([url, text]) => [altField(url), text])
  return Object.fromEntries([...lines, ...altTexts].map(([field, text]) => [field, text!.trim()]))
}

type ShortTexts = { readonly body?: unknown; readonly alt_texts?: Readonly<Record<string, string>> }

function longText(draft: TranslationDraft): TranslatedBody['source'] | undefined {
  if (draft.type === 'product' || draft.type === 'collection') return draft.texts.description
  if (draft.type === 'policy' && draft.texts.body !== undefined) return { markdown: draft.texts.body }
  return undefined
}

/** The texts as `save_translations` takes them. */
export function wireTexts(type: TranslatedType, { texts, body }: Translation): Record<string, unknown> {
  const { [summaryField]: _, ...shown } = texts
  const altTexts = Object.entries(shown).filter(([field]) => field.startsWith(altField('')))
  const short = Object.entries(shown).filter(([field]) => !field.startsWith(altField('')))
  return {
    ...Object.fromEntries(short),
    ...(body && (type === 'policy' ? { body: body.source.markdown } : { description: body.source })),
    ...(altTexts.length > 0 && {
      alt_texts: Object.fromEntries(altTexts.map(([field, text]) => [field.slice(altField('').length), text])),
    }),
  }
}

/** What the source says and the translation does not, by field: "title", "description", "alt_texts./media/mug.svg". */
export function missingFields(source: Record<string, unknown>, texts: Record<string, unknown>): string[] {
  return Object.entries(source).flatMap(([field, value]) => {
    if (field !== 'alt_texts') return texts[field] === undefined ? [field] : []
    const known = (texts.alt_texts ?? {}) as Record<string, string>
    return Object.keys(value as object).flatMap(url => (known[url] === undefined ? [`alt_texts.${url}`] : []))
  })
}
