import type Database from 'better-sqlite3'
import { asCommerceError, unavailable } from './database-errors.ts'

export type ReadQueue = {
  readonly read: <T>(work: () => Promise<T>) => Promise<T>
  readonly close: () => Promise<void>
}

/**
 * The reading connection's queue. Each read is a transaction of its own, one after another, so that all statements of a
 * read see one moment, while the writer goes on beside it.
 */
export function readQueue(client: Database.Database): ReadQueue {
  const begin = client.prepare('BEGIN')
  const end = client.prepare('COMMIT')
  let last: Promise<unknown> = Promise.resolve()
  let closed = false

  const turn = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      begin.run()
      return await work()
    } catch (error) {
      throw asCommerceError(error)
    } finally {
      if (client.inTransaction) end.run()
    }
  }

  return {
    read: async work => {
      if (closed) throw unavailable('is closing')
      const mine = last.then(() => turn(work))
      last = mine.catch(() => {})
      return await mine
    },
    close: async () => {
      closed = true
      await last
    },
  }
}
