import { copyFileSync, existsSync, linkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import { syncFile, syncName } from './durable-files.ts'
import { assertFile, checkShopFile, type RowCounts, ShopFileError } from './shop-file.ts'
import { holdDatabase, realFile } from './sqlite-lock.ts'

export type Restore = {
  readonly file: string
  readonly database: string
  /** Whether a shop that is there already may be replaced. One that is open never is. */
  readonly overwrite?: boolean
  readonly now?: Date
}

/** `kept` is the file in which the shop that was there before lies. */
export type Restored = { readonly rows: RowCounts; readonly kept: string | undefined }

/**
 * Puts a backup in the place of the shop's file. Everything is checked and copied beside it first, then one rename puts it
 * there, so that whatever happens meanwhile one of the two is there whole. The old file stays beside it.
 */
export function restoreShop({ file, database, overwrite = false, now = new Date() }: Restore): Restored {
  assertFile(database)
  const place = realFile(database)
  const lock = holdDatabase(place, now)
  try {
    const isTaken = existsSync(place) && statSync(place).size > 0
    if (isTaken && existsSync(file) && realpathSync(file) === place)
      throw new ShopFileError(`${file} is the shop itself.`)
    if (isTaken && !overwrite) {
      throw new ShopFileError(`There is a shop in ${place} already. Say --force to replace it; it is kept beside.`)
    }
    const incoming = `${place}.part`
    const rows = copyChecked(file, incoming)
    const kept = isTaken ? setAside(place, now) : undefined
    renameSync(incoming, place)
    syncName(place)
    return { rows, kept }
  } finally {
    lock.release()
  }
}

function copyChecked(file: string, incoming: string): RowCounts {
  const rows = checkShopFile(file)
  try {
    copyFileSync(file, incoming)
    syncFile(incoming)
    if (!isDeepStrictEqual(checkShopFile(incoming), rows)) throw new Error('The copy is not what was to be copied.')
    return rows
  } catch (error) {
    rmSync(incoming, { force: true })
    throw error
  }
}

/** Gives the old shop a second name, so that it is never without one, and takes its log out of the new one's way. */
function setAside(place: string, now: Date): string {
  const kept = `${place}.${now.toISOString().replaceAll(':', '-')}.old`
  emptyLog(place)
  // Only where the file is too damaged to take its log in.
  if (existsSync(`${place}-wal`)) renameSync(`${place}-wal`, `${kept}-wal`)
  rmSync(`${place}-shm`, { force: true })
  try {
    linkSync(place, kept)
  } catch {
    // Some file systems give a file one name only.
    copyFileSync(place, kept)
    syncFile(kept)
  }
  return kept
}

/** The last to close a file empties its write-ahead log into it. */
function emptyLog(place: string): void {
  try {
    const old = new Database(place)
    try {
      old.pragma('wal_checkpoint(TRUNCATE)')
    } finally {
      old.close()
    }
  } catch {}
}
