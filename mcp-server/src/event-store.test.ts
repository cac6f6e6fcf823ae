import { expect, test } from 'vitest'
import { recentEvents } from './event-store.ts'

const answer = (id: string) => ({ jsonrpc: '2.0' as const, id, result: {} })

test('what a session said last is said again, in order and of one stream alone', async () => {
  const store = recentEvents({ messages: 3 })
  const ids = await Promise.all(
    ['a', 'b', 'c', 'd'].map(id => store.storeEvent(id === 'c' ? 'two' : 'one', answer(id))),
  )
  const said: unknown[] = []
  const send = async (_: string, message: unknown) => void said.push(message)
  expect(await store.replayEventsAfter(ids[1]!, { send })).toBe('one')
  expect(said).toEqual([answer('d')])
  await expect(store.replayEventsAfter(ids[0]!, { send })).rejects.toThrow(/not kept/)
})

test('a session keeps no more than its room, however large what it is asked to say', async () => {
  const store = recentEvents()
  const kept: number[] = []
  for (let message = 0; message < 40; message += 1) {
    const id = await store.storeEvent('one', answer('x'.repeat(message % 2 ? 200_000 : 30_000)))
    if ((await store.getStreamIdForEventId?.(id)) !== undefined) kept.push(message)
  }
  expect(kept.every(message => message % 2 === 0)).toBe(true)
  const small = await Promise.all(Array.from({ length: 32 }, () => store.storeEvent('one', answer('x'.repeat(10_000)))))
  const left = await Promise.all(small.map(id => store.getStreamIdForEventId?.(id)))
  expect(left.filter(Boolean)).toHaveLength(13)
})
