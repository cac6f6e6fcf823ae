import { CommerceError } from '../shared/errors.ts'
import { tagOf } from '../shared/language.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { type TranslatedType, translatedTypes } from './contract.ts'
import type { SourceTexts, Translatables } from './translatables.ts'
import { missingFields, subjectOf, wireTexts } from './translation.ts'
import { translationsIn } from './translation-records.ts'

type Asked = Input<typeof contract.listTranslations>
type Row = Output<typeof contract.listTranslations>['translations'][number]

/** At most so many things are looked at for one page, however few of them are asked for. */
const mostLookedAt = 200

/** The shop's texts kind by kind, each beside its translation. */
export async function listTranslations(
  tx: ReadTx,
  asked: Asked,
  translatables: Translatables,
): Promise<Output<typeof contract.listTranslations>> {
  const limit = asked.pagination?.limit ?? defaultPageSize
  const language = tagOf(asked.language) ?? asked.language
  const types = asked.type === undefined ? translatedTypes : [asked.type]
  const list = `translations:${language}:${asked.type ?? ''}:${asked.missing_only ?? false}`
  const rows: Row[] = []
  let place: Place | undefined = placeOf(list, asked.pagination?.cursor, types)
  let lookedAt = 0
  while (place && rows.length < limit && lookedAt < mostLookedAt) {
    const page: { items: readonly SourceTexts[]; next?: string } = await translatables[place.type].page(
      tx,
      place.after,
      Math.max(1, limit - rows.length),
    )
    const found = await rowsOf(tx, { type: place.type, language }, page.items)
    rows.push(...found.filter(row => !asked.missing_only || row.missing.length > 0))
    lookedAt += Math.max(1, page.items.length)
    place = placeAfter(types, place.type, page.next)
  }
  return {
    translations: rows,
    pagination: {
      has_next_page: place !== undefined,
      ...(place && { cursor: encodeCursor(list, [place.type, place.after]) }),
    },
  }
}

type Place = { readonly type: TranslatedType; readonly after: string }

const placeAfter = (types: readonly TranslatedType[], type: TranslatedType, next: string | undefined) => {
  if (next !== undefined) return { type, after: next }
  const following = types[types.indexOf(type) + 1]
  return following && { type: following, after: '' }
}

function placeOf(list: string, cursor: string | undefined, types: readonly TranslatedType[]): Place {
  if (cursor === undefined) return { type: types[0]!, after: '' }
  const [type, after] = decodeCursor(list, cursor)
  const known = types.find(candidate => candidate === type)
  if (known && typeof after === 'string' && !after.includes('\0') && after.isWellFormed()) return { type: known, after }
  throw new CommerceError('invalid_cursor', 'This cursor was not made by the shop.')
}

async function rowsOf(
  tx: ReadTx,
  { type, language }: { type: TranslatedType; language: string },
  items: readonly SourceTexts[],
): Promise<Row[]> {
  const subjects = items.map(({ key }) => subjectOf(type, key))
  const known = await translationsIn(tx, [language], subjects, { whole: true })
  return items.map(({ key, id, source }) => {
    const texts = wireTexts(type, known.get(subjectOf(type, key)) ?? { texts: {}, body: null })
    return { type, id, source, texts, missing: missingFields(source, texts) }
  })
}
