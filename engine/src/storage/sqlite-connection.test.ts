import Database from 'better-sqlite3'
import { describe, expect, test, vi } from 'vitest'
import { onSqlite } from '../../test/databases.ts'
import { openSqlite } from './open-sqlite.ts'

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
