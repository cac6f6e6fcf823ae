import { eq, type SQL, sql } from 'drizzle-orm'
import { placeholdersFor } from '../storage/column-placeholders.ts'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { command, tablesOf } from '../storage/query.ts'
import { documentVersion, type Heading, type SearchDocument, stemLines, usualHeading } from './search-document.ts'
import { fts5Expression, type Match, type MatchKey } from './search-expression.ts'

/** Made by the hand-written search migrations. Full-text rows are named by number, and a product keeps its number. */
const tables = tablesOf((c: Columns) => ({
  words: c.table('product_search', {
    rowid: c.count(),
    title: c.text(),
    brand: c.text(),
    kind: c.text(),
    details: c.text(),
    description: c.text(),
  }),
  rows: c.table('product_search_rows', {
    number: c.serial(),
    productId: c.id().notNull(),
    stems: c.text(),
    version: c.count().notNull(),
  }),
}))

export async function writeDocuments(tx: Tx, documents: readonly SearchDocument[]): Promise<void> {
  for (const document of documents) {
    const [row] = await numberOf(tx, { productId: document.productId, stems: stemLines(document) })
    if (!row) throw new Error(`Product ${document.productId} got no number.`)
    const { title, brand, kind, description } = document
    const details = [document.details, ...document.filterWords].join(' ')
    await removeWords(tx, row)
    await addWords(tx, { rowid: row.number, title, brand, kind, details, description })
  }
}

export async function removeDocuments(tx: Tx, productIds: readonly string[]): Promise<void> {
  for (const productId of productIds) {
    const [row] = await removeRow(tx, { productId })
    if (row) await removeWords(tx, row)
  }
}

/** The stem lines of those of the products that are found, by id. */
export async function stemLinesOf(tx: ReadTx, productIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.rows<{ id: string; stems: string }>(
    sql`select product_id as id, stems from product_search_rows
      where product_id in (select value from json_each(${JSON.stringify(productIds)})) and stems is not null`,
  )
  return new Map(rows.map(row => [row.id, row.stems]))
}

/** What matches, newest first. */
export type Found = {
  /** What the products are called, unless there are too many. */
  readonly headings?: readonly Heading[]
  /** Of too many all their keys, where it helps to know them. */
  readonly keys?: readonly MatchKey[]
}

export type Sought = {
  readonly most: number
  /** Of no more than so many the keys are told, where it helps to know them. */
  readonly keyed: number
  /** A condition of their numbers: others are left out. */
  readonly only: ((number: SQL) => SQL) | undefined
}

/** What the products that match are called, where no more than `most` match. */
export async function headingsOf(tx: ReadTx, match: Match, { most, only }: Sought): Promise<Found> {
  const numbers = await matching(tx, match, most + 1)
  if (numbers.length > most) return {}
  const headings = await tx.rows<Heading>(
    sql`select product_id as id, substr(coalesce(stems, ''), 1, ${usualHeading}) as heading
      from json_each(${JSON.stringify(numbers)}) found cross join product_search_rows named
      where named.number = found.value${only ? sql` and ${only(sql`found.value`)}` : sql``}`,
  )
  return { headings }
}

/** Some of the products that were indexed by older rules. */
export async function outdatedProducts(tx: ReadTx, limit: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(
    sql`select product_id as id from product_search_rows where version < ${documentVersion} limit ${limit}`,
  )
  return rows.map(({ id }) => id)
}

/** Has the products below a category indexed anew, a part at a time. */
export async function outdateCategory(tx: Tx, categoryId: string): Promise<void> {
  await tx.rows(
    sql`update product_search_rows set version = 0
      where product_id in (select product_id from product_categories where category_id = ${categoryId})`,
  )
}

/** The newest of many matches are met going backwards, before all of them are known. */
export const isByKeys: boolean = false

/** The keys of products that match, whatever else is asked of them, newest first; no more than `most`. */
export async function matching(tx: ReadTx, match: Match, most: number): Promise<MatchKey[]> {
  const [found] = await tx.rows<{ numbers: string }>(
    sql`select json_group_array(rowid) as numbers from (
      select rowid from product_search where product_search match ${fts5Expression(match)} limit ${most})`,
  )
  const numbers: number[] = JSON.parse(found?.numbers ?? '[]')
  return numbers.sort((a, b) => b - a)
}

/** How many products match, whatever else is asked of them; counts no further than `most`. */
export async function countMatches(tx: ReadTx, match: Match, most: number): Promise<number> {
  const [counted] = await tx.rows<{ matches: number }>(
    sql`select count(*) as matches from (
      select 1 from product_search where product_search match ${fts5Expression(match)} limit ${most})`,
  )
  return counted?.matches ?? 0
}

/** On SQLite there is one writer, so nobody else changes these products meanwhile. */
export async function holdProducts(_tx: Tx, _productIds: readonly string[]): Promise<void> {}

const numberOf = command((db, tx) => {
  const { rows } = tables(tx)
  return db
    .insert(rows)
    .values({ productId: sql.placeholder('productId'), stems: sql.placeholder('stems'), version: documentVersion })
    .onConflictDoUpdate({ target: rows.productId, set: { stems: sql`excluded.stems`, version: documentVersion } })
    .returning({ number: rows.number })
})

const removeRow = command((db, tx) => {
  const { rows } = tables(tx)
  return db
    .delete(rows)
    .where(eq(rows.productId, sql.placeholder('productId')))
    .returning({ number: rows.number })
})

const removeWords = command((db, tx) => {
  const { words } = tables(tx)
  return db.delete(words).where(eq(words.rowid, sql.placeholder('number')))
})

const addWords = command((db, tx) => db.insert(tables(tx).words).values(placeholdersFor(tables(tx).words)))
