import { describe, expect, test } from 'vitest'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { flashSale, rounds } from '../../engine/test/flash-sale.ts'
import { payWithManyKeys, payWithOneKey } from '../../engine/test/repeated-payment.ts'
import { aFurnishedShop } from '../../engine/test/shop.ts'
import { openDoors, throughMcp, throughRest } from './doors.ts'

const unhurried = { timeout: 600_000 }

describe('200 buyers of 50 units at once', () => {
  onBothDatabases(database => {
    test('through REST: exactly 50 are sold, and nobody meets a fault', unhurried, async () => {
      const { staff, ...engine } = await aFurnishedShop(database)
      const doors = await openDoors(engine)
      const address = await database.address()
      for (let round = 0; round < rounds(3); round++) {
        await flashSale({ shops: [throughRest(doors.url)], staff, address, round })
      }
      await doors.close()
    })

    test('through MCP over HTTP: exactly 50 are sold, and nobody meets a fault', unhurried, async () => {
      const { staff, ...engine } = await aFurnishedShop(database)
      const doors = await openDoors(engine)
      const address = await database.address()
      const clients = await Promise.all(Array.from({ length: 20 }, () => throughMcp({ url: doors.mcpUrl })))
      for (let round = 0; round < rounds(3); round++) {
        await flashSale({ shops: clients.map(({ shop }) => shop), staff, address, round })
      }
      await Promise.all(clients.map(client => client.close()))
      await doors.close()
      expect(doors.faults).toEqual([])
    })

    test('through every door in the same moment: exactly 50 are sold, and a last one once', unhurried, async () => {
      const { staff, guest, ...engine } = await aFurnishedShop(database)
      const doors = await openDoors(engine)
      const mcp = await throughMcp({ url: doors.mcpUrl })
      const shops = [guest, throughRest(doors.url), mcp.shop]
      const address = await database.address()
      await flashSale({ shops, staff, address, round: 0 })
      await flashSale({ shops, staff, address, round: 1, units: 1 })
      await mcp.close()
      await doors.close()
      expect(doors.faults).toEqual([])
    })
  })
})

/** How often one payment is sent at once; MITCHWEB_REPEATS asks for more or fewer. */
const times = Number(process.env.MITCHWEB_REPEATS ?? 100)

describe('One payment sent many times at once', () => {
  onBothDatabases(database => {
    test('through REST and MCP is one order, one charge and one answer, with one key', unhurried, async () => {
      const { staff, guest, ...engine } = await aFurnishedShop(database)
      const doors = await openDoors(engine)
      const mcp = await throughMcp({ url: doors.mcpUrl })
      const address = await database.address()
      await payWithOneKey({ shops: [throughRest(doors.url), mcp.shop], staff, address, times })
      await mcp.close()
      await doors.close()
      expect(doors.faults).toEqual([])
    })

    test('through REST and MCP is one order, with as many keys', unhurried, async () => {
      const { staff, guest, ...engine } = await aFurnishedShop(database)
      const doors = await openDoors(engine)
      const mcp = await throughMcp({ url: doors.mcpUrl })
      const address = await database.address()
      await payWithManyKeys({ shops: [throughRest(doors.url), mcp.shop], staff, address, times })
      await mcp.close()
      await doors.close()
      expect(doors.faults).toEqual([])
    })
  })
})
