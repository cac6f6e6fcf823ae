import { expect, onTestFinished, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import type { DeliveredEvent } from './outbox.ts'
import type { Storage } from './port.ts'
import { type EventListener, type RelayOptions, relay } from './relay.ts'
import { tables } from './tables.ts'

/** A relay that does nothing by itself, so that a test says when it delivers. */
function quietRelay(storage: Storage, listeners: EventListener[], options: RelayOptions = {}) {
  const made = relay(storage, listeners, { gatherMilliseconds: 3_600_000, everyMilliseconds: 3_600_000, ...options })
  onTestFinished(made.stop)
  return made
}

const collect = () => {
  const types: string[] = []
  return { types, listener: (event: DeliveredEvent) => void types.push(event.type) }
}

const emit = (storage: Storage, ...types: string[]) =>
  storage.write(async tx => {
    for (const type of types) await tx.emit(type, { type })
  })

const rows = (storage: Storage) => storage.read(async tx => await tx.db.select().from(tables(tx).outbox))

onBothDatabases('the outbox', database => {
  test('delivers what was committed, once, in order, to every listener', async () => {
    const now = new Date('2026-05-01T00:00:00Z')
    const storage = await database.open({ clock: () => now })
    const [first, second] = [collect(), collect()]
    const { deliver } = quietRelay(storage, [first.listener, second.listener])
    await emit(storage, 'cart.created', 'order.placed')
    await storage.write(tx => tx.emit('lost', {}).then(() => Promise.reject(new Error('no')))).catch(() => {})
    await Promise.all([deliver(), deliver()])
    await deliver()
    expect(first.types).toEqual(['cart.created', 'order.placed'])
    expect(second.types).toEqual(['cart.created', 'order.placed'])
    expect(await rows(storage)).toMatchObject([{ deliveredAt: now }, { deliveredAt: now }])
  })

  test('has a lane for what is slow, which holds nothing else up', async () => {
    const storage = await database.open()
    const [slow, others] = [collect(), collect()]
    const letter = Promise.withResolvers<void>()
    const hanging: EventListener = event => {
      slow.listener(event)
      return letter.promise
    }
    const post = quietRelay(storage, [hanging], { lane: { prefix: 'account.', isWithin: true } })
    const rest = quietRelay(storage, [others.listener], { lane: { prefix: 'account.', isWithin: false } })
    await emit(storage, 'account.verified', 'order.placed', 'accountant.hired')
    const posting = post.deliver()
    await rest.deliver()
    expect(others.types).toEqual(['order.placed', 'accountant.hired'])
    letter.resolve()
    await posting
    expect(slow.types).toEqual(['account.verified'])
    expect((await rows(storage)).every(({ deliveredAt }) => deliveredAt !== null)).toBe(true)
  })

  test('delivers by itself soon after the commit', async () => {
    const storage = await database.open()
    const delivered = Promise.withResolvers<DeliveredEvent>()
    quietRelay(storage, [delivered.resolve], { gatherMilliseconds: 0 })
    await emit(storage, 'order.placed')
    expect(await delivered.promise).toMatchObject({
      type: 'order.placed',
      payload: { type: 'order.placed' },
      attempt: 1,
    })
  })

  test('delivers more than fit into one go', async () => {
    const storage = await database.open()
    const { types, listener } = collect()
    const many = Array.from({ length: 120 }, (_, index) => `event ${index}`)
    await emit(storage, ...many)
    await quietRelay(storage, [listener]).deliver()
    expect(types).toEqual(many)
  })

  test('delivers again what was in the hands of a process that crashed before it could say so', async () => {
    let now = new Date('2026-05-01T00:00:00Z')
    const storage = await database.open({ clock: () => now })
    await emit(storage, 'order.placed')
    const taken = Promise.withResolvers<void>()
    const { promise: never, resolve: letGo } = Promise.withResolvers<void>()
    const hanging = () => {
      taken.resolve()
      return never
    }
    const crashed = quietRelay(storage, [hanging])
    const lost = crashed.deliver()
    await taken.promise

    const { types, listener } = collect()
    const other = quietRelay(storage, [listener])
    if (database.dialect === 'postgres') {
      // The crashed node might still be at work, so nobody else delivers before its time is over.
      await other.deliver()
      expect(types).toEqual([])
      now = new Date('2026-05-01T00:02:00Z')
    }
    await other.deliver()
    expect(types).toEqual(['order.placed'])
    letGo()
    await lost
  })

  test('tries again later what a listener could not take, and lets the others pass', async () => {
    let now = new Date('2026-05-01T00:00:00Z')
    const storage = await database.open({ clock: () => now })
    const { types, listener } = collect()
    const errors: unknown[] = []
    let broken = true
    const picky: EventListener = event => {
      if (broken && event.type === 'bad') throw new Error('mail is down')
    }
    const { deliver } = quietRelay(storage, [picky, listener], { onError: (_, event) => errors.push(event?.type) })
    await emit(storage, 'bad', 'good')
    await deliver()
    await deliver()
    expect(types).toEqual(['good'])
    expect(errors).toEqual(['bad'])
    now = new Date('2026-05-01T00:00:10Z')
    await deliver()
    expect(errors).toEqual(['bad', 'bad'])
    broken = false
    now = new Date('2026-05-01T00:01:00Z')
    await deliver()
    expect(types).toEqual(['good', 'bad'])
  })

  test('finishes the delivery in hand before it stops, and leaves the rest for the next start', async () => {
    const storage = await database.open()
    await emit(storage, 'first', 'second')
    const { types, listener } = collect()
    const taken = Promise.withResolvers<void>()
    const done = Promise.withResolvers<void>()
    const slow: EventListener = async event => {
      taken.resolve()
      await done.promise
      listener(event)
    }
    const stopping = quietRelay(storage, [slow])
    void stopping.deliver()
    await taken.promise
    const stopped = stopping.stop()
    done.resolve()
    await stopped
    expect(types).toEqual(['first'])
    await stopping.deliver()
    expect(types).toEqual(['first'])
    await quietRelay(storage, [listener]).deliver()
    expect(types).toEqual(['first', 'second'])
  })

  test('forgets what was delivered a week ago, and nothing that waits', async () => {
    let now = new Date('2026-05-01T00:00:00Z')
    const storage = await database.open({ clock: () => now })
    await emit(storage, 'old')
    await quietRelay(storage, []).deliver()
    const broken = () => Promise.reject(new Error('down'))
    await emit(storage, 'waiting')
    await quietRelay(storage, [broken]).deliver()
    now = new Date('2026-05-08T00:00:01Z')
    await quietRelay(storage, [broken]).deliver()
    expect((await rows(storage)).map(({ type }) => type)).toEqual(['waiting'])
  })
})
