import { postgresColumns } from './storage/columns.postgres.ts'
import { storageTables } from './storage/tables.ts'

// drizzle-kit sees exported tables only, each under a name of its own; a test compares this list with the rooms' tables.
export const { idempotency, outbox } = storageTables(postgresColumns)
