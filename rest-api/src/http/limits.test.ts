import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BoundedStore } from './limits.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('counts within a window and starts anew after it', () => {
  const store = new BoundedStore(10)
  store.init({ windowMs: 1000 })
  expect([store.increment('ann'), store.increment('ann')].map(({ totalHits }) => totalHits)).toEqual([1, 2])
  expect(store.increment('bob').totalHits).toBe(1)
  vi.advanceTimersByTime(1001)
  expect(store.increment('ann').totalHits).toBe(1)
})

test('a flood of addresses takes no more room than its capacity', () => {
  const store = new BoundedStore(1000)
  store.init({ windowMs: 60_000 })
  for (let caller = 0; caller < 100_000; caller++) store.increment(`address ${caller}`)
  expect(store.size).toBeLessThanOrEqual(1000)
})

test('who goes on calling stays counted while others flood the shop', () => {
  const store = new BoundedStore(100)
  store.init({ windowMs: 60_000 })
  for (let caller = 0; caller < 1000; caller++) {
    store.increment(`address ${caller}`)
    expect(store.increment('ann').totalHits).toBe(caller + 1)
  }
})

test('a million addresses take less than 50 MB', () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const store = new BoundedStore(100_000)
  store.init({ windowMs: 60_000 })
  collect()
  const before = process.memoryUsage().heapUsed
  for (let caller = 0; caller < 1_000_000; caller++) store.increment(`2001:db8:${caller.toString(16)}::/56`)
  collect()
  expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(50)
  expect(store.size).toBeLessThanOrEqual(100_000)
})
