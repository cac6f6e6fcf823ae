import * as s from 'drizzle-orm/sqlite-core'

/** The column kit: rooms declare their tables with it once, and both databases get them. SQLite's types are the canonical ones. */
export const sqliteColumns = {
  dialect: 'sqlite' as 'sqlite' | 'postgres',
  table: s.sqliteTable,
  primaryKey: s.primaryKey,
  index: s.index,
  uniqueIndex: s.uniqueIndex,
  foreignKey: s.foreignKey,
  check: s.check,
  id: () => s.text(),
  text: () => s.text(),
  /** Money in minor units: 64 bits on both sides. */
  minor: () => s.integer(),
  count: () => s.integer(),
  /** A measure, never money. */
  number: () => s.real(),
  flag: () => s.integer({ mode: 'boolean' }),
  instant: () => s.integer({ mode: 'timestamp_ms' }),
  json: <T>() => s.text({ mode: 'json' }).$type<T>(),
  /** A number that grows with each row. */
  serial: () => s.integer().primaryKey({ autoIncrement: true }),
}

export type Columns = typeof sqliteColumns
