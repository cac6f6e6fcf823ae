import * as p from 'drizzle-orm/pg-core'
import type { Columns } from './columns.sqlite.ts'

const kit = {
  dialect: 'postgres' as 'sqlite' | 'postgres',
  table: p.pgTable,
  primaryKey: p.primaryKey,
  index: p.index,
  uniqueIndex: p.uniqueIndex,
  foreignKey: p.foreignKey,
  check: p.check,
  id: () => p.text(),
  text: () => p.text(),
  minor: () => p.bigint({ mode: 'number' }),
  count: () => p.bigint({ mode: 'number' }),
  number: () => p.doublePrecision(),
  flag: () => p.boolean(),
  instant: () => p.timestamp({ withTimezone: true, precision: 3, mode: 'date' }),
  json: <T>() => p.jsonb().$type<T>(),
  serial: () => p.bigserial({ mode: 'number' }).primaryKey(),
}

/** The same names as SQLite's kit; the only cast between the two dialects besides the one in `open-postgres.ts`. */
export const postgresColumns = kit as unknown as Columns
