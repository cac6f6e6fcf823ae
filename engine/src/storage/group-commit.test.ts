import { AsyncLocalStorage } from 'node:async_hooks'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import { afterEach, describe, expect, test, vi } from 'vitest'
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

/** Neighbours share a commit however slow the machine is. */
const unhurried = { milliseconds: 60_000 }

/** A commit fails on a foreign key that is looked at late. */
async function breaksTheCommit(tx: Tx) {
  await tx.rows(sql`create table shelf (id integer primary key)`)
  await tx.rows(sql`create table mug (shelf integer references shelf (id) deferrable initially deferred)`)
  await tx.rows(sql`insert into mug (shelf) values (1)`)
}

/** The next time that each of these is said to SQLite it fails, as it does when the disk does not take what is written. */
function failingOnce(...commands: string[]): void {
  const { exec } = Database.prototype
  const left = new Set(commands)
  vi.spyOn(Database.prototype, 'exec').mockImplementation(function (this: Database.Database, text) {
    if (left.delete(text)) throw Object.assign(new Error('disk I/O error'), { code: 'SQLITE_IOERR_FSYNC' })
    return exec.call(this, text)
  })
}

afterEach(() => vi.restoreAllMocks())

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
    const storage = await database.open({ batch: unhurried })
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
    const storage = await database.open({ batch: unhurried })
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

  test('stand though SQLite itself rolls everything back for one of them: the others are done again', async () => {
    const storage = await database.open({ batch: { ...unhurried, writes: 3 } })
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
    expect(outcomes[0]).toMatchObject({ status: 'fulfilled' })
    expect(outcomes[1]).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
    expect(outcomes[2]).toMatchObject({ status: 'fulfilled' })
    expect(await emitted(storage)).toEqual(['a', 'c'])
  })

  test('all fail when the disk does not take the commit, and go on even if it took no rollback either', async () => {
    const storage = await database.open({ batch: unhurried })
    failingOnce('COMMIT', 'ROLLBACK')
    const lost = await Promise.allSettled([storage.write(emits('a')), storage.write(fails('b'))])
    for (const outcome of lost) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'unavailable' } })
    await storage.write(emits('c'))
    expect(await emitted(storage)).toEqual(['c'])
  })

  test('are kept just when they are acknowledged, though one of them finds the disk full', async () => {
    const storage = await database.open()
    const [pages] = await storage.write(tx => tx.rows<{ page_count: number }>(sql`pragma page_count`))
    await storage.write(tx => tx.rows(sql.raw(`pragma max_page_count = ${pages!.page_count + 4}`)))
    const names = Array.from({ length: 9 }, (_, index) => `${index}`)
    const outcomes = await Promise.allSettled(
      names.map(name =>
        storage.write(tx => tx.emit(name, { text: 'x'.repeat(Number(name) % 3 === 1 ? 100_000 : 10) })),
      ),
    )
    const acknowledged = names.filter((_, index) => outcomes[index]!.status === 'fulfilled')
    expect(acknowledged).toEqual(['0', '2', '3', '5', '6', '8'])
    expect(await emitted(storage)).toEqual(acknowledged)
  })

  test('run no statement beside the transaction that SQLite has rolled back', async () => {
    const storage = await database.open()
    const careless = storage.write(async tx => {
      await tx.rows(sql`insert or rollback into outbox (id, type) values (1, 'x')`).catch(() => {})
      await tx.emit('b', {})
    })
    await expect(careless).rejects.toThrow()
    expect(await emitted(storage)).toEqual([])
  })

  const call = { actorKey: 'guest', operation: 'create_cart', key: 'k', bodyHash: bodyHash({}) }
  const create = async (tx: Tx) => {
    const answer = { id: tx.newId('crt') }
    const claim = await claimKey(tx, call)
    if (claim !== 'claimed') return 'replay' in claim ? claim.replay : claim
    await tx.emit('cart.created', answer)
    await finishKey(tx, { ...call, answer })
    return answer
  }

  test('give no duplicate an answer that was never kept, when the commit fails', async () => {
    const storage = await database.open({ newId: countedIds(), batch: unhurried })
    failingOnce('COMMIT')
    const lost = await Promise.allSettled([storage.write(create), storage.write(create)])
    expect(lost.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const answers = await Promise.all([storage.write(create), storage.write(create)])
    expect(answers).toEqual([{ id: 'crt_3' }, { id: 'crt_3' }])
    expect(await emitted(storage)).toEqual(['cart.created'])
  })

  test('give a duplicate in the same commit the answer of the first', async () => {
    const storage = await database.open({ newId: countedIds(), batch: unhurried })
    const answers = await Promise.all([storage.write(create), storage.write(create), storage.write(create)])
    expect(answers).toEqual([{ id: 'crt_1' }, { id: 'crt_1' }, { id: 'crt_1' }])
    expect(await emitted(storage)).toEqual(['cart.created'])
  })

  test.each([
    { limits: {}, answered: [0, 0, 0, 0, 0] },
    { limits: { writes: 2, milliseconds: 60_000 }, answered: [0, 0, 2, 2, 4] },
    { limits: { writes: 64, milliseconds: 0, commits: 0 }, answered: [0, 1, 2, 3, 4] },
    { limits: { writes: 64, milliseconds: 0, commits: 1_000_000 }, answered: [0, 1, 1, 1, 1] },
  ])(
    'share a commit up to a number and a time, longer where the last commit took long: $limits',
    async ({ limits, answered }) => {
      const storage = await database.open({ batch: { ...unhurried, ...limits } })
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
    },
  )

  test('let who comes to read meanwhile have a turn', async () => {
    const storage = await database.open({ batch: { milliseconds: 0, commits: 1_000_000 } })
    await storage.write(emits('first'))
    const answered: string[] = []
    const writes = ['a', 'b', 'c'].map(type => storage.write(emits(type)).then(() => answered.push(type)))
    await new Promise(setImmediate)
    answered.push(`read ${await emitted(storage)}`)
    await Promise.all(writes)
    expect(answered).toEqual(['read first', 'a', 'b', 'c'])
  })

  test('wait for nobody when they are alone', async () => {
    const storage = await database.open({ batch: unhurried })
    let isAnswered = false
    const alone = storage.write(emits('a')).then(() => {
      isAnswered = true
    })
    // Turns of the event loop, of which none waits for a time or for a neighbour.
    for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate)
    expect(isAnswered).toBe(true)
    await alone
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
