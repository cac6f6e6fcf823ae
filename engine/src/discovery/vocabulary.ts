import { type SQL, sql } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { type SearchDocument, searchFields, stemLines, stemmedWords } from './search-document.ts'
import { spellingPieces } from './spelling.ts'

/** A stem that stands in products of the shop, with one of its words and the number of those products. */
export type KnownStem = { readonly stem: string; readonly word: string; readonly products: number }

type Change = { readonly stem: string; readonly word: string; readonly by: number }

/** The stem of every product: it counts them all. */
const everyProduct = ''
/** Stands for a field, and counts its stems over all products; no word has such a stem. */
const lengthOf = (field: string) => `#${field}`

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
    const added = part.filter(({ stem, by }) => counts.get(stem) === by)
    const pieces = added.flatMap(({ stem }) => spellingPieces(stem).map(piece => ({ piece, stem })))
    if (pieces.length > 0) await addPieces(tx, pieces)
  }
}

/** In the order of the stems, so that two transactions that change the same ones wait for each other in turn. */
function changesBetween(before: Iterable<string>, now: readonly SearchDocument[]): Change[] {
  const changes = new Map<string, { word: string; by: number }>()
  const add = (stem: string, word: string, by: number) => {
    const known = changes.get(stem)
    changes.set(stem, { word, by: (known?.by ?? 0) + by })
  }
  const addText = (lines: string, by: 1 | -1) => {
    add(everyProduct, '', by)
    for (const [index, line] of lines.split('\n').entries()) {
      if (line.length > 0) add(lengthOf(searchFields[index]!), '', by * line.split(' ').length)
    }
  }
  for (const lines of before) {
    addText(lines, -1)
    for (const stem of new Set(lines.split(/[ \n]/).filter(Boolean))) add(stem, stem, -1)
  }
  for (const document of now) {
    addText(stemLines(document), 1)
    for (const [stem, word] of stemmedWords(document)) add(stem, word, 1)
  }
  return [...changes]
    .flatMap(([stem, { word, by }]) => (by === 0 ? [] : [{ stem, word, by }]))
    .sort((a, b) => (a.stem < b.stem ? -1 : 1))
}

async function count(tx: Tx, changes: readonly Change[]) {
  return await tx.rows<{ stem: string; products: number | string }>(
    sql`insert into search_words (stem, word, products)
      ${rowsOf(tx, changes, { stem: 'text', word: 'text', by: 'bigint' })}
      on conflict (stem) do update set products = search_words.products + excluded.products
      returning stem, products`,
  )
}

async function addPieces(tx: Tx, pieces: readonly { piece: string; stem: string }[]): Promise<void> {
  await tx.rows(
    sql`insert into search_spellings (piece, stem) ${rowsOf(tx, pieces, { piece: 'text', stem: 'text' })}
      on conflict do nothing`,
  )
}

/** A select of values that are given as one parameter, so that their number does not change the statement. */
function rowsOf<T extends object>(tx: ReadTx, values: readonly T[], columns: Record<keyof T & string, string>): SQL {
  const names = Object.keys(columns)
  const json = JSON.stringify(values)
  if (tx.dialect === 'sqlite') {
    const read = names.map(name => sql`json_extract(value, ${sql.raw(`'$.${name}'`)})`)
    return sql`select ${sql.join(read, sql`, `)} from json_each(${json}) where true`
  }
  const typed = Object.entries(columns).map(([name, type]) => sql.raw(`"${name}" ${type}`))
  const read = names.map(name => sql.raw(`"${name}"`))
  return sql`select ${sql.join(read, sql`, `)} from json_to_recordset(${json}::json) as given (${sql.join(typed, sql`, `)})`
}

/** Which of these stems stand in products, by stem. */
export async function knownStems(tx: ReadTx, stems: readonly string[]): Promise<Map<string, KnownStem>> {
  if (stems.length === 0) return new Map()
  const rows = await tx.rows<KnownStem>(
    sql`select stem, word, products from search_words where stem in ${stems} and products > 0`,
  )
  return new Map(rows.map(row => [row.stem, { ...row, products: Number(row.products) }]))
}

export async function shopText(tx: ReadTx): Promise<ShopText> {
  const known = await knownStems(tx, [everyProduct, ...searchFields.map(lengthOf)])
  const products = known.get(everyProduct)?.products ?? 0
  const lengths = searchFields.map(field => (known.get(lengthOf(field))?.products ?? 0) / Math.max(products, 1))
  return { products, lengths }
}

/** How often products have a word that begins so; of a beginning that many words have, the first thousand are counted. */
export async function countBeginnings(tx: ReadTx, letters: string): Promise<number> {
  const [row] = await tx.rows<{ products: number | null }>(
    sql`select sum(products) as products from (select products from search_words
      where word >= ${letters} and word < ${`${letters}\u{10FFFF}`} and products > 0 limit 1000) begun`,
  )
  return Number(row?.products ?? 0)
}

/** The stems that share one of the pieces. */
export async function stemsWithPieces(tx: ReadTx, pieces: readonly string[]): Promise<KnownStem[]> {
  const rows = await tx.rows<KnownStem>(
    sql`select distinct search_words.stem, word, products from search_spellings
      join search_words on search_words.stem = search_spellings.stem
      where piece in ${pieces} and products > 0`,
  )
  return rows.map(row => ({ ...row, products: Number(row.products) }))
}
