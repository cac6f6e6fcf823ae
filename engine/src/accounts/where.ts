import type { CleanedWhere } from 'better-auth/adapters'
import {
  and,
  type Column,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  ne,
  notInArray,
  or,
  type SQL,
  sql,
  type Table,
} from 'drizzle-orm'

/** The library's condition as one of the query builder's: what is joined by AND, and one of what is joined by OR. */
export function conditionOf(table: Table, where: readonly CleanedWhere[] = []): SQL | undefined {
  const all = where.filter(({ connector }) => connector === 'AND').map(part => comparison(table, part))
  const some = where.filter(({ connector }) => connector === 'OR').map(part => comparison(table, part))
  return and(...all, ...(some.length > 0 ? [or(...some)] : []))
}

/** The column of this name; a field that no table has is a mistake of ours, and not of who asks. */
export function columnOf(table: Table, field: string): Column {
  const column = (table as unknown as Readonly<Record<string, Column | undefined>>)[field]
  if (column === undefined) throw new Error(`No column of accounts is called ${field}.`)
  return column
}

function comparison(table: Table, { field, operator, value, mode }: CleanedWhere): SQL {
  const column = columnOf(table, field)
  if (mode === 'insensitive') throw new Error(`${field} is not compared without regard to case.`)
  const text = () => String(value).replace(/[\\%_]/g, character => `\\${character}`)
  switch (operator) {
    case 'eq':
      return value === null ? isNull(column) : eq(column, value)
    case 'ne':
      return value === null ? isNotNull(column) : ne(column, value)
    case 'lt':
      return lt(column, value)
    case 'lte':
      return lte(column, value)
    case 'gt':
      return gt(column, value)
    case 'gte':
      return gte(column, value)
    case 'in':
      return inArray(column, value as string[])
    case 'not_in':
      return notInArray(column, value as string[])
    case 'contains':
      return sql`${like(column, `%${text()}%`)} escape '\\'`
    case 'starts_with':
      return sql`${like(column, `${text()}%`)} escape '\\'`
    case 'ends_with':
      return sql`${like(column, `%${text()}`)} escape '\\'`
  }
}
