import { desc, eq, isNotNull, isNull } from 'drizzle-orm'
import type { ReadTx, Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { privacyTables } from './tables.ts'

const tables = tablesOf(privacyTables)

export async function erasedAt(tx: ReadTx, customerId: string): Promise<Date | undefined> {
  const { erasures } = tables(tx)
  const [row] = await tx.db.select().from(erasures).where(eq(erasures.customerId, customerId))
  return row?.erasedAt
}

export async function noteErasure(tx: Tx, customerId: string): Promise<void> {
  const scrubbedAt = tx.dialect === 'sqlite' ? null : tx.now
  await tx.db.insert(tables(tx).erasures).values({ customerId, erasedAt: tx.now, scrubbedAt })
}

/** Who was erased and may still be there in bytes that no row has. */
export async function leftBytes(tx: ReadTx): Promise<string[]> {
  const { erasures } = tables(tx)
  const rows = await tx.db.select({ id: erasures.customerId }).from(erasures).where(isNull(erasures.scrubbedAt))
  return rows.map(({ id }) => id)
}

export async function lastScrubbed(tx: ReadTx): Promise<Date | undefined> {
  const { erasures } = tables(tx)
  const [row] = await tx.db
    .select()
    .from(erasures)
    .where(isNotNull(erasures.scrubbedAt))
    .orderBy(desc(erasures.scrubbedAt))
    .limit(1)
  return row?.scrubbedAt ?? undefined
}

/** They have left nothing. */
export async function noteScrubbed(tx: Tx, customerIds: readonly string[]): Promise<void> {
  const { erasures } = tables(tx)
  for (const id of customerIds) {
    await tx.db.update(erasures).set({ scrubbedAt: tx.now }).where(eq(erasures.customerId, id))
  }
}
