import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { CommerceError } from '../shared/errors.ts'
import { asCommerceError, violationOf } from './database-errors.ts'
import type { Storage, Tx } from './port.ts'
import { tables } from './tables.ts'

onBothDatabases('a rule of the tables that is broken', database => {
  const broken = async (storage: Storage, work: (tx: Tx) => Promise<unknown>) =>
    violationOf(
      await storage.write(work).then(
        () => undefined,
        (error: unknown) => error,
      ),
    )

  const key = (state: string) => (tx: Tx) =>
    tx.db.insert(tables(tx).idempotency).values({
      actorKey: 'guest',
      operation: 'create_cart',
      key: 'k',
      bodyHash: 'h',
      state: state as 'done',
      createdAt: tx.now,
      expiresAt: tx.now,
    })

  test('is known by its columns or its name, the same on both databases', async () => {
    const storage = await database.open()
    await storage.write(async tx => await key('done')(tx))
    const unique = await broken(storage, async tx => await key('done')(tx))
    expect(unique).toMatchObject({
      kind: 'unique',
      columns: ['idempotency.actor_key', 'idempotency.operation', 'idempotency.key'],
    })
    const check = await broken(storage, async tx => await key('nonsense')(tx))
    expect(check).toMatchObject({ kind: 'check', constraint: 'idempotency_state' })
    const missing = await broken(storage, tx => tx.rows(sql`insert into outbox (type) values ('a')`))
    expect(missing).toMatchObject({ kind: 'not_null', columns: ['outbox.payload'] })
  })

  test('is nothing for any other error', async () => {
    const storage = await database.open()
    expect(await broken(storage, () => Promise.reject(new Error('no')))).toBeUndefined()
    expect(await broken(storage, tx => tx.rows(sql`select from nowhere at all`))).toBeUndefined()
  })
})

describe("the database's own trouble", () => {
  const trouble = (code: string | undefined, message = 'oh') => Object.assign(new Error(message), { code })

  test.each([
    trouble('SQLITE_FULL'),
    trouble('SQLITE_IOERR_WRITE'),
    trouble('SQLITE_READONLY_DBMOVED'),
    trouble('SQLITE_BUSY_SNAPSHOT'),
    trouble('40P01'),
    trouble('57P01'),
    trouble('53300'),
    trouble('08006'),
    trouble('ECONNREFUSED'),
    trouble(undefined, 'Connection terminated unexpectedly'),
    trouble(undefined, 'timeout exceeded when trying to connect'),
    new Error('Failed query: update stock', { cause: trouble('53100') }),
  ])('is answered with "try again": $code $message', error => {
    expect(asCommerceError(error)).toMatchObject({ code: 'unavailable', cause: error })
  })

  test.each([trouble('SQLITE_CONSTRAINT_UNIQUE'), trouble('23505'), trouble('SQLITE_CORRUPT'), new TypeError('bug')])(
    'is not made of what is something else: $code $message',
    error => {
      expect(asCommerceError(error)).toBe(error)
    },
  )

  test('leaves what the shop itself says as it is', () => {
    const refused = new CommerceError('not_found', 'There is no such cart.')
    expect(asCommerceError(refused)).toBe(refused)
  })
})
