import { spawn } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { onSqlite } from '../../test/databases.ts'
import { openSqlite } from './open-sqlite.ts'
import { DatabaseHeldError } from './sqlite-lock.ts'
import { tables } from './tables.ts'

const holder = fileURLToPath(new URL('../../test/hold-database.ts', import.meta.url))

/** Another process that opens the file, writes an order that it acknowledges, and stays. */
async function otherProcess(file: string) {
  const child = spawn(process.execPath, ['--conditions=mitchweb-src', holder, file], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = new Promise(end => child.on('exit', end))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  await new Promise<void>((ready, failed) => {
    child.stdout.once('data', () => ready())
    child.once('exit', code => failed(new Error(`The other process ended with ${code}.`)))
  })
  const kill = async () => {
    child.kill('SIGKILL')
    await ended
  }
  return { pid: child.pid, kill }
}

describe("the shop's file", () => {
  const database = onSqlite()

  test('belongs to one process, and whoever comes second learns to whom and where', async () => {
    const file = await database.address()
    const { pid } = await otherProcess(file)
    const refused = await openSqlite({ file }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DatabaseHeldError)
    expect(refused).toMatchObject({ file, pid, url: 'http://localhost:4711', startedAt: '2026-05-01T00:00:00.000Z' })
    expect((refused as Error).message).toBe(
      `The shop in ${file} is already open in process ${pid}, since 2026-05-01T00:00:00.000Z, and served at ` +
        'http://localhost:4711. Use http://localhost:4711, or stop that process first; one file is written by one process.',
    )
  })

  test('is free again when its process is killed, and what was acknowledged is there', async () => {
    const file = await database.address()
    const { kill } = await otherProcess(file)
    await kill()
    const storage = await database.open()
    const events = await storage.read(async tx => await tx.db.select().from(tables(tx).outbox))
    expect(events).toMatchObject([{ type: 'order.placed' }])
  })

  test('is held once within a process too, also under another name, until it is closed', async () => {
    const file = await database.address()
    const storage = await database.open()
    const link = join(file, '..', 'link.db')
    await symlink(file, link)
    await expect(openSqlite({ file })).rejects.toMatchObject({ pid: process.pid })
    await expect(openSqlite({ file: link })).rejects.toBeInstanceOf(DatabaseHeldError)
    await storage.close()
    await (await openSqlite({ file: link })).close()
  })

  test('is made with its folder when it is missing', async () => {
    const file = join(await database.address(), '..', 'new', 'folder', 'shop.db')
    const storage = await openSqlite({ file })
    await storage.write(tx => tx.emit('a', {}))
    await storage.close()
  })

  test('must be a file', async () => {
    await expect(openSqlite({ file: ':memory:' })).rejects.toThrow('":memory:" is not a file on disk')
    await expect(openSqlite({ file: '' })).rejects.toThrow('is not a file on disk')
  })

  test('is on disk before a write is acknowledged: synchronous is FULL on both connections, also after writing', async () => {
    const storage = await database.open()
    await storage.write(tx => tx.emit('a', {}))
    const settings = sql`select s.synchronous, j.journal_mode, f.foreign_keys from pragma_synchronous s, pragma_journal_mode j, pragma_foreign_keys f`
    const expected = [{ synchronous: 2, journal_mode: 'wal', foreign_keys: 1 }]
    expect(await storage.write(tx => tx.rows(settings))).toEqual(expected)
    expect(await storage.read(tx => tx.rows(settings))).toEqual(expected)
  })
})
