import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import { CommerceError, notFound } from '../shared/errors.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import { inventoryTables } from './tables.ts'
import type { Transfer, TransferLine, TransferStatus } from './transfer.ts'

const tables = tablesOf(inventoryTables)

/** Throws `not_found`. */
export async function transferById(tx: ReadTx, id: string): Promise<Transfer> {
  const transfer = await findTransfer(tx, id)
  if (!transfer) throw notFound('transfer', id)
  return transfer
}

export async function findTransfer(tx: ReadTx, id: string): Promise<Transfer | undefined> {
  const { stockTransfers } = tables(tx)
  const rows = await tx.db.select().from(stockTransfers).where(eq(stockTransfers.id, id))
  return (await withLines(tx, rows))[0]
}

/** The newest first; `after` is the last one of the page before. */
export async function transfersIn(
  tx: ReadTx,
  { limit, after }: { readonly limit: number; readonly after?: { readonly createdAt: Date; readonly id: string } },
): Promise<Transfer[]> {
  const { stockTransfers } = tables(tx)
  const { id, createdAt } = stockTransfers
  const isLater = after && or(lt(createdAt, after.createdAt), and(eq(createdAt, after.createdAt), lt(id, after.id)))
  const rows = await tx.db.select().from(stockTransfers).where(isLater).orderBy(desc(createdAt), desc(id)).limit(limit)
  return withLines(tx, rows)
}

type Row = Omit<Transfer, 'lines'>

/** The same with what each of them carries. */
export async function withLines(tx: ReadTx, rows: readonly Row[]): Promise<Transfer[]> {
  const lines = Map.groupBy(
    await lineRows(
      tx,
      rows.map(({ id }) => id),
    ),
    ({ transferId }) => transferId,
  )
  return rows.map(row => ({ ...row, lines: lines.get(row.id) ?? [] }))
}

export async function insertTransfer(tx: Tx, { lines, ...row }: Transfer): Promise<void> {
  const { stockTransfers, stockTransferLines } = tables(tx)
  await tx.db.insert(stockTransfers).values(row)
  for (const line of lines) {
    await tx.db.insert(stockTransferLines).values({ ...line, transferId: row.id, toId: row.toId })
  }
}

/** Accounts for units that are no longer on their way. Throws `conflict` where fewer are. */
export async function settleLine(
  tx: Tx,
  transferId: string,
  { variantId, received, lost, returned }: Pick<TransferLine, 'variantId' | 'received' | 'lost' | 'returned'>,
): Promise<void> {
  const { stockTransferLines: lines } = tables(tx)
  const units = received + lost + returned
  const settled = await tx.db
    .update(lines)
    .set({
      outstanding: sql`${lines.outstanding} - ${units}`,
      received: sql`${lines.received} + ${received}`,
      lost: sql`${lines.lost} + ${lost}`,
      returned: sql`${lines.returned} + ${returned}`,
    })
    .where(and(eq(lines.transferId, transferId), eq(lines.variantId, variantId), sql`${lines.outstanding} >= ${units}`))
    .returning({ id: lines.variantId })
  if (settled.length > 0) return
  throw new CommerceError(
    'conflict',
    `Fewer than ${units} of variant ${variantId} are still on their way in transfer ${transferId}.`,
    { variant_id: variantId },
  )
}

/** Ends a transfer that is on its way; answers whether this call did. */
export async function closeTransfer(
  tx: Tx,
  id: string,
  status: Exclude<TransferStatus, 'in_transit'>,
): Promise<boolean> {
  const { stockTransfers } = tables(tx)
  const closed = await tx.db
    .update(stockTransfers)
    .set({ status, closedAt: tx.now })
    .where(and(eq(stockTransfers.id, id), eq(stockTransfers.status, 'in_transit')))
    .returning({ id: stockTransfers.id })
  return closed.length > 0
}

/** Units on their way to each location, by variant. */
export async function incomingOf(
  tx: ReadTx,
  variantIds: readonly string[],
): Promise<Map<string, ReadonlyMap<string, number>>> {
  const incoming = new Map<string, Map<string, number>>()
  for (const { variantId, toId, outstanding } of await incomingRows(tx, variantIds)) {
    const places = incoming.get(variantId) ?? new Map<string, number>()
    incoming.set(variantId, places.set(toId, (places.get(toId) ?? 0) + outstanding))
  }
  return incoming
}

const lineRows = queryByIds((db, tx, ids) => {
  const { stockTransferLines } = tables(tx)
  return db
    .select()
    .from(stockTransferLines)
    .where(inArray(stockTransferLines.transferId, ids))
    .orderBy(asc(stockTransferLines.variantId))
})

const incomingRows = queryByIds((db, tx, ids) => {
  const { stockTransferLines: lines } = tables(tx)
  return db
    .select({ variantId: lines.variantId, toId: lines.toId, outstanding: lines.outstanding })
    .from(lines)
    .where(and(inArray(lines.variantId, ids), sql`${lines.outstanding} > 0`))
})
