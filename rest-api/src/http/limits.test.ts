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
  expect(store.size).toBe(1000)
})
