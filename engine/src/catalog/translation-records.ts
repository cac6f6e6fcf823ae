import { and, inArray, sql } from 'drizzle-orm'
import { mostAtOnce } from '../shared/language.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { TranslatedType } from './contract.ts'
import { folded } from './product.ts'
import { tables } from './tables.ts'
import { isEmpty, subjectOf, type Translation } from './translation.ts'

/**
 * What there is of these subjects in the languages, the most fitting first; a text that the first has not is the next
 * one's. Long texts are read only where they are asked for. Without languages nothing is read.
 */
export async function translationsIn(
  tx: ReadTx,
  languages: readonly string[],
  subjects: readonly string[],
  { whole = false }: { readonly whole?: boolean } = {},
): Promise<ReadonlyMap<string, Translation>> {
  const found = new Map<string, Translation>()
  if (languages.length === 0) return found
  const rows = await (whole ? wholeRows : shortRows)(tx, [...new Set(subjects)], languageParams(languages))
  const leastFittingFirst = rows.sort((a, b) => languages.indexOf(b.language) - languages.indexOf(a.language))
  for (const { subject, texts, body } of leastFittingFirst) {
    const before = found.get(subject)
    found.set(subject, { texts: { ...before?.texts, ...texts }, body: body ?? before?.body ?? null })
  }
  return found
}

type Titled<T> = {
  readonly type: TranslatedType
  readonly things: readonly T[]
  readonly keyOf: (thing: T) => string
}

/** Things of one kind with their titles in these languages. */
export async function titledIn<T extends { readonly title: string }>(
  tx: ReadTx,
  languages: readonly string[],
  { type, things, keyOf }: Titled<T>,
): Promise<T[]> {
  if (languages.length === 0) return [...things]
  const subjects = things.map(thing => subjectOf(type, keyOf(thing)))
  const known = await translationsIn(tx, languages, subjects)
  return things.map((thing, index) => ({ ...thing, title: known.get(subjects[index]!)?.texts.title ?? thing.title }))
}

/** The translations of these subjects into every language, by subject and language. */
export async function everyTranslationOf(
  tx: ReadTx,
  subjects: readonly string[],
): Promise<{ subject: string; language: string; translation: Translation }[]> {
  const rows = await everyRow(tx, [...new Set(subjects)])
  return rows.map(({ subject, language, texts, body }) => ({ subject, language, translation: { texts, body } }))
}

export type TranslationRow = Translation & { readonly subject: string; readonly language: string }

/** Saves each in place of what was there; one without texts is taken away. */
export async function saveTranslationRows(tx: Tx, rows: readonly TranslationRow[]): Promise<void> {
  const { translations } = tables(tx)
  const written = rows.filter(row => !isEmpty(row)).map(row => ({ ...row, word: wordOf(row), updatedAt: tx.now }))
  for (let start = 0; start < written.length; start += 100) {
    await tx.db
      .insert(translations)
      .values(written.slice(start, start + 100))
      .onConflictDoUpdate({
        target: [translations.subject, translations.language],
        set: {
          texts: sql`excluded.texts`,
          body: sql`excluded.body`,
          word: sql`excluded.word`,
          updatedAt: sql`excluded.updated_at`,
        },
      })
  }
  for (const { subject, language } of rows.filter(isEmpty)) {
    await tx.db
      .delete(translations)
      .where(and(sql`${translations.subject} = ${subject}`, sql`${translations.language} = ${language}`))
  }
}

/** The subjects of a kind whose title is one of these in some language, in any letter case. */
export async function subjectsCalled(
  tx: ReadTx,
  type: 'term' | 'category',
  words: readonly string[],
): Promise<{ subject: string; word: string }[]> {
  const rows = await subjectsByWord(tx, [...new Set(words.map(folded))])
  return rows.flatMap(({ subject, word }) => (word !== null && isOf(type, subject) ? [{ subject, word }] : []))
}

/** The words of the shop that are told so in some language, by the folded word. */
export async function termsCalled(tx: ReadTx, words: readonly string[]): Promise<Map<string, string[]>> {
  const own = new Map<string, string[]>()
  for (const { subject, word } of await subjectsCalled(tx, 'term', words)) {
    own.set(word, [...(own.get(word) ?? []), subject.slice(subjectOf('term', '').length)])
  }
  return own
}

const isOf = (type: TranslatedType, subject: string) => subject.startsWith(subjectOf(type, ''))

const wordOf = ({ subject, texts }: TranslationRow): string | null =>
  texts.title !== undefined && (isOf('term', subject) || isOf('category', subject)) ? folded(texts.title) : null

/** Whether anything of the shop is translated at all. */
export async function hasTranslations(tx: ReadTx): Promise<boolean> {
  return (await anyTranslation(tx)).length > 0
}

const anyTranslation = query((db, tx) => {
  const { subject } = tables(tx).translations
  return db.select({ subject }).from(tables(tx).translations).limit(1)
})

const subjectsByWord = queryByIds((db, tx, words) => {
  const { subject, word } = tables(tx).translations
  return db.select({ subject, word }).from(tables(tx).translations).where(inArray(word, words))
})

const languageNames = Array.from({ length: mostAtOnce }, (_, index) => `language${index}`)

/** The values of `languagePlaceholders`, filled up by repeating the first. */
export const languageParams = (languages: readonly string[]) =>
  Object.fromEntries(languageNames.map((name, index) => [name, languages[index] ?? languages[0]]))

export const languagePlaceholders = languageNames.map(name => sql.placeholder(name))

const wholeRows = queryByIds((db, tx, subjects) => {
  const { subject, language, texts, body } = tables(tx).translations
  return db
    .select({ subject, language, texts, body })
    .from(tables(tx).translations)
    .where(and(inArray(subject, subjects), inArray(language, languagePlaceholders)))
})

const shortRows = queryByIds((db, tx, subjects) => {
  const { subject, language, texts } = tables(tx).translations
  return db
    .select({ subject, language, texts, body: sql<null>`null` })
    .from(tables(tx).translations)
    .where(and(inArray(subject, subjects), inArray(language, languagePlaceholders)))
})

const everyRow = queryByIds((db, tx, subjects) => {
  const { subject, language, texts, body } = tables(tx).translations
  return db.select({ subject, language, texts, body }).from(tables(tx).translations).where(inArray(subject, subjects))
})
