import { existsSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import { syncFile, syncName } from './durable-files.ts'
import { assertFile, assertShop, checkShopFile, type RowCounts, rowCounts, ShopFileError } from './shop-file.ts'

export type BackUp = {
  readonly database: string
  readonly file: string
  /** Whether a file of that name may be replaced. */
  readonly overwrite?: boolean
  /** Hears how far the copy is; what it throws ends the copy. */
  readonly onProgress?: (pages: { readonly done: number; readonly all: number }) => void
}

export type BackedUp = { readonly rows: RowCounts; readonly bytes: number }

/**
 * Copies the whole shop as it is at one moment into one file, also while another process sells from it: the copy reads
 * beside the writer and keeps nobody waiting. The file gets its name when it was checked and is on disk.
 */
export async function backUpShop({ database, file, overwrite = false, onProgress }: BackUp): Promise<BackedUp> {
  assertFile(database)
  if (!existsSync(database)) throw new ShopFileError(`There is no shop in ${database}.`)
  if (existsSync(file)) {
    if (realpathSync(file) === realpathSync(database)) throw new ShopFileError(`${file} is the shop itself.`)
    if (!overwrite) throw new ShopFileError(`There is a file ${file} already. Say --force to replace it.`)
  }
  const unfinished = `${file}.part`
  try {
    removeWithLogs(unfinished)
    const copied = await copyShop(database, unfinished, onProgress)
    makeOneFile(unfinished)
    const rows = checkShopFile(unfinished)
    if (!isDeepStrictEqual(rows, copied)) throw new Error('The copy does not hold the rows that the shop had.')
    syncFile(unfinished)
    renameSync(unfinished, file)
    syncName(file)
    return { rows, bytes: statSync(file).size }
  } catch (error) {
    removeWithLogs(unfinished)
    throw error
  }
}

/** So many of SQLite's pages between two looks at the progress: a few megabytes. */
const pagesAtOnce = 1_000

async function copyShop(database: string, copy: string, onProgress: BackUp['onProgress']): Promise<RowCounts> {
  const shop = new Database(database, { readonly: true, fileMustExist: true })
  try {
    // One moment for all of it: the copy would begin anew with every order that comes meanwhile.
    shop.exec('BEGIN')
    assertShop(shop, database)
    const rows = rowCounts(shop)
    await shop.backup(copy, {
      progress: ({ totalPages: all, remainingPages }) => {
        onProgress?.({ done: all - remainingPages, all })
        return pagesAtOnce
      },
    })
    return rows
  } finally {
    shop.close()
  }
}

/** Whoever opens a backup needs no second file beside it, nor the right to make one. */
function makeOneFile(file: string): void {
  const copy = new Database(file)
  try {
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
}

function removeWithLogs(file: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true })
}
