import { existsSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { databaseCode } from './database-errors.ts'
import { migrationsFolder } from './migrations-folder.ts'

/** A file from which no shop can be opened, or into which none may be written; worded for the person who named it. */
export class ShopFileError extends Error {}

/** How many rows each table holds. */
export type RowCounts = Readonly<Record<string, number>>

/**
 * Looks through a shop's file that nobody has open: that it is a MitchWeb shop which this program can open, that no page
 * is damaged and no row points at one that does not exist. Answers its rows; throws `ShopFileError` otherwise.
 */
export function checkShopFile(file: string): RowCounts {
  if (!existsSync(file)) throw new ShopFileError(`There is no file ${file}.`)
  if (!statSync(file).isFile()) throw new ShopFileError(`${file} is not a file.`)
  if (hasLog(file)) {
    throw new ShopFileError(
      `${file} is a shop's own file and may be in use: what was written last is not in it. Make a backup of it with mitchweb backup.`,
    )
  }
  return reading(file, shop => {
    assertShop(shop, file)
    const [first] = shop.pragma('integrity_check(1)') as readonly { integrity_check: string }[]
    if (first?.integrity_check !== 'ok') throw damaged(file, first?.integrity_check ?? 'it could not be checked')
    const [orphan] = shop.pragma('foreign_key_check') as readonly { table: string }[]
    if (orphan) throw damaged(file, `rows of ${orphan.table} point at rows that do not exist`)
    return rowCounts(shop)
  })
}

const hasLog = (file: string): boolean => existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0

/** Opens the file for reading alone, and words what SQLite says of one that is none of its own or is damaged. */
export function reading<T>(file: string, work: (shop: Database.Database) => T): T {
  const shop = new Database(file, { readonly: true, fileMustExist: true })
  try {
    return work(shop)
  } catch (error) {
    const code = databaseCode(error)
    if (code === 'SQLITE_NOTADB') throw noShop(file)
    if (code?.startsWith('SQLITE_CORRUPT')) throw damaged(file, (error as Error).message)
    throw error
  } finally {
    shop.close()
  }
}

/** Throws unless its tables were made by our migrations, and by none that this program does not know. */
export function assertShop(shop: Database.Database, file: string): void {
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder('sqlite') })
  const isMigrated = shop.prepare(`select 1 from sqlite_schema where name = '__drizzle_migrations'`).get()
  if (!isMigrated) throw noShop(file)
  const done = shop.prepare('select hash, created_at as at from __drizzle_migrations order by created_at').all() as {
    hash: string
    at: number
  }[]
  if (done[0]?.hash !== known[0]?.hash) throw noShop(file)
  if (done.at(-1)!.at > known.at(-1)!.folderMillis) {
    throw new ShopFileError(`${file} was written by a newer MitchWeb than this one. Update this one first.`)
  }
}

export function rowCounts(shop: Database.Database): RowCounts {
  const names = shop
    .prepare(
      `select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and sql not like 'create virtual%' order by name`,
    )
    .pluck()
    .all() as string[]
  return Object.fromEntries(
    names.map(name => [name, shop.prepare(`select count(*) from "${name}"`).pluck().get() as number]),
  )
}

const noShop = (file: string) => new ShopFileError(`${file} is not the file of a MitchWeb shop.`)

const damaged = (file: string, how: string) => new ShopFileError(`${file} is damaged: ${how}.`)

/** PostgreSQL has tools of its own, which know more than the shop does. */
export function assertFile(database: string): void {
  if (!/^postgres(ql)?:\/\//.test(database)) return
  throw new ShopFileError(
    `This shop is on PostgreSQL, which has tools of its own. To back it up while it is open:
  pg_dump --format=custom --file=shop.dump "$MITCHWEB_DATABASE"
To restore it, once every process of the shop is stopped:
  pg_restore --clean --if-exists --single-transaction --dbname="$MITCHWEB_DATABASE" shop.dump`,
  )
}
