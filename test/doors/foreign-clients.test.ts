import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openEngine, system } from '../../engine/src/index.ts'
import { rowsOf } from '../../engine/test/database-rows.ts'
import { berlin, furnish, pays } from '../../engine/test/shop.ts'
import { root } from '../root.ts'
import { type OpenDoors, openDoors } from './doors.ts'
import { type Counter, type ForeignClient, foreignClients } from './foreign-clients.ts'

const real = join(root, '../shared/data/shopify-csv/commerceworm_products_export.csv')
const isReal = existsSync(real)

/** Where no file of other people's lies beside the checkout, one like it is written. */
const own = `Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Requires Shipping
persian-rug,Persian Rug,<p>Knotted by hand.</p>,Rugs,RUG-1,shopify,20,49.99,true
round-rug,Round Rug,<p>Two metres.</p>,Rugs,RUG-2,shopify,20,34.50,true
`

/** A shop with delivery, tax and the code TEN, filled by the real command from a real file. */
async function importedShop(folder: string): Promise<string> {
  const database = join(folder, 'shop.db')
  const engine = await openEngine({ database, sweepEverySeconds: 0 })
  await furnish(engine.as(system))
  await engine.close()
  const written = join(folder, 'products.csv')
  if (!isReal) await writeFile(written, own)
  const command = join(root, 'rest-api/bin/mitchweb.mjs')
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[command, 'import', isReal ? real : written, '--database', database, '--json'],
  ])
  expect(JSON.parse(stdout)).toMatchObject({ status: 'imported', problem_count: 0 })
  return database
}

type Bought = { readonly order: string; readonly variant: string; readonly total: number }

/** Buys with what the answers say and nothing else: each step takes its ids and totals from the text before. */
async function buys({ call }: ForeignClient): Promise<Bought> {
  const found = await call('search_catalog', { catalog: { query: 'rug', filters: { available: true } } })
  const variant = taken(found, /\b(var_\w+)/)
  const begun = await call('create_checkout', {
    checkout: {
      line_items: [{ item: { id: variant }, quantity: 1 }],
      buyer: { email: 'ann@example.com' },
      discounts: { codes: ['ten'] },
      fulfillment: { methods: [{ destinations: [berlin] }] },
    },
  })
  const ready = await call('update_checkout', JSON.parse(taken(begun, /To choose the first: update_checkout (\{.*\})/)))
  expect(ready).toContain('ready_for_complete')
  const id = taken(ready, /^Checkout (\w+):/)
  const total = Number(taken(ready, /"expected_total":\s?(\d+)/))
  const paid = await call('complete_checkout', { id, expected_total: total, checkout: { payment: pays() } })
  const order = taken(paid, /^Order .*, id (\w+)/m)
  expect(await call('get_order', { id: order })).toContain(order)
  return { order, variant, total }
}

function taken(text: string, pattern: RegExp): string {
  const [, part] = pattern.exec(text) ?? []
  if (part === undefined) throw new Error(`Nothing like ${pattern} in:\n${text}`)
  return part
}

const onHand = async (database: string): Promise<Map<unknown, number>> => {
  const rows = await rowsOf(database, 'select variant_id, on_hand - reserved as left from stock')
  return new Map(rows.map(row => [row.variant_id, Number(row.left)]))
}

/** One unit less, an order of that total, and the total is the price less ten percent and with delivery. */
async function checkBooks(database: string, before: Map<unknown, number>, { order, variant, total }: Bought) {
  expect((await onHand(database)).get(variant)).toBe(before.get(variant)! - 1)
  const [price] = await rowsOf(
    database,
    `select amount from prices where variant_id = '${variant}' and currency = 'EUR'`,
  )
  const [placed] = await rowsOf(database, `select totals from orders where id = '${order}'`)
  const totals = JSON.parse(String(placed?.totals)) as { type: string; amount: number }[]
  expect(totals.find(({ type }) => type === 'total')?.amount).toBe(total)
  const delivery = totals.find(({ type }) => type === 'fulfillment')!.amount
  expect([0, 490]).toContain(delivery)
  expect(Math.abs(total - (Number(price?.amount) * 0.9 + delivery))).toBeLessThanOrEqual(0.5)
}

const names = Object.keys(foreignClients)
const unhurried = { timeout: 240_000 }

describe(`Clients from elsewhere buy from a shop filled from ${isReal ? 'a real file' : 'a file like the real ones'}`, () => {
  let folder: string
  let database: string
  let engine: Engine
  let doors: OpenDoors
  const purchase = async (name: string, counter: Counter) => {
    const before = await onHand(database)
    const client = await foreignClients[name]!(counter)
    const bought = await buys(client).finally(client.close)
    await checkBooks(database, before, bought)
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mitchweb-clients-'))
    database = await importedShop(folder)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  // The clients on stdio come first: they start a shop of their own, and one file has one shop.
  test.each(names)('%s, over stdio', unhurried, async name => {
    await purchase(name, { database })
  })

  describe('over HTTP', () => {
    beforeAll(async () => {
      engine = await openEngine({ database })
      doors = await openDoors(engine)
    })
    afterAll(async () => {
      await doors.close()
      await engine.close()
    })

    test.each(names)('%s', unhurried, async name => {
      await purchase(name, { url: doors.mcpUrl })
      expect(doors.faults).toEqual([])
    })
  })
})
