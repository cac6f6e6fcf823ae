import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { onPostgres } from './databases.ts'
import { aFurnishedShop } from './shop.ts'

const day = 86_400_000

describe('A gift card that two change at once', () => {
  const database = onPostgres()

  test('keeps what each of them changed', async () => {
    const shop = await aFurnishedShop(database)
    const endsAt = new Date(shop.now().getTime() + day)
    const later = new Date(shop.now().getTime() + 30 * day)
    const { id } = await shop.staff.issueGiftCard({
      gift_card: { amount: 1000, currency: 'EUR', ends_at: endsAt.toISOString() },
    })
    // Another node is in the middle of giving it more time.
    const other = new pg.Client({ connectionString: await database.address() })
    await other.connect()
    await other.query('begin')
    await other.query('update gift_cards set ends_at = $1 where id = $2', [later, id])
    const changing = shop.staff.changeGiftCard({ id, disabled: true })
    await isBlocked(other)
    await other.query('commit')
    await other.end()
    const changed = { ends_at: later.toISOString(), disabled_at: shop.now().toISOString() }
    expect(await changing).toMatchObject(changed)
    expect(await shop.staff.getGiftCard({ id })).toMatchObject(changed)
  })
})

async function isBlocked(client: pg.Client): Promise<void> {
  const asked = `select count(*)::int as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`
  await expect.poll(async () => (await client.query(asked)).rows[0].waiting, { timeout: 10_000 }).toBe(1)
}
