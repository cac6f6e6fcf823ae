import type { Storage } from '../storage/port.ts'
import { lastScrubbed, leftBytes, noteScrubbed } from './records.ts'

const hours = 24

/**
 * Clears the database of the bytes that erased rows have left, where it does not do so by itself. The whole file is
 * written anew and nobody is answered meanwhile, so it happens once a day at most, unless `now`.
 */
export async function scrub(storage: Storage, { now = false } = {}): Promise<boolean> {
  const { compact } = storage
  if (!compact) return false
  const due = await storage.read(async tx => {
    const left = await leftBytes(tx)
    const last = await lastScrubbed(tx)
    const isEarly = last !== undefined && tx.now.getTime() - last.getTime() < hours * 3_600_000
    return isEarly && !now ? [] : left
  })
  if (due.length === 0 || !(await compact())) return false
  await storage.write(tx => noteScrubbed(tx, due))
  return true
}
