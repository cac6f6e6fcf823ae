import Database from 'better-sqlite3'
import { eq, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { describe, expect, test, vi } from 'vitest'
import { onSqlite } from '../../test/databases.ts'
import { openSqlite } from './open-sqlite.ts'
import { query } from './query.ts'
import { connectionOf, openConnection } from './sqlite-connection.ts'
import { tables } from './tables.ts'

describe('a shop whose file cannot be kept safely', () => {
  const database = onSqlite()

  test('does not start, says why, and leaves the file free', async () => {
    const file = await database.address()
    const pragma = Database.prototype.pragma
    const unsafe = vi.spyOn(Database.prototype, 'pragma').mockImplementation(function (
      this: Database.Database,
      text,
      options,
    ) {
      return text === 'synchronous' ? 1 : pragma.call(this, text, options)
    })
    await expect(openSqlite({ file })).rejects.toThrow('SQLite keeps synchronous at 1; the shop needs FULL.')
    unsafe.mockRestore()
    await database.open()
  })
})

describe('a statement that is prepared', () => {
  const database = onSqlite()

  test('is not compiled again each time it runs, though SQLite could plan its join better for a value', async () => {
    const client = openConnection(await database.address(), { readonly: true })
    const connection = connectionOf(client, () => true)
    const chain = query((db, tx) => {
      const { outbox } = tables(tx)
      const [first, ...others] = Array.from({ length: 8 }, (_, index) => alias(outbox, `o${index}`))
      const from = db.select({ id: first!.id }).from(first!).$dynamic()
      for (const other of others) from.leftJoin(other, eq(other.id, first!.id))
      return from.where(eq(first!.id, sql.placeholder('id')))
    })
    const tx = { ...connection, now: new Date(), publicUrl: '' }
    const prepare = vi.spyOn(client, 'prepare')
    await chain(tx, { id: 1 })
    const [[text] = ['']] = prepare.mock.calls
    prepare.mockRestore()

    const took = async (work: () => unknown) => {
      const began = performance.now()
      for (let count = 0; count < 50; count += 1) await work()
      return performance.now() - began
    }
    const ratios: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const compiling = await took(() => client.prepare(text))
      ratios.push((await took(() => chain(tx, { id: round }))) / compiling)
    }
    client.close()
    expect(Math.min(...ratios)).toBeLessThan(0.5)
  })

  test('may have question marks in its texts', async () => {
    const storage = await database.open()
    const rows = await storage.read(tx => tx.rows(sql`select 'why?' as "a?b", 'it''s ?' as quoted, ${'so'} as given`))
    expect(rows).toEqual([{ 'a?b': 'why?', quoted: "it's ?", given: 'so' }])
  })
})
