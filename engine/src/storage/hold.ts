import { sql } from 'drizzle-orm'
import type { Tx } from './port.ts'

/**
 * Holds a name until the end of the transaction, `shared` with others who share it or `alone`. SQLite has one writer, so
 * there is nothing to wait for; on PostgreSQL every later statement sees what those before it have committed.
 */
export async function hold(tx: Tx, name: string, how: 'shared' | 'alone'): Promise<void> {
  if (tx.dialect === 'sqlite') return
  const lock = how === 'shared' ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`
  await tx.rows(sql`select ${lock}(hashtext(${`mitchweb.${name}`}))`)
}
