import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres } from './postgres.ts'

/** Works on an empty database, which is gone afterwards. */
export type Place = <T>(work: (database: string) => Promise<T>) => Promise<T>

export const onSqlite: Place = async work => {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-bench-'))
  try {
    return await work(join(folder, 'shop.db'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const onPostgres: Place = async work => {
  const server = await startPostgres()
  try {
    return await work(server.url)
  } finally {
    await server.stop()
  }
}
