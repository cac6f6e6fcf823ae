import { AsyncLocalStorage } from 'node:async_hooks'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { onSqlite } from '../../test/databases.ts'
import { countedIds } from '../shared/ids.ts'
import { bodyHash, claimKey, finishKey } from './idempotency.ts'
import type { Storage, Tx } from './port.ts'
import { tables } from './tables.ts'

const emitted = (storage: Storage) =>
  storage.read(async tx => (await tx.db.select().from(tables(tx).outbox)).map(({ type }) => type))

const emits = (type: string) => (tx: Tx) => tx.emit(type, {})

const fails = (type: string) => async (tx: Tx) => {
  await tx.emit(type, {})
  throw new Error(`${type} failed`)
}

/** A commit fails on a foreign key that is looked at late. */
async function breaksTheCommit(tx: Tx) {
  await tx.rows(sql`create table shelf (id integer primary key)`)
  await tx.rows(sql`create table mug (shelf integer references shelf (id) deferrable initially deferred)`)
  await tx.rows(sql`insert into mug (shelf) values (1)`)
}

describe('writes that are committed together', () => {
  const database = onSqlite()

  test('stand on their own: one that fails leaves nothing, and its neighbours stay', async () => {
    const storage = await database.open()
    const outcomes = await Promise.allSettled([
      storage.write(emits('a')),
      storage.write(fails('b')),
      storage.write(emits('c')),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: { message: 'b failed' } })
    expect(await emitted(storage)).toEqual(['a', 'c'])
  })

  test('are answered only when the commit has returned, failures too', async () => {
    const storage = await database.open({ batch: { milliseconds: 60_000 } })
    const answered: string[] = []
    const seen: string[][] = []
    const note = (name: string) => () => answered.push(name)
    const writes = [
      storage.write(emits('a')).then(note('a')),
      storage.write(fails('b')).catch(note('b')),
      storage.write(async tx => {
        // Turns of the event loop pass while the batch is open; nobody may be answered in them.
        for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
        seen.push([...answered])
        await tx.emit('c', {})
      }),
    ]
    await Promise.all(writes)
    expect(seen).toEqual([[]])
    expect(answered).toEqual(['a', 'b'])
  })

  test('all fail, and say that they may be repeated, when the commit fails', async () => {
    const storage = await database.open()
    let heard = 0
    storage.onEvents(() => {
      heard += 1
    })
    const outcomes = await Promise.allSettled([
      storage.write(emits('a')),
      storage.write(fails('b')),
      storage.write(breaksTheCommit),
    ])
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
    expect(await emitted(storage)).toEqual([])
    expect(heard).toBe(0)
    await storage.write(emits('d'))
    expect(await emitted(storage)).toEqual(['d'])
  })

  test('all fail when SQLite itself rolls the transaction back, and later ones go on', async () => {
    const storage = await database.open({ batch: { writes: 3 } })
    const outcomes = await Promise.allSettled([
      storage.write(emits('a')),
      storage.write(async tx => {
        await tx.emit('b', {})
        await tx.rows(
          sql`insert or rollback into outbox (id, type, payload, occurred_at) select id, 'x', '{}', 0 from outbox`,
        )
      }),
      storage.write(emits('c')),
    ])
    expect(outcomes[0]).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
    expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
    expect(outcomes[2]).toMatchObject({ status: 'fulfilled' })
    expect(await emitted(storage)).toEqual(['c'])
  })

  test('give a duplicate in the same commit the answer of the first', async () => {
    const storage = await database.open({ newId: countedIds() })
    const call = { actorKey: 'guest', operation: 'create_cart', key: 'k', bodyHash: bodyHash({}) }
    const create = async (tx: Tx) => {
      const answer = { id: tx.newId('crt') }
      const claim = await claimKey(tx, call)
      if (claim !== 'claimed') return 'replay' in claim ? claim.replay : claim
      await tx.emit('cart.created', answer)
      await finishKey(tx, { ...call, answer })
      return answer
    }
    const answers = await Promise.all([storage.write(create), storage.write(create), storage.write(create)])
    expect(answers).toEqual([{ id: 'crt_1' }, { id: 'crt_1' }, { id: 'crt_1' }])
    expect(await emitted(storage)).toEqual(['cart.created'])
  })

  test.each([
    { limits: {}, answered: [0, 0, 0, 0, 0] },
    { limits: { writes: 2, milliseconds: 60_000 }, answered: [0, 0, 2, 2, 4] },
    { limits: { writes: 64, milliseconds: 0 }, answered: [0, 1, 2, 3, 4] },
  ])('share a commit up to a number and a time: $limits', async ({ limits, answered }) => {
    const storage = await database.open({ batch: { milliseconds: 60_000, ...limits } })
    let count = 0
    const found: number[] = []
    const writes = answered.map(() =>
      storage
        .write(async tx => {
          found.push(count)
          await tx.emit('a', {})
        })
        .then(() => {
          count += 1
        }),
    )
    await Promise.all(writes)
    expect(found).toEqual(answered)
  })

  test('keep the context of their own caller', async () => {
    const storage = await database.open()
    const request = new AsyncLocalStorage<string>()
    const found = ['a', 'b'].map(name => request.run(name, () => storage.write(async () => request.getStore())))
    expect(await Promise.all(found)).toEqual(['a', 'b'])
  })

  test('say that they may be repeated when the disk is full, and the shop can still be read', async () => {
    const storage = await database.open()
    await storage.write(emits('a'))
    const fill = storage.write(async tx => {
      const [pages] = await tx.rows<{ page_count: number }>(sql`pragma page_count`)
      await tx.rows(sql.raw(`pragma max_page_count = ${pages?.page_count}`))
      await tx.emit('b', { text: 'x'.repeat(100_000) })
    })
    await expect(fill).rejects.toMatchObject({ code: 'unavailable', status: 503 })
    expect(await emitted(storage)).toEqual(['a'])
  })

  test('wait while somebody else has the file locked, and nothing else waits with them', async () => {
    const storage = await database.open({ batch: { patienceMilliseconds: 2_000 } })
    const stranger = new Database(await database.address())
    stranger.exec('begin immediate')
    const waiting = storage.write(emits('a'))
    for (let reads = 0; reads < 20; reads += 1) expect(await emitted(storage)).toEqual([])
    // Were the process held up by the lock, this timer would come only after the write has given up.
    setTimeout(() => {
      stranger.exec('rollback')
      stranger.close()
    }, 50)
    await waiting
    expect(await emitted(storage)).toEqual(['a'])
  })

  test('fail when the file stays locked', async () => {
    const storage = await database.open({ batch: { patienceMilliseconds: 0 } })
    const stranger = new Database(await database.address())
    stranger.exec('begin immediate')
    await expect(storage.write(emits('a'))).rejects.toMatchObject({ code: 'unavailable' })
    stranger.exec('rollback')
    stranger.close()
    await storage.write(emits('b'))
    expect(await emitted(storage)).toEqual(['b'])
  })

  test('in hand are finished before the shop closes, and later ones are refused', async () => {
    const storage = await database.open()
    const writes = Promise.all(Array.from({ length: 200 }, () => storage.write(emits('a'))))
    await storage.close()
    await writes
    await expect(storage.write(emits('b'))).rejects.toMatchObject({ code: 'unavailable' })
    const again = await database.open()
    expect(await emitted(again)).toHaveLength(200)
  })
})
