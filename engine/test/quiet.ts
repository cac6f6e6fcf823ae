import { expect, vi } from 'vitest'
import { rowsOf } from './database-rows.ts'

/** Waits until what follows orders on its own, such as counting sales and writing letters, has been done. */
export async function isQuiet(address: string): Promise<void> {
  const waiting = 'select id from outbox where delivered_at is null'
  await vi.waitFor(async () => expect(await rowsOf(address, waiting)).toEqual([]), 10_000)
}
