import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import type pg from 'pg'
import { note } from './findings.ts'
import { isSureInBytes, mayBeSecret, plantedTexts, secretsIn, suspicious, suspiciousPlaces } from './kinds.ts'

type Row = Readonly<Record<string, unknown>>

/** Looks at each database that is closed in this process, just before, while its log is still there. */
export function watchClosing(): void {
  const { close } = Database.prototype
  Database.prototype.close = function (this: Database.Database) {
    if (this.open && !this.readonly && !this.memory) lookAtFile(this.name)
    return close.call(this)
  }
}

/**
 * Looks at the bytes of a SQLite file and of its log, where what was deleted or written over still stands, and, where
 * there is any reason to, at the rows: bytes do not tell where one text ends and the next begins.
 */
export function lookAtFile(file: string): void {
  const texts = [file, `${file}-wal`].map(bytesOf)
  const places = texts.flatMap(suspiciousPlaces)
  for (const secret of places.flatMap(({ around }) => secretsIn(around)).filter(isSureInBytes))
    note(secret, 'the bytes of the database')
  if (places.some(({ text }) => mayBeSecret(text))) lookAtRows(file)
}

/** Another process that closes the database takes the log away, between any two looks at it. */
function bytesOf(file: string): string {
  try {
    return readFileSync(file).toString('latin1')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}

function lookAtRows(file: string): void {
  const database = new Database(file, { readonly: true })
  try {
    const tables = database
      .prepare(
        `select name from sqlite_schema where type = 'table' and sql not like 'create virtual%' and name not like 'sqlite_%'`,
      )
      .pluck()
      .all() as string[]
    for (const table of tables)
      for (const row of database.prepare(`select * from "${table}"`).iterate()) lookAtRow(table, row as Row)
  } finally {
    database.close()
  }
}

/** Looks at the rows of a PostgreSQL database. The server picks out those that are worth it, in one question. */
export async function lookAtTables(client: pg.Client): Promise<void> {
  // One that was never written to has no pages.
  const tables = await client.query(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_relation_size(oid) > 0`,
  )
  const questions = tables.rows.map(
    ({ name }) =>
      `select '${name}' as name, to_jsonb(t) as row from "${name}" t
        where t::text ~ $1 or exists (select from unnest($2::text[]) planted where strpos(t::text, planted) > 0)`,
  )
  if (questions.length === 0) return
  const { rows } = await client.query(questions.join(' union all '), [suspicious, plantedTexts()])
  for (const { name, row } of rows) lookAtRow(name, row)
}

function lookAtRow(table: string, row: Row): void {
  for (const [column, value] of Object.entries(row)) {
    if (value === null) continue
    const isPacked = Buffer.isBuffer(value)
    const text = typeof value === 'object' && !isPacked ? JSON.stringify(value) : String(value)
    // What a search index packs are pieces of words and numbers without their bounds, as bytes of a file are.
    const secrets = isPacked ? secretsIn(text).filter(isSureInBytes) : secretsIn(text)
    for (const secret of secrets) note(secret, `${table}.${column}`)
  }
}
