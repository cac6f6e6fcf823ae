import { test } from 'vitest'
import type { Shop } from '../../engine/src/contract.ts'
import { onBothDatabases, onSqlite, type TestDatabase } from '../../engine/test/databases.ts'
import { aFurnishedShop, aProduct } from '../../engine/test/shop.ts'
import { openDoors, stdioOn, throughMcp, throughRest } from './doors.ts'

/** A furnished shop with a mug, seen through one door. */
export type Visit = {
  readonly shop: Shop
  readonly door: DoorName
  readonly mug: string
  /** Where the tables are. */
  readonly address: string
  /** The same shop past the door, to see what was really kept. Through stdio this is the last thing that can be done. */
  readonly inside: () => Promise<Shop>
  /** What went wrong inside the shop; a refusal is not among it. */
  readonly faults: readonly unknown[]
}

export type DoorName = 'the library' | 'REST' | 'MCP over HTTP' | 'MCP on stdio'

type Claim = (visit: Visit) => Promise<void>
type Visitor = (database: TestDatabase, claim: Claim) => Promise<void>

/** The whole of a collection takes its time. */
const timeout = process.env.MITCHWEB_HOSTILE === 'all' ? 3_600_000 : 120_000

/** Tests the same claim through every door: in process on both databases, and through each head. */
export function throughEveryDoor(title: string, claim: Claim): void {
  onBothDatabases('Through the library', database => {
    test(title, { timeout }, () => visitors['the library'](database, claim))
  })
  for (const door of ['REST', 'MCP over HTTP', 'MCP on stdio'] as const) {
    const database = onSqlite()
    test(`through ${door}: ${title}`, { timeout }, () => visitors[door](database, claim))
  }
}

const visitors: Readonly<Record<DoorName, Visitor>> = {
  'the library': async (database, claim) => {
    const { guest, staff } = await aFurnishedShop(database)
    const mug = await aProduct(staff, 'mug', { stock: 500 })
    const inside = async () => guest
    await claim({ shop: guest, door: 'the library', mug, inside, faults: [], address: await database.address() })
  },

  REST: async (database, claim) => {
    const { guest, staff, ...engine } = await aFurnishedShop(database)
    const mug = await aProduct(staff, 'mug', { stock: 500 })
    const { url, faults, close } = await openDoors(engine)
    const address = await database.address()
    const inside = async () => guest
    await claim({ shop: throughRest(url), door: 'REST', mug, inside, faults, address }).finally(close)
  },

  'MCP over HTTP': async (database, claim) => {
    const { guest, staff, ...engine } = await aFurnishedShop(database)
    const mug = await aProduct(staff, 'mug', { stock: 500 })
    const { mcpUrl, faults, close } = await openDoors(engine)
    const mcp = await throughMcp({ url: mcpUrl })
    const address = await database.address()
    const inside = async () => guest
    await claim({ shop: mcp.shop, door: 'MCP over HTTP', mug, inside, faults, address })
      .finally(mcp.close)
      .finally(close)
  },

  'MCP on stdio': async (database, claim) => {
    const { staff, close } = await aFurnishedShop(database)
    const mug = await aProduct(staff, 'mug', { stock: 500 })
    await close()
    const address = await database.address()
    const mcp = await throughMcp(stdioOn(address))
    const inside = async () => {
      await mcp.close()
      return (await aFurnishedShop(database, { clock: () => new Date() })).guest
    }
    await claim({ shop: mcp.shop, door: 'MCP on stdio', mug, inside, faults: [], address }).finally(mcp.close)
  },
}
