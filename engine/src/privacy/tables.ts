import type { Columns } from '../storage/columns.sqlite.ts'

export const privacyTables = (c: Columns) => ({
  /** Who was erased and when, by an id that names nobody any more: for who asks again, and after a backup was restored. */
  erasures: c.table(
    'erasures',
    {
      customerId: c.id().primaryKey(),
      erasedAt: c.instant().notNull(),
      /** When the bytes that rows leave behind were gone too; where the database does that by itself, at once. */
      scrubbedAt: c.instant(),
    },
    t => [c.index('erasures_scrubbed').on(t.scrubbedAt)],
  ),
})
