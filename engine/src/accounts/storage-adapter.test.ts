import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import type { Storage } from '../storage/index.ts'
import { accountStorage } from './storage-adapter.ts'

const at = new Date('2026-05-01T10:00:00.000Z')

/** The adapter as the library uses it. */
const adapterOn = (storage: Storage) => accountStorage(storage).adapter({})

const verification = (identifier: string, minutes = 0) => {
  const createdAt = new Date(at.getTime() + minutes * 60_000)
  return { identifier, value: `value of ${identifier}`, expiresAt: createdAt, createdAt, updatedAt: createdAt }
}

onBothDatabases('The library on the shop’s storage', database => {
  test('finds what it kept, by every kind of condition, in order and in part', async () => {
    const adapter = adapterOn(await database.open())
    for (const [index, name] of ['a%', 'ab', 'b_', 'bc'].entries()) {
      await adapter.create({ model: 'verification', data: verification(name, index) })
    }
    const found = async (where: object[], more = {}) => {
      const rows = await adapter.findMany<{ identifier: string }>({
        model: 'verification',
        where: where as never,
        sortBy: { field: 'createdAt', direction: 'asc' },
        ...more,
      })
      return rows.map(({ identifier }) => identifier)
    }
    const identifier = (value: unknown, operator = 'eq', connector = 'AND') => ({
      field: 'identifier',
      value,
      operator,
      connector,
    })
    expect(await found([identifier('ab')])).toEqual(['ab'])
    expect(await found([identifier('ab', 'ne')])).toEqual(['a%', 'b_', 'bc'])
    expect(await found([identifier(['ab', 'bc'], 'in')])).toEqual(['ab', 'bc'])
    expect(await found([identifier(['ab', 'bc'], 'not_in')])).toEqual(['a%', 'b_'])
    expect(await found([identifier('%', 'contains')])).toEqual(['a%'])
    expect(await found([identifier('b', 'starts_with')])).toEqual(['b_', 'bc'])
    expect(await found([identifier('_', 'ends_with')])).toEqual(['b_'])
    expect(await found([identifier('ab', 'eq', 'OR'), identifier('bc', 'eq', 'OR')])).toEqual(['ab', 'bc'])
    const created = (minutes: number, operator: string) => ({
      field: 'createdAt',
      value: new Date(at.getTime() + minutes * 60_000),
      operator,
    })
    expect(await found([created(1, 'gte'), created(3, 'lt')])).toEqual(['ab', 'b_'])
    expect(await found([created(1, 'gt')])).toEqual(['b_', 'bc'])
    expect(await found([created(1, 'lte')])).toEqual(['a%', 'ab'])
    expect(await found([], { limit: 2, offset: 1 })).toEqual(['ab', 'b_'])
    expect(await adapter.count({ model: 'verification', where: [identifier('b', 'starts_with')] as never })).toBe(2)
    const [row] = await adapter.findMany<{ createdAt: Date }>({ model: 'verification' })
    expect(row?.createdAt).toBeInstanceOf(Date)
  })

  test('lets one of many use what is good once', async () => {
    const storage = await database.open()
    const adapter = adapterOn(storage)
    await adapter.create({ model: 'verification', data: verification('once') })
    const where = [{ field: 'identifier', value: 'once' }]
    const used = await Promise.all([1, 2, 3, 4].map(() => adapter.consumeOne({ model: 'verification', where })))
    expect(used.filter(row => row !== null)).toMatchObject([{ identifier: 'once', value: 'value of once' }])
    expect(await adapter.findOne({ model: 'verification', where })).toBeNull()
  })

  test('keeps all of what belongs together, or nothing, with what it tells of it', async () => {
    const storage = await database.open()
    const { adapter: made, emit } = accountStorage(storage)
    const adapter = made({})
    const both = (fails: boolean) =>
      adapter.transaction(async inside => {
        await inside.create({ model: 'verification', data: verification('first') })
        await emit('account.registered_again', { account_id: 'acc_1' })
        if (fails) throw new Error('and then it fails')
        await inside.create({ model: 'verification', data: verification('second') })
      })
    const kept = async () => ({
      rows: await adapter.count({ model: 'verification' }),
      events: (await storage.read(async tx => await tx.rows(sql`select id from outbox`))).length,
    })
    await expect(both(true)).rejects.toThrow('and then it fails')
    expect(await kept()).toEqual({ rows: 0, events: 0 })
    await both(false)
    expect(await kept()).toEqual({ rows: 2, events: 1 })
  })

  test('tells a session’s token to who named it, and keeps its hash', async () => {
    const adapter = adapterOn(await database.open())
    const session = { userId: 'acc_1', token: 'the token', expiresAt: at, createdAt: at, updatedAt: at }
    expect(await adapter.create({ model: 'session', data: session })).toMatchObject({ token: 'the token' })
    const named = [{ field: 'token', value: 'the token' }]
    expect(await adapter.findOne({ model: 'session', where: named })).toMatchObject({ token: 'the token' })
    const update = { userAgent: 'Firefox' }
    expect(await adapter.update({ model: 'session', where: named, update })).toMatchObject({ token: 'the token' })
    const [found] = await adapter.findMany<{ token: string }>({
      model: 'session',
      where: [{ field: 'userId', value: 'acc_1' }],
    })
    expect(found?.token).toMatch(/^[0-9a-f]{64}$/)
    const stolen = [{ field: 'token', value: found?.token ?? '' }]
    expect(await adapter.findOne({ model: 'session', where: stolen })).toBeNull()
    expect(
      await adapter.deleteMany({ model: 'session', where: [{ field: 'token', value: ['the token'], operator: 'in' }] }),
    ).toBe(1)
  })

  test('says what it has no place for, instead of losing it', async () => {
    const adapter = adapterOn(await database.open())
    const image = { name: 'Ann', email: 'ann@example.com', emailVerified: false, image: 'https://ann.example/me.png' }
    const user = { ...image, createdAt: at, updatedAt: at }
    await expect(adapter.create({ model: 'user', data: user })).rejects.toThrow(
      'No column of accounts is called image.',
    )
  })
})
