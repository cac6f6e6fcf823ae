import { and, asc, desc, eq, gt, gte, inArray, lt, sql } from 'drizzle-orm'
import type { Columns } from '../storage/columns.sqlite.ts'
import { givenRows } from '../storage/json-lists.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query, tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { countedStems, countedWords, type SearchDocument, searchFields, stemLines } from './search-document.ts'
import { spellingPieces } from './spelling.ts'

/** Made by the hand-written search migrations. */
const tables = tablesOf((c: Columns) => ({
  words: c.table('search_words', {
    stem: c.text().primaryKey(),
    word: c.text().notNull(),
    products: c.count().notNull(),
    named: c.count().notNull(),
  }),
  spellings: c.table('search_spellings', { piece: c.text().notNull(), stem: c.text().notNull() }),
}))

/**
 * A stem that stands in products of the shop, with the shortest of its words, the number of those products, and of those
 * that have it in their heading. A name of several words is kept as it is, and no word has such a stem.
 */
export type KnownStem = {
  readonly stem: string
  readonly word: string
  readonly products: number
  readonly named: number
}

type Change = { readonly stem: string; readonly word: string; readonly by: number; readonly named: number }

/** The stem of every product: it counts them all. */
const everyProduct = ''
/** Stands for a field, and counts its stems over all products; no word has such a stem. */
const lengthOf = (field: string) => `#${field}`
const shopStems = [everyProduct, ...searchFields.map(lengthOf)]

/** What relevance needs to know of the shop as a whole: how many products are found, and the usual length of each field. */
export type ShopText = { readonly products: number; readonly lengths: readonly number[] }

/**
 * Learns the words of these documents and forgets those that the same products had before, in the transaction that
 * changes them. `before` holds the stem lines of the products that were found until now.
 */
export async function changeVocabulary(
  tx: Tx,
  { before, now }: { readonly before: Iterable<string>; readonly now: readonly SearchDocument[] },
): Promise<void> {
  const changes = changesBetween(before, now)
  for (let start = 0; start < changes.length; start += 2000) {
    const part = changes.slice(start, start + 2000)
    const counts = new Map((await count(tx, part)).map(({ stem, products }) => [stem, Number(products)]))
    // Where a stem is counted for the first time, or again after it had gone, its spellings may be missing.
    const added = part.filter(({ stem, by }) => by > 0 && counts.get(stem) === by)
    const pieces = added.flatMap(({ stem }) => spellingPieces(stem).map(piece => ({ piece, stem })))
    if (pieces.length > 0) await addPieces(tx, pieces)
  }
}

/** In the order of the stems, so that two transactions that change the same ones wait for each other in turn. */
function changesBetween(before: Iterable<string>, now: readonly SearchDocument[]): Change[] {
  const changes = new Map<string, Change>()
  const add = (stem: string, by: number, { word = '', isNamed = false }) => {
    const known = changes.get(stem) ?? { stem, word: '', by: 0, named: 0 }
    const shortest = word !== '' && (known.word === '' || word.length < known.word.length) ? word : known.word
    changes.set(stem, { stem, word: shortest, by: known.by + by, named: known.named + (isNamed ? Math.sign(by) : 0) })
  }
  const addLengths = (lines: string, by: 1 | -1) => {
    add(everyProduct, by, {})
    for (const [index, line] of lines.split('\n').slice(0, searchFields.length).entries()) {
      if (line.length > 0) add(lengthOf(searchFields[index]!), by * line.split(' ').length, {})
    }
  }
  for (const lines of before) {
    addLengths(lines, -1)
    for (const [stem, counted] of countedStems(lines)) add(stem, -1, counted)
  }
  for (const document of now) {
    addLengths(stemLines(document), 1)
    for (const [stem, counted] of countedWords(document)) add(stem, 1, counted)
  }
  return [...changes.values()]
    .filter(({ by, named }) => by !== 0 || named !== 0)
    .sort((a, b) => (a.stem < b.stem ? -1 : 1))
}

