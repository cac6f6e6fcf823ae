import { describe, expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { bodyHash, claimKey, finishKey, finishKeysOf, pruneKeys, releaseKey } from './idempotency.ts'
import type { Storage, Tx } from './port.ts'
import { tables } from './tables.ts'

const call = { actorKey: 'guest', operation: 'create_cart', key: 'k1', bodyHash: bodyHash({ quantity: 1 }) }

/** A write under a key, as `perform` runs one: it makes something with a new id, once. */
async function createOnce(tx: Tx, keyed = call): Promise<unknown> {
  const claim = await claimKey(tx, keyed)
  if (claim !== 'claimed') return 'replay' in claim ? claim.replay : claim
  const answer = { id: tx.newId('crt'), zebra: 1, apple: 'ünï' }
  await tx.emit('cart.created', { id: answer.id })
  await finishKey(tx, { ...keyed, answer })
  return answer
}

const carts = (storage: Storage) => storage.read(async tx => await tx.db.select().from(tables(tx).outbox))

onBothDatabases('a call with a key', database => {
  test('is done once, and repeated calls get the first answer to the letter', async () => {
    const storage = await database.open()
    const first = await storage.write(tx => createOnce(tx))
    const again = await storage.write(tx => createOnce(tx))
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    expect(await carts(storage)).toHaveLength(1)
  })

  test('is done once when it comes a hundred times at the same moment', async () => {
    const storage = await database.open()
    const answers = await Promise.all(Array.from({ length: 100 }, () => storage.write(tx => createOnce(tx))))
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1)
    const [made, ...more] = await carts(storage)
    expect(more).toEqual([])
    expect(answers[0]).toMatchObject({ id: made?.payload.id })
  })

  test('is a conflict with another body, and its own for another caller or operation', async () => {
    const storage = await database.open()
    await storage.write(tx => createOnce(tx))
    const other = storage.write(tx => createOnce(tx, { ...call, bodyHash: bodyHash({ quantity: 2 }) }))
    await expect(other).rejects.toMatchObject({ code: 'idempotency_conflict' })
    await storage.write(tx => createOnce(tx, { ...call, actorKey: 'customer:1' }))
    await storage.write(tx => createOnce(tx, { ...call, operation: 'update_cart' }))
    expect(await carts(storage)).toHaveLength(3)
  })

  test('leaves its key free when the write fails', async () => {
    const storage = await database.open()
    const failing = storage.write(async tx => {
      await createOnce(tx)
      throw new Error('lost')
    })
    await expect(failing).rejects.toThrow('lost')
    expect(await storage.write(tx => claimKey(tx, call))).toBe('claimed')
  })

  test('that waits for a payment says so until the payment is settled, then answers', async () => {
    const storage = await database.open()
    const charge = { ...call, operation: 'complete_checkout', reference: 'chk_1' }
    expect(await storage.write(tx => claimKey(tx, charge))).toBe('claimed')
    expect(await storage.write(tx => claimKey(tx, charge))).toEqual({ pending: 'chk_1' })
    await storage.write(tx => finishKeysOf(tx, 'chk_1', { status: 'completed' }))
    expect(await storage.write(tx => claimKey(tx, charge))).toEqual({ replay: { status: 'completed' } })
    await storage.write(tx => finishKeysOf(tx, 'chk_1', { status: 'canceled' }))
    expect(await storage.write(tx => claimKey(tx, charge))).toEqual({ replay: { status: 'completed' } })
  })

  test('that was refused may be sent again', async () => {
    const storage = await database.open()
    await storage.write(tx => claimKey(tx, { ...call, reference: 'chk_1' }))
    await storage.write(tx => releaseKey(tx, call))
    expect(await storage.write(tx => claimKey(tx, { ...call, bodyHash: 'other' }))).toBe('claimed')
  })

  test('is remembered for a day and forgotten in time', async () => {
    let now = new Date('2026-05-01T00:00:00Z')
    const storage = await database.open({ clock: () => now })
    await storage.write(tx => createOnce(tx))
    now = new Date('2026-05-02T00:00:00Z')
    await storage.write(tx => pruneKeys(tx))
    await storage.write(tx => createOnce(tx))
    expect(await carts(storage)).toHaveLength(1)
    now = new Date('2026-05-09T00:00:00Z')
    await storage.write(tx => createOnce(tx, { ...call, bodyHash: 'other' }))
    expect(await carts(storage)).toHaveLength(2)
    now = new Date('2026-05-19T00:00:00Z')
    await storage.write(tx => pruneKeys(tx))
    expect(await storage.read(async tx => await tx.db.select().from(tables(tx).idempotency))).toEqual([])
  })
})

describe('the hash of a body', () => {
  test('is the same for the same content in another order, and another for other content', () => {
    expect(bodyHash({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(bodyHash({ b: { c: [1, 2] }, a: 1 }))
    expect(bodyHash({ a: [1, 2] })).not.toBe(bodyHash({ a: [2, 1] }))
    expect(bodyHash({ a: 1 })).not.toBe(bodyHash({ a: '1' }))
    expect(bodyHash(undefined)).not.toBe(bodyHash({}))
  })
})
