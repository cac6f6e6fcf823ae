import { eq, sql } from 'drizzle-orm'
import type { Columns } from '../storage/columns.sqlite.ts'
import type { Tx } from '../storage/port.ts'
import { command, tablesOf } from '../storage/query.ts'

/** What is found of a product, as words separated by blanks; the columns count for relevance in this order. */
export type SearchDocument = {
  readonly productId: string
  readonly title: string
  readonly brand: string
  readonly kind: string
  readonly details: string
  readonly description: string
}

/** Made by the hand-written search migration. Full-text rows are named by number, and a product keeps its number. */
const tables = tablesOf((c: Columns) => ({
  rows: c.table('product_search_rows', { number: c.serial(), productId: c.id().notNull() }),
}))

export async function writeDocuments(tx: Tx, documents: readonly SearchDocument[]): Promise<void> {
  for (const document of documents) {
    const [row] = await numberOf(tx, { productId: document.productId })
    if (!row) throw new Error(`Product ${document.productId} got no number.`)
    await removeWords(tx, row.number)
    await addWords(tx, row.number, document)
  }
}

export async function removeDocuments(tx: Tx, productIds: readonly string[]): Promise<void> {
  for (const productId of productIds) {
    const [row] = await removeRow(tx, { productId })
    if (row) await removeWords(tx, row.number)
  }
}

/** On SQLite there is one writer, so nobody else changes these products meanwhile. */
export async function holdProducts(_tx: Tx, _productIds: readonly string[]): Promise<void> {}

const numberOf = command((db, tx) => {
  const { rows } = tables(tx)
  return db
    .insert(rows)
    .values({ productId: sql.placeholder('productId') })
    .onConflictDoUpdate({ target: rows.productId, set: { productId: sql`excluded.product_id` } })
    .returning({ number: rows.number })
})

const removeRow = command((db, tx) => {
  const { rows } = tables(tx)
  return db
    .delete(rows)
    .where(eq(rows.productId, sql.placeholder('productId')))
    .returning({ number: rows.number })
})

async function removeWords(tx: Tx, number: number): Promise<void> {
  await tx.rows(sql`delete from product_search where rowid = ${number}`)
}

async function addWords(tx: Tx, number: number, document: SearchDocument): Promise<void> {
  const { title, brand, kind, details, description } = document
  await tx.rows(
    sql`insert into product_search (rowid, title, brand, kind, details, description)
      values (${number}, ${title}, ${brand}, ${kind}, ${details}, ${description})`,
  )
}
