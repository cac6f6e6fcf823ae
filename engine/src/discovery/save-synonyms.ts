import { searchWords } from '../catalog/index.ts'
import { CommerceError, notFound, quoteInput } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './search-contract.ts'
import type { SynonymsView } from './search-contract.ts'
import {
  countSynonyms,
  knownSynonymIds,
  listSynonymRows,
  removeSynonymRows,
  type SynonymsPlace,
  saveSynonymRows,
  synonymsWithIds,
} from './synonym-records.ts'
import { longestPhrase, type Synonyms } from './synonyms.ts'

/** More than any shop needs, and few enough to be looked after by hand. */
const mostSynonyms = 10_000

/** They are effective at once. Throws `not_found` for an id that does not exist, before anything is saved. */
export async function saveSynonyms(
  tx: Tx,
  { synonyms }: Input<typeof contract.saveSynonyms>,
): Promise<Output<typeof contract.saveSynonyms>> {
  const ids = synonyms.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const known = await knownSynonymIds(tx, ids)
  const unknown = ids.find(id => !known.has(id))
  if (unknown !== undefined && !tx.keepsIds) throw notFound('group of synonyms', unknown)
  for (const one of synonyms) for (const phrase of [...one.words, ...(one.means ?? [])]) assertUsable(phrase)
  const count = (await countSynonyms(tx)) + synonyms.length - known.size
  if (count > mostSynonyms) {
    throw new CommerceError(
      'limit_exceeded',
      `These would be ${count} groups of synonyms; ${mostSynonyms} are the most.`,
    )
  }
  const saved = new Map(
    synonyms.map(({ id = tx.newId('syn', 'short'), words, means }): [string, Synonyms] => [id, { id, words, means }]),
  )
  await saveSynonymRows(tx, [...saved.values()])
  return { synonyms: [...saved.values()].map(viewOf) }
}

function assertUsable(phrase: string): void {
  const words = searchWords(phrase)
  if (words.length > 0 && words.length <= longestPhrase) return
  const content =
    words.length === 0
      ? `There are no words to search for in ${quoteInput(phrase)}.`
      : `${quoteInput(phrase)} has ${words.length} words; a synonym has at most ${longestPhrase}.`
  throw new CommerceError('limit_exceeded', content)
}

export async function removeSynonyms(
  tx: Tx,
  { ids }: Input<typeof contract.removeSynonyms>,
): Promise<Output<typeof contract.removeSynonyms>> {
  return { removed: await removeSynonymRows(tx, ids) }
}

/** Those of these ids, by id. */
export async function synonymsByIds(tx: ReadTx, ids: readonly string[]): Promise<Map<string, SynonymsView>> {
  const found = await synonymsWithIds(tx, ids)
  return new Map(found.map(one => [one.id, viewOf(one)]))
}

export async function listSynonyms(
  tx: ReadTx,
  { pagination = {} }: Input<typeof contract.listSynonyms>,
): Promise<Output<typeof contract.listSynonyms>> {
  const { limit = defaultPageSize, cursor } = pagination
  const after = cursor === undefined ? undefined : placeOf(cursor)
  const rows = await listSynonymRows(tx, { after, limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    synonyms: shown.map(viewOf),
    pagination: {
      has_next_page: last !== undefined,
      ...(last && { cursor: encodeCursor(list, [last.updatedAt.getTime(), last.id]) }),
    },
  }
}

const list = 'synonyms'

function placeOf(cursor: string): SynonymsPlace {
  const [time, id] = decodeCursor(list, cursor)
  if (typeof time === 'number' && Number.isFinite(new Date(time).getTime()) && typeof id === 'string') {
    return { updatedAt: new Date(time), id }
  }
  throw new CommerceError('invalid_cursor', 'This cursor was not made by the shop.')
}

const viewOf = ({ id, words, means }: Synonyms): SynonymsView => ({
  id,
  words: [...words],
  ...(means && { means: [...means] }),
})
