import { mkdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import Database from 'better-sqlite3'
import { databaseCode } from './database-errors.ts'

type Owner = { readonly pid?: number; readonly url?: string; readonly startedAt?: string }

/** Another process serves the shop from this file. Talk to it at `url`, where it has told one, or stop it first. */
export class DatabaseHeldError extends Error {
  readonly file: string
  readonly pid: number | undefined
  readonly url: string | undefined
  readonly startedAt: string | undefined

  constructor(file: string, { pid, url, startedAt }: Owner) {
    super(
      `The shop in ${file} is already open in ${pid === undefined ? 'another process' : `process ${pid}`}` +
        `${startedAt === undefined ? '' : `, since ${startedAt}`}${url === undefined ? '' : `, and served at ${url}`}. ` +
        `${url === undefined ? 'Stop that process first' : `Use ${url}, or stop that process first`}; ` +
        'one file is written by one process.',
    )
    this.name = 'DatabaseHeldError'
    this.file = file
    this.pid = pid
    this.url = url
    this.startedAt = startedAt
  }
}

export type DatabaseLock = { readonly announce: (url: string) => void; readonly release: () => void }

/**
 * Holds the file for the life of this process. The lock is the operating system's, on a file beside the database, so it
 * ends with the process however that ends; the owner's file is only there to be read by whoever finds it held.
 */
export function holdDatabase(file: string, startedAt: Date): DatabaseLock {
  const ownerFile = `${file}.owner.json`
  const lock = exclusive(file, ownerFile)
  const owner: Owner = { pid: process.pid, startedAt: startedAt.toISOString() }
  writeOwner(ownerFile, owner)
  return {
    announce: url => writeOwner(ownerFile, { ...owner, url }),
    release: () => {
      rmSync(ownerFile, { force: true })
      lock.close()
    },
  }
}

/** The database's own path, whichever link led there: two names of one file must meet at one lock. */
export function realFile(file: string): string {
  const wanted = resolve(file)
  mkdirSync(dirname(wanted), { recursive: true })
  try {
    return realpathSync(wanted)
  } catch {
    return join(realpathSync(dirname(wanted)), basename(wanted))
  }
}

function exclusive(file: string, ownerFile: string): Database.Database {
  const lock = new Database(`${file}.lock`, { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (databaseCode(error)?.startsWith('SQLITE_BUSY')) throw new DatabaseHeldError(file, readOwner(ownerFile))
    throw error
  }
}

function readOwner(ownerFile: string): Owner {
  try {
    const { pid, url, startedAt }: Record<string, unknown> = JSON.parse(readFileSync(ownerFile, 'utf8'))
    return {
      ...(typeof pid === 'number' ? { pid } : {}),
      ...(typeof url === 'string' ? { url } : {}),
      ...(typeof startedAt === 'string' ? { startedAt } : {}),
    }
  } catch {
    return {}
  }
}

/** Whole or not at all: a reader never meets half a file. */
function writeOwner(ownerFile: string, owner: Owner): void {
  writeFileSync(`${ownerFile}.new`, JSON.stringify(owner))
  renameSync(`${ownerFile}.new`, ownerFile)
}
