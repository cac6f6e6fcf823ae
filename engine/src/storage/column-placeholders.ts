import { type Column, getTableColumns, type SQL, sql, type Table } from 'drizzle-orm'

/** A placeholder for a value of this column, null too: drizzle's own would encode null as if it were a value. */
export const placeholderFor = (column: Column, name: string): SQL =>
  sql`${sql.param(sql.placeholder(name), {
    mapToDriverValue: (value: unknown) => (value == null ? null : column.mapToDriverValue(value)),
  })}`

/** A whole row of a prepared insert or update: for each column a placeholder of its name. */
export function placeholdersFor<T extends Table>(table: T): { [K in keyof T['$inferInsert']]-?: SQL } {
  const placeholders = Object.entries(getTableColumns(table)).map(([name, column]) => [
    name,
    placeholderFor(column, name),
  ])
  return Object.fromEntries(placeholders)
}