async function count(tx: Tx, changes: readonly Change[]) {
  return await tx.rows<{ stem: string; products: number | string }>(
    sql`insert into search_words (stem, word, products, named)
      ${givenRows(tx, changes, { stem: 'text', word: 'text', by: 'bigint', named: 'bigint' })}
      on conflict (stem) do update set
        products = search_words.products + excluded.products,
        named = search_words.named + excluded.named,
        word = case when excluded.word <> '' and length(excluded.word) < length(search_words.word)
          then excluded.word else search_words.word end
      returning stem, products`,
  )
}

async function addPieces(tx: Tx, pieces: readonly { piece: string; stem: string }[]): Promise<void> {
  await tx.rows(
    sql`insert into search_spellings (piece, stem) ${givenRows(tx, pieces, { piece: 'text', stem: 'text' })}
      on conflict do nothing`,
  )
}

/** Which of these stems stand in products, by stem. */
export async function knownStems(tx: ReadTx, stems: readonly string[]): Promise<Map<string, KnownStem>> {
  const rows = await rowsByStem(tx, [...new Set(stems)])
  return new Map(rows.map(row => [row.stem, row]))
}

/** The same, and the shop as a whole. */
export async function knownOfShop(
  tx: ReadTx,
  stems: readonly string[],
): Promise<{ known: Map<string, KnownStem>; shop: ShopText }> {
  const known = await knownStems(tx, [...shopStems, ...stems])
  const products = known.get(everyProduct)?.products ?? 0
  const lengths = searchFields.map(field => (known.get(lengthOf(field))?.products ?? 0) / Math.max(products, 1))
  return { known, shop: { products, lengths } }
}

const rowsByStem = queryByIds((db, tx, stems) => {
  const { words } = tables(tx)
  return db
    .select()
    .from(words)
    .where(and(inArray(words.stem, stems), gt(words.products, 0)))
})

/** How often products have a word that begins so; of a beginning that many words have, the first thousand are counted. */
export async function countBeginnings(tx: ReadTx, letters: string): Promise<{ products: number; named: number }> {
  const rows = await beginnings(tx, { letters, end: endOf(letters) })
  return {
    products: rows.reduce((sum, { products }) => sum + products, 0),
    named: rows.reduce((sum, { named }) => sum + named, 0),
  }
}

const begun = (tx: Pick<ReadTx, 'columns'>) => {
  const { words } = tables(tx)
  return and(gte(words.word, sql.placeholder('letters')), lt(words.word, sql.placeholder('end')), gt(words.products, 0))
}

const beginnings = query((db, tx) => {
  const { words } = tables(tx)
  return db.select({ products: words.products, named: words.named }).from(words).where(begun(tx)).limit(1000)
})

/** Words and names that begin so and are what products are called, those of the most products first. */
export const namesBeginning = async (tx: ReadTx, letters: string, limit: number): Promise<KnownStem[]> =>
  (await commonest(tx, { letters, end: endOf(letters) })).filter(({ named }) => named > 0).slice(0, limit)

const commonest = query((db, tx) => {
  const { words } = tables(tx)
  const some = db.select().from(words).where(begun(tx)).limit(5000).as('some')
  return db.select().from(some).orderBy(desc(some.named), asc(some.word)).limit(20)
})

const endOf = (letters: string): string => `${letters}\u{10FFFF}`

/** The stems that share one of the pieces. */
export const stemsWithPieces = async (tx: ReadTx, pieces: readonly string[]): Promise<KnownStem[]> =>
  await rowsByPiece(tx, pieces)

const rowsByPiece = queryByIds((db, tx, pieces) => {
  const { words, spellings } = tables(tx)
  return db
    .selectDistinct({ stem: words.stem, word: words.word, products: words.products, named: words.named })
    .from(spellings)
    .innerJoin(words, eq(words.stem, spellings.stem))
    .where(and(inArray(spellings.piece, pieces), gt(words.products, 0)))
})
