import { CommerceError, quoteInput } from '../shared/errors.ts'
import { tagOf } from '../shared/language.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { TranslatedType, TranslationDraft } from './contract.ts'
import { indexTranslatedPolicies } from './policy-records.ts'
import type { Translatables } from './translatables.ts'
import { changed, isEmpty, subjectOf, wireTexts } from './translation.ts'
import { everyTranslationOf, saveTranslationRows, type TranslationRow } from './translation-records.ts'

export type SavedTranslations = Output<typeof contract.saveTranslations> & {
  /** What was translated, by kind. */
  readonly keys: ReadonlyMap<TranslatedType, ReadonlySet<string>>
}

/** Saves the rows, all of them or none; `discovery` wraps it with what buyers find by these words. */
export async function saveTranslations(
  tx: Tx,
  { translations: drafts }: Input<typeof contract.saveTranslations>,
  translatables: Translatables,
): Promise<SavedTranslations> {
  const named = await keyed(tx, drafts, translatables)
  const known = await everyTranslationOf(
    tx,
    named.map(({ subject }) => subject),
  )
  const rows = new Map<string, TranslationRow>()
  const place = (subject: string, language: string) => JSON.stringify([subject, language])
  for (const { subject, language, translation } of known) {
    rows.set(place(subject, language), { subject, language, ...translation })
  }
  const touched = new Set<string>()
  for (const { subject, language, draft } of named) {
    const at = place(subject, language)
    rows.set(at, { subject, language, ...changed(rows.get(at), draft) })
    touched.add(at)
  }
  const written = [...touched].map(at => rows.get(at)!)
  await saveTranslationRows(tx, written)
  const keys = keysByType(named)
  await indexTranslatedPolicies(tx, [...(keys.get('policy') ?? [])])
  await tx.emit('translations.saved', {
    types: [...keys.keys()],
    languages: [...new Set(written.map(row => row.language))],
  })
  const removed = written.filter(isEmpty).length
  return { saved: written.length - removed, removed, keys }
}

/** What there is of the drafts' subjects in their languages, each under type, id and language. */
export async function savedTranslations(
  tx: ReadTx,
  { translations: drafts }: Input<typeof contract.saveTranslations>,
  translatables: Translatables,
): Promise<Map<string, object>> {
  const named = await keyed(tx, drafts, translatables)
  const known = await everyTranslationOf(
    tx,
    named.map(({ subject }) => subject),
  )
  return new Map(
    named.flatMap(({ draft, key, subject, language }) => {
      const found = known.find(row => row.subject === subject && row.language === language)
      return found ? [[`${draft.type} ${key} ${language}`, wireTexts(draft.type, found.translation)] as const] : []
    }),
  )
}

type Named = {
  readonly draft: TranslationDraft
  readonly key: string
  readonly subject: string
  readonly language: string
}

/** Throws `not_found` with everything that does not exist. */
async function keyed(tx: ReadTx, drafts: readonly TranslationDraft[], translatables: Translatables): Promise<Named[]> {
  const keys = new Map<TranslatedType, ReadonlyMap<string, string>>()
  for (const type of new Set(drafts.map(draft => draft.type))) {
    const names = drafts.filter(draft => draft.type === type).map(draft => draft.id)
    keys.set(type, await translatables[type].keysOf(tx, [...new Set(names)]))
  }
  const unknown = drafts.filter(({ type, id }) => !keys.get(type)?.has(id))
  if (unknown.length > 0) throw unknownTargets(unknown)
  return drafts.map(draft => {
    const key = keys.get(draft.type)?.get(draft.id) ?? ''
    return { draft, key, subject: subjectOf(draft.type, key), language: tagOf(draft.language) ?? draft.language }
  })
}

function unknownTargets(unknown: readonly TranslationDraft[]): CommerceError {
  const all = [...new Set(unknown.map(({ type, id }) => `${type.replace('_', ' ')} ${quoteInput(id)}`))]
  const more = all.length > 20 ? ` and ${all.length - 20} more` : ''
  return new CommerceError('not_found', `There is no ${all.slice(0, 20).join(', ')}${more}. Nothing was saved.`, {
    unknown: unknown.slice(0, 100).map(({ type, id }) => ({ type, id })),
  })
}

function keysByType(named: readonly Named[]): Map<TranslatedType, Set<string>> {
  const keys = new Map<TranslatedType, Set<string>>()
  for (const { draft, key } of named) keys.set(draft.type, (keys.get(draft.type) ?? new Set()).add(key))
  return keys
}
