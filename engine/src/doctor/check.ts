import type { Dialect } from '../storage/port.ts'

/** One thing that must be true of a shop's database, in SQL, so that its cost is the database's and not this program's. */
export type Check = {
  readonly name: string
  /** What is true where nothing is wrong. */
  readonly claim: string
  /** A warning is of what can be made anew, or what a merchant may have wanted. */
  readonly severity: 'error' | 'warning'
  /** Counts what was looked at. */
  readonly seen: string
  /** Finds what is wrong: `subject` names the row, `detail` what it says. */
  readonly broken: (place: Place) => string
  /** The databases that it is for; both unless told. */
  readonly only?: Dialect
}

/** How a database says what the two say differently. */
export type Place = {
  /** The elements of a list in a JSON column, as `value`, under the name `element`. */
  readonly elements: (column: string, ...path: readonly string[]) => string
  /** A field of an element, as text. */
  readonly text: (field: string) => string
  /** A field of an element, as a whole number. */
  readonly integer: (field: string) => string
  /** A whole number in a JSON column. */
  readonly integerAt: (column: string, ...path: readonly string[]) => string
  /** A text in a JSON column. */
  readonly textAt: (column: string, ...path: readonly string[]) => string
  /** The elements themselves, where they are texts. */
  readonly texts: (column: string, ...path: readonly string[]) => string
  readonly textValue: string
  /** A moment as the database keeps moments. */
  readonly moment: (at: Date) => string
  /** So many days after a moment, both as the database keeps them. */
  readonly daysAfter: (moment: string, days: string) => string
  readonly now: Date
}

export const placeOn = (dialect: Dialect, now: Date): Place => (dialect === 'sqlite' ? onSqlite(now) : onPostgres(now))

const onSqlite = (now: Date): Place => {
  const each = (column: string, ...path: readonly string[]) =>
    `json_each(${column}, '${['$', ...path].join('.')}') as element`
  const at = (column: string, ...path: readonly string[]) => `json_extract(${column}, '$.${path.join('.')}')`
  return {
    elements: each,
    text: field => `json_extract(element.value, '$.${field}')`,
    integer: field => `json_extract(element.value, '$.${field}')`,
    integerAt: at,
    textAt: at,
    texts: each,
    textValue: 'element.value',
    moment: at => String(at.getTime()),
    daysAfter: (moment, days) => `(${moment} + ${days} * 86400000)`,
    now,
  }
}

const onPostgres = (now: Date): Place => {
  const inside = (column: string, path: readonly string[]) =>
    path.length === 0 ? column : `${column} #> '{${path.join(',')}}'`
  return {
    elements: (column, ...path) => `jsonb_array_elements(${inside(column, path)}) as element(value)`,
    text: field => `element.value ->> '${field}'`,
    integer: field => `(element.value ->> '${field}')::bigint`,
    integerAt: (column, ...path) => `(${column} #>> '{${path.join(',')}}')::bigint`,
    textAt: (column, ...path) => `${column} #>> '{${path.join(',')}}'`,
    texts: (column, ...path) => `jsonb_array_elements_text(${inside(column, path)}) as element(value)`,
    textValue: 'element.value',
    moment: at => `timestamptz '${at.toISOString()}'`,
    daysAfter: (moment, days) => `(${moment} + ${days} * interval '24 hours')`,
    now,
  }
}
