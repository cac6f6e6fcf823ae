import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { onPostgres } from '../../engine/test/databases.ts'
import { aFurnishedShop, aProduct, aShop, buys, type TestShop } from '../../engine/test/shop.ts'
import { clients } from '../../mcp-server/test/clients.ts'
import { openAdminMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'

describe('A shop of several nodes', () => {
  const database = onPostgres()

  async function assistantAt(shop: TestShop, key: string) {
    const adminMcp = await openAdminMcp(shop, silent)
    const server = await startServer({ engine: shop, adminMcp, log: silent, limits: false, port: 0 })
    const client = await clients['client 2.x, pinned to 2026-07-28']!({ url: `${server.url}/admin/mcp`, token: key })
    onTestFinished(async () => {
      await client.close()
      await adminMcp.close()
      await server.close(0)
    })
    return client
  }

  test('does once, at any of them, what was shown by one of them and confirmed', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buys(shop.guest, { [mug]: 1 })
    const { key } = (await shop.firstOwner())!
    const other = await aShop(database, { newId: prefix => `${prefix}_${randomUUID()}` })
    const [here, there] = [await assistantAt(shop, key), await assistantAt(other, key)]
    const refund = { id: order!.id, amount: 100, reason: 'Chipped' }
    const shown = await here.call('refund_order', refund)
    const confirmed = { ...refund, confirmation_token: shown.structured?.confirmation_token }
    const done = await there.call('refund_order', confirmed)
    expect(done.structured).toMatchObject({ adjustments: [{ type: 'refund', status: 'completed' }] })
    expect((await here.call('refund_order', confirmed)).structured).toEqual(done.structured)
    const { adjustments } = await shop.staff.getOrder({ id: order!.id })
    expect(adjustments.map(({ totals }) => totals?.[0]?.amount)).toEqual([-100])
  })
})
