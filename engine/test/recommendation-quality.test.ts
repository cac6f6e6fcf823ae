import { describe, expect, test } from 'vitest'
import { askForAll, fillPastShop, replay, timesPopular, withoutLast } from '../../bench/past-orders.ts'
import { habitualShop, type PastShop } from '../../bench/shopping-habits.ts'
import { tauShop } from '../../bench/tau-orders.ts'
import { onSqlite } from './databases.ts'

describe('Recommendations to customers', () => {
  const database = onSqlite()

  async function qualityOf(shop: PastShop) {
    const address = await database.address()
    const held = withoutLast(shop.orders)
    await replay(address, held.known, await fillPastShop(address, shop))
    return await askForAll(address, held, 300)
  }

  // `npm run recommend:quality` asks the same of 100,000 orders, of other seeds and on both databases.
  test('suit three times as many as what is popular, where customers have habits', { timeout: 240_000 }, async () => {
    const quality = await qualityOf(habitualShop({ seed: 11, orders: 4_000, products: 1_500 }))
    expect(timesPopular(quality)).toBeGreaterThanOrEqual(3)
  })

  const real = tauShop()
  test.runIf(real)('suit no fewer, where orders follow no habit', { timeout: 120_000 }, async () => {
    expect(timesPopular(await qualityOf(real!))).toBeGreaterThanOrEqual(1)
  })
})
