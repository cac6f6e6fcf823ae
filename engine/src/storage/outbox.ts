import { sql } from 'drizzle-orm'
import type { ShopEvent, Tx } from './port.ts'
import { command } from './query.ts'
import { tables } from './tables.ts'

const insertEvent = command((db, tx) =>
  db
    .insert(tables(tx).outbox)
    .values({
      type: sql.placeholder('type'),
      payload: sql.placeholder('payload'),
      occurredAt: sql.placeholder('occurredAt'),
    })
    .returning({ id: tables(tx).outbox.id }),
)

/** Writes an event into the outbox, in the transaction that made it true. `tx.emit` calls it. */
export async function recordEvent(tx: Tx, { type, payload }: ShopEvent): Promise<void> {
  await insertEvent(tx, { type, payload, occurredAt: tx.now })
}
