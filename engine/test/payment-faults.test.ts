import { describe, expect, test } from 'vitest'
import { runFaults } from '../../test/payment-faults/run.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'

const nothing = { doubleCharges: [], chargesWithoutOrder: [], ordersWithoutMoney: [], stuck: [], stock: [], doctor: [] }
const unhurried = { timeout: 300_000 }

async function expectNothingLost(database: TestDatabase, seed: number, capture: 'automatic' | 'manual') {
  const checkouts = database.dialect === 'sqlite' ? 200 : 60
  const { violations, counts } = await runFaults({ address: await database.address(), checkouts, seed, capture })
  expect(violations).toEqual(nothing)
  expect(counts.orders).toBeGreaterThan(checkouts / 4)
  expect(counts.refunds).toBeGreaterThan(0)
  expect(counts.faults).toBeGreaterThan(checkouts / 4)
}

describe('Faults at Stripe and in its post', () => {
  onBothDatabases(database => {
    test('leave every charge with its order and every order with its money', unhurried, async () => {
      await expectNothingLost(database, 1, 'automatic')
    })

    test('leave nothing authorised behind that is not taken', unhurried, async () => {
      await expectNothingLost(database, 2, 'manual')
    })
  })
})
