import type Database from 'better-sqlite3'
import { commitListeners } from './commit-listeners.ts'
import { type BatchLimits, writeQueue } from './group-commit.ts'
import { migrateSqlite } from './migrate-sqlite.ts'
import type { Storage, StorageOptions } from './port.ts'
import { readQueue } from './read-queue.ts'
import { connectionOf, openConnection } from './sqlite-connection.ts'
import { type DatabaseLock, holdDatabase, realFile } from './sqlite-lock.ts'
import { type Injected, injected, transactionOn } from './transaction.ts'
import { scopeOn, transactionScopes } from './transaction-scope.ts'

export type SqliteOptions = StorageOptions & { readonly file: string; readonly batch?: Partial<BatchLimits> }

/**
 * Opens the shop's file, makes its folder and tables where they are missing, and holds it for this process alone; throws
 * `DatabaseHeldError` when another process has it.
 */
export async function openSqlite({ file, batch, ...options }: SqliteOptions): Promise<Storage> {
  if (file === '' || file.startsWith(':') || file.startsWith('file:')) {
    throw new Error(`"${file}" is not a file on disk, which the shop needs for its second, reading connection.`)
  }
  const given = injected(options)
  const path = realFile(file)
  const lock = holdDatabase(path, given.clock())
  try {
    migrateSqlite(path)
    const writer = openConnection(path, { readonly: false })
    const reader = openConnection(path, { readonly: true })
    return storageOn({ reader, writer, lock, given, batch })
  } catch (error) {
    lock.release()
    throw error
  }
}

type Parts = {
  readonly reader: Database.Database
  readonly writer: Database.Database
  readonly lock: DatabaseLock
  readonly given: Injected
  readonly batch: Partial<BatchLimits> | undefined
}

function storageOn({ reader, writer, lock, given, batch }: Parts): Storage {
  const scopes = transactionScopes()
  const readConnection = connectionOf(reader, () => scopes.isOn(reader))
  const writeConnection = connectionOf(writer, () => scopes.isOn(writer) && writer.inTransaction)
  const writes = writeQueue(writer, batch)
  const reads = readQueue(reader)
  const listeners = commitListeners()
  return {
    dialect: 'sqlite',
    assertOutside: scopes.assertOutside,
    onEvents: listeners.add,
    announce: lock.announce,
    moment: () => `${writes.commits()} ${Math.floor(given.clock().getTime() / 1000)}`,
    read: async work => {
      scopes.assertOutside('A read')
      const scope = scopeOn(reader)
      return await reads.read(() => scopes.run(scope, () => work(transactionOn(readConnection, scope, given))))
    },
    write: async work => {
      scopes.assertOutside('A write')
      let scope = scopeOn(writer)
      const result = await writes.write(() => {
        const mine = scopeOn(writer)
        scope = mine
        return scopes.run(mine, () => work(transactionOn(writeConnection, mine, given)))
      })
      if (scope.emitted) listeners.call()
      return result
    },
    // The reader takes its turn and reads nothing, so that no older moment of its own keeps the log from being emptied.
    compact: () => reads.read(() => writes.between(() => compact(writer))),
    close: async () => {
      await Promise.all([writes.close(), reads.close()])
      // The writer closes last, so that it empties the write-ahead log into the file.
      reader.close()
      writer.close()
      lock.release()
    },
  }
}

function compact(writer: Database.Database): boolean {
  writer.exec('VACUUM; PRAGMA busy_timeout = 0')
  try {
    const [log] = writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
    return log?.busy === 0
  } finally {
    writer.exec('PRAGMA busy_timeout = 5000')
  }
}
