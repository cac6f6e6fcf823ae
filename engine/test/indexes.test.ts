import Database from 'better-sqlite3'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { onSqlite } from './databases.ts'
import { aFurnishedShop, aProduct, buys } from './shop.ts'

describe('A shop that has grown', () => {
  const database = onSqlite()
  const { prepare } = Database.prototype
  afterEach(() => void vi.restoreAllMocks())

  test('is not read from end to end by a buyer', async () => {
    const asked = new Map<string, Database.Database>()
    vi.spyOn(Database.prototype, 'prepare').mockImplementation(function (this: Database.Database, text) {
      asked.set(text, this)
      return prepare.call(this, text)
    })
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    asked.clear()

    await shop.guest.searchCatalog({ catalog: { query: 'mug' } })
    await shop.guest.getProduct({ catalog: { id: 'mug' } })
    const cart = await shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    await shop.guest.createCheckout({ checkout: { cart_id: cart.id, buyer: { email: 'ann@example.com' } } })
    await shop.guest.createCheckout({ checkout: { cart_id: cart.id } })
    await buys(shop.guest, { [mug]: 1 })

    const read = [...asked].flatMap(([text, on]) => tablesReadWhole(on, text))
    expect(read.filter(table => !staysSmall.has(table))).toEqual([])
  })

  /** The tables whose rows a statement goes through one after another, and along no index. */
  function tablesReadWhole(on: Database.Database, text: string): string[] {
    if (!/^\s*(select|insert|update|delete|with)\b/i.test(text)) return []
    const values = Array.from({ length: text.match(/\?/g)?.length ?? 0 }, () => 1)
    const plan = prepare.call(on, `explain query plan ${text}`).all(values) as { detail: string }[]
    return plan.flatMap(({ detail }) => /^SCAN (\w+)$/.exec(detail)?.slice(1) ?? [])
  }

  /** What a merchant has few of; `chosen`, the products that a search has found; and `ranked`, the variants of a page. */
  const staysSmall = new Set(['store', 'markets', 'locations', 'shipping_rates', 'chosen', 'ranked'])
})
