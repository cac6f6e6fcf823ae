import { eq, inArray } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { query } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { ExternalRow } from './contract.ts'
import { tables } from './tables.ts'

/** A row of a file as it is kept: it names its variant by id, because variants come, go and move. */
export type KeptRow = { readonly variantId?: string; readonly cells: ExternalRow['cells'] }

/** Keeps what files said of these products besides, in place of what was kept before. */
export async function keepRows(tx: Tx, products: ReadonlyMap<string, readonly KeptRow[]>): Promise<void> {
  const { productFileRows } = tables(tx)
  const ids = [...products.keys()]
  for (let start = 0; start < ids.length; start += 500) {
    await tx.db.delete(productFileRows).where(inArray(productFileRows.productId, ids.slice(start, start + 500)))
  }
  const kept = [...products].flatMap(([productId, rows]) => (rows.length > 0 ? [{ productId, rows }] : []))
  for (let start = 0; start < kept.length; start += 200) {
    await tx.db.insert(productFileRows).values(kept.slice(start, start + 200))
  }
}

/** What is kept of products, by product. */
export async function keptRows(tx: ReadTx, productIds: readonly string[]): Promise<Map<string, readonly KeptRow[]>> {
  const rows = await rowsOfProducts(tx, productIds)
  return new Map(rows.map(row => [row.productId, row.rows]))
}

/** The columns of the file that was imported last, then those that only files before it had. */
export async function keepColumns(tx: Tx, columns: readonly string[]): Promise<void> {
  const known = await keptColumns(tx)
  const names = [...new Set([...columns.filter(name => name !== ''), ...known])]
  if (names.join('\n') === known.join('\n')) return
  const { productFiles } = tables(tx)
  await tx.db
    .insert(productFiles)
    .values({ source, columns: names })
    .onConflictDoUpdate({ target: productFiles.source, set: { columns: names } })
}

export async function keptColumns(tx: ReadTx): Promise<readonly string[]> {
  const [row] = await fileRow(tx)
  return row?.columns ?? []
}

/** The one kind of product file that is read. */
const source = 'shopify'

const fileRow = query((db, tx) => {
  const { productFiles } = tables(tx)
  return db.select().from(productFiles).where(eq(productFiles.source, source))
})

const rowsOfProducts = queryByIds((db, tx, ids) => {
  const { productFileRows } = tables(tx)
  return db.select().from(productFileRows).where(inArray(productFileRows.productId, ids))
})
