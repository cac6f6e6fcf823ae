import { CommerceError } from '../shared/errors.ts'

/** The database cannot do its work for now: full, read-only, locked, gone. The caller may repeat the call. */
export const unavailable = (why: string, cause?: unknown): CommerceError =>
  Object.assign(new CommerceError('unavailable', `The shop's storage ${why}.`), cause === undefined ? {} : { cause })

/** Trouble of the database itself as `unavailable`; every other error as it is. */
export function asCommerceError(error: unknown): unknown {
  if (error instanceof CommerceError) return error
  const code = databaseCode(error)
  const why = code ? troubles.find(([pattern]) => pattern.test(code))?.[1] : lostConnection(error)
  return why ? unavailable(why, error) : error
}

const troubles: readonly [RegExp, string][] = [
  [/^SQLITE_FULL|^53100$/, 'is full'],
  [/^SQLITE_READONLY|^25006$/, 'can only be read at the moment'],
  [/^SQLITE_IOERR|^58030$/, 'cannot be read or written at the moment'],
  [/^SQLITE_(BUSY|LOCKED)|^55P03$|^57014$/, 'is busy'],
  [/^SQLITE_(CANTOPEN|NOMEM)/, 'cannot be opened at the moment'],
  [/^40001$|^40P01$/, 'is busy: too many changes to the same things at once'],
  [/^08|^53|^57P0|^E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NOTFOUND|AI_AGAIN)$/, 'does not answer'],
]

/** The driver for PostgreSQL gives these no code. */
function lostConnection(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if (
      /^Connection terminated|^timeout exceeded when trying to connect|connection error and is not queryable/.test(
        at.message,
      )
    ) {
      return 'does not answer'
    }
  }
  return undefined
}

/** The driver's code, such as `SQLITE_FULL` or PostgreSQL's `40001`: bare or wrapped by the query builder. */
export function databaseCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code
  }
  return undefined
}

export type Violation = {
  readonly kind: 'unique' | 'check' | 'foreign_key' | 'not_null'
  /** For unique: the columns as `table.column`, in the order of the index. */
  readonly columns: readonly string[]
  /** The constraint's name, where the database tells it: always for checks, for unique ones on PostgreSQL only. */
  readonly constraint?: string
}

/**
 * Which rule of the tables an error broke. The one place that looks at both databases' errors: SQLite names the columns
 * in its message and nowhere else, PostgreSQL names the constraint and hides the columns in the detail.
 */
export function violationOf(error: unknown): Violation | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const found = sqliteViolation(at) ?? postgresViolation(at)
    if (found) return found
  }
  return undefined
}

const sqliteKinds: Readonly<Record<string, Violation['kind']>> = {
  SQLITE_CONSTRAINT_UNIQUE: 'unique',
  SQLITE_CONSTRAINT_PRIMARYKEY: 'unique',
  SQLITE_CONSTRAINT_ROWID: 'unique',
  SQLITE_CONSTRAINT_CHECK: 'check',
  SQLITE_CONSTRAINT_FOREIGNKEY: 'foreign_key',
  SQLITE_CONSTRAINT_NOTNULL: 'not_null',
}

function sqliteViolation(error: Error & { code?: unknown }): Violation | undefined {
  const kind = sqliteKinds[String(error.code)]
  if (!kind) return undefined
  const named = /^[A-Z ]+ constraint failed: (.+)$/.exec(error.message)?.[1] ?? ''
  if (kind === 'check') return { kind, columns: [], constraint: named }
  return { kind, columns: named === '' ? [] : named.split(', ') }
}

const postgresKinds: Readonly<Record<string, Violation['kind']>> = {
  23505: 'unique',
  23514: 'check',
  23503: 'foreign_key',
  23502: 'not_null',
}

type PostgresError = Error & {
  code?: unknown
  table?: unknown
  detail?: unknown
  column?: unknown
  constraint?: unknown
}

function postgresViolation(error: PostgresError): Violation | undefined {
  const kind = postgresKinds[String(error.code)]
  if (!kind) return undefined
  const keys = kind === 'not_null' ? error.column : /\(([^()]*)\)=/.exec(String(error.detail))?.[1]
  const columns = typeof keys === 'string' ? keys.split(', ').map(key => `${error.table}.${key}`) : []
  return { kind, columns, ...(typeof error.constraint === 'string' ? { constraint: error.constraint } : {}) }
}
