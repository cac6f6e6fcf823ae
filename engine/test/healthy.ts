import { expect } from 'vitest'
import { examineShop } from '../src/doctor/index.ts'
import type { TestDatabase } from './databases.ts'

/**
 * Everything that `mitchweb doctor` checks is true of the shop. Holds whose time is over are looked at only where the
 * moment is told, since a test's clock is its own.
 */
export async function expectHealthy(database: Pick<TestDatabase, 'address'>, now = new Date(0)): Promise<void> {
  const { isHealthy, checks } = await examineShop({ database: await database.address(), clock: () => now })
  expect(checks.filter(({ broken }) => broken > 0)).toEqual([])
  expect(isHealthy).toBe(true)
}
