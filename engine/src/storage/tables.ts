import { sql } from 'drizzle-orm'
import type { Columns } from './columns.sqlite.ts'
import { tablesOf } from './query.ts'

export const storageTables = (c: Columns) => ({
  /** One row for each call that may be repeated: what was asked, and the answer once it is known. */
  idempotency: c.table(
    'idempotency',
    {
      actorKey: c.text().notNull(),
      operation: c.text().notNull(),
      key: c.text().notNull(),
      bodyHash: c.text().notNull(),
      state: c.text().$type<'in_flight' | 'awaiting' | 'done'>().notNull(),
      /** What an unfinished call waits for, such as a payment; all calls with it are finished together. */
      reference: c.text(),
      /** JSON as text: jsonb would reorder the keys, and a repeated call gets the same answer to the letter. */
      answer: c.text(),
      createdAt: c.instant().notNull(),
      expiresAt: c.instant().notNull(),
    },
    t => [
      c.primaryKey({ name: 'idempotency_pk', columns: [t.actorKey, t.operation, t.key] }),
      c.index('idempotency_expires').on(t.expiresAt),
      c.index('idempotency_reference').on(t.reference).where(sql`${t.reference} is not null`),
      c.check('idempotency_state', sql`${t.state} in ('in_flight', 'awaiting', 'done')`),
    ],
  ),
  /** Events waiting for delivery, and those delivered in the last days. */
  outbox: c.table(
    'outbox',
    {
      id: c.serial(),
      type: c.text().notNull(),
      payload: c.json<Readonly<Record<string, unknown>>>().notNull(),
      occurredAt: c.instant().notNull(),
      deliveredAt: c.instant(),
      attempts: c.count().notNull().default(0),
      /** Nobody else delivers the event before this moment. */
      claimedUntil: c.instant(),
    },
    t => [
      c.index('outbox_waiting').on(t.id).where(sql`${t.deliveredAt} is null`),
      c.index('outbox_delivered').on(t.deliveredAt).where(sql`${t.deliveredAt} is not null`),
    ],
  ),
})

export const tables = tablesOf(storageTables)
