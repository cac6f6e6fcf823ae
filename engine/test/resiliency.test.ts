import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import type { CheckoutView } from '../src/contract.ts'
import { randomId, type ShopEvent } from '../src/index.ts'
import { demoGateway, type PaymentGateway } from '../src/payments/index.ts'
import type { Storage } from '../src/storage/port.ts'
import { rowsOf, running } from './database-rows.ts'
import { onBothDatabases, onSqlite, type TestDatabase } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { expectBooksToBalance } from './money-books.ts'
import { aFurnishedShop, aProduct, buys, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

// What is down or slow, and what the shop can still do: the guide's matrix, cell by cell.

const minute = 60_000
const unavailable = { code: 'unavailable', status: 503, retryAfterSeconds: 1 }

type Calls = Pick<PaymentGateway, 'pay' | 'find' | 'cancel' | 'refund'>

type Troubled = {
  readonly shop: TestShop
  readonly mug: string
  readonly storage: Storage
  readonly address: () => Promise<string>
  readonly provider: { calls: Calls; readonly bank: Calls; asked: number }
  /** The same payment with the same key, as often as it is called. */
  readonly complete: () => Promise<CheckoutView>
}

/** A shop with five mugs and a checkout for one of them, whose provider can be taken away and given back. */
async function aShopInTrouble(database: TestDatabase): Promise<Troubled> {
  const given: { storage?: Storage; provider?: Troubled['provider'] } = {}
  const shop = await aFurnishedShop(database, {
    newId: randomId,
    gatewayTimeoutMs: 50,
    onError: () => {},
    gateways: storage => {
      const bank = demoGateway(storage)
      const provider = { calls: bank as Calls, bank, asked: 0 }
      Object.assign(given, { storage, provider })
      return [
        {
          ...bank,
          pay: request => {
            provider.asked += 1
            return provider.calls.pay(request)
          },
          find: question => provider.calls.find(question),
          cancel: question => provider.calls.cancel(question),
          refund: request => provider.calls.refund(request),
        },
      ]
    },
  })
  const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
  const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
  const call = { idempotencyKey: randomUUID() }
  const input = { id: checkout.id, checkout: { payment: pays() }, expected_total: totalOf(checkout) }
  return {
    shop,
    mug,
    storage: given.storage!,
    address: database.address,
    provider: given.provider!,
    complete: () => shop.guest.completeCheckout(input, call),
  }
}

async function expectToBrowse({ shop, mug }: Troubled): Promise<void> {
  expect((await shop.guest.searchCatalog({ catalog: { query: 'mug' } })).products).toHaveLength(1)
  expect((await shop.guest.getProduct({ catalog: { id: mug } })).product.handle).toBe('mug')
}

const aCart = ({ shop, mug }: Troubled) =>
  shop.guest.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })

async function expectStock({ shop, mug }: Troubled, onHand: number, reserved: number): Promise<void> {
  const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
  expect(stock).toMatchObject([{ on_hand: onHand, reserved }])
}

/** As the shop does by itself every five seconds. */
async function sweepForAMinute({ shop }: Troubled): Promise<void> {
  for (let seconds = 0; seconds < 60; seconds += 5) {
    shop.wait(5_000)
    await shop.sweep().catch(() => {})
  }
}

const down = () => Promise.reject(new Error('The provider is down.'))
const slow = () => new Promise<never>(() => {})

onBothDatabases('The provider', database => {
  describe.each([
    { how: 'down', answer: down },
    { how: 'slow', answer: slow },
  ])('is $how', ({ answer }) => {
    const gone: Calls = { pay: answer, find: answer, cancel: answer, refund: answer }

    test('and products, carts and stock are there', async () => {
      const troubled = await aShopInTrouble(database)
      troubled.provider.calls = gone
      expect(await troubled.complete()).toMatchObject({ status: 'complete_in_progress' })
      await expectToBrowse(troubled)
      expect((await aCart(troubled)).line_items).toHaveLength(1)
      await expectStock(troubled, 5, 1)
    })

    test('and a checkout is pending, its stock held, until the provider is back for a minute', async () => {
      const troubled = await aShopInTrouble(database)
      const { provider, complete, shop } = troubled
      provider.calls = { ...gone, pay: async request => provider.bank.pay(request).then(answer) }
      const { id, status } = await complete()
      expect(status).toBe('complete_in_progress')
      await sweepForAMinute(troubled)
      expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'complete_in_progress' })
      await expectStock(troubled, 5, 1)
      provider.calls = provider.bank
      await sweepForAMinute(troubled)
      expect(await complete()).toMatchObject({ status: 'completed' })
      expect(provider.asked).toBe(1)
      await expectStock(troubled, 4, 0)
      await expectBooksToBalance(database)
      await expectHealthy(database, shop.now())
    })

    test('and stock whose hold is over is there for others', async () => {
      const troubled = await aShopInTrouble(database)
      troubled.provider.calls = gone
      await troubled.complete()
      troubled.shop.wait(16 * minute)
      await troubled.shop.sweep().catch(() => {})
      await expectStock(troubled, 5, 0)
    })
  })

  test('sends no webhook, and the sweeper asks it', async () => {
    const troubled = await aShopInTrouble(database)
    const { id } = await buys(troubled.shop.guest, { [troubled.mug]: 1 }, 'late')
    await sweepForAMinute(troubled)
    expect(await troubled.shop.guest.getCheckout({ id })).toMatchObject({ status: 'completed' })
  })
})

onBothDatabases('Who hears of orders', database => {
  test('is down, and all is sold as ever; what happened is told when they are back', async () => {
    const troubled = await aShopInTrouble(database)
    const { shop, complete } = troubled
    const backlog = `select id from outbox where type = 'order.placed' and delivered_at is null`
    const heard: ShopEvent[] = []
    let isDown = true
    shop.subscribe(event => {
      if (isDown) throw new Error('The mail server is down.')
      heard.push(event)
    })
    expect(await complete()).toMatchObject({ status: 'completed' })
    await expectToBrowse(troubled)
    expect((await aCart(troubled)).line_items).toHaveLength(1)
    expect(await rowsOf(await database.address(), backlog)).toHaveLength(1)
    isDown = false
    await buys(shop.guest, { [troubled.mug]: 1 })
    const placed = () => {
      // The clock goes on: what was refused last may be laid aside only now, until later than now.
      shop.wait(minute)
      return heard.filter(({ type }) => type === 'order.placed')
    }
    await expect.poll(placed, { timeout: 20_000 }).toHaveLength(2)
  })
})

onBothDatabases('The database is locked by somebody else', database => {
  test('and products are there, carts and checkouts wait for it, and nothing is lost', async () => {
    const troubled = await aShopInTrouble(database)
    const unlock = await lockWrites(await database.address())
    let isAnswered = false
    const cart = aCart(troubled)
    const paid = troubled.complete()
    void Promise.race([cart, paid]).then(() => {
      isAnswered = true
    })
    await expectToBrowse(troubled)
    expect(isAnswered).toBe(false)
    expect(troubled.provider.asked).toBe(0)
    await unlock()
    expect((await cart).line_items).toHaveLength(1)
    expect(await paid).toMatchObject({ status: 'completed' })
    await expectBooksToBalance(database)
    await expectHealthy(database, troubled.shop.now())
  })
})

/** Nobody may write, and everybody may read, until the answered function is called. */
async function lockWrites(address: string): Promise<() => Promise<void>> {
  if (!address.startsWith('postgres')) {
    const stranger = new Database(address)
    stranger.exec('begin immediate')
    return async () => {
      stranger.close()
    }
  }
  const stranger = new pg.Client({ connectionString: address })
  await stranger.connect()
  await stranger.query('begin')
  await stranger.query('lock table carts, checkouts, payments, stock, idempotency in exclusive mode')
  return () => stranger.end()
}

type Spoiled = { readonly mend: () => Promise<unknown> }

/** Not one page more, and every page that there is is full. */
async function fill(troubled: Troubled): Promise<Spoiled> {
  const limitTo = (pages: string) =>
    troubled.storage.write(tx => tx.rows(sql.raw(`pragma max_page_count = ${pages}`)).then(() => {}))
  const [pages] = await rowsOf(await troubled.address(), 'pragma page_count')
  await limitTo(String(pages?.page_count))
  for (let isFull = false; !isFull; ) {
    isFull = await aCart(troubled).then(
      () => false,
      () => true,
    )
  }
  return { mend: () => limitTo('1000000') }
}

/** As SQLite says it of a file that it may not write any more. */
async function makeReadOnly(): Promise<Spoiled> {
  const { exec } = Database.prototype
  const broken = vi.spyOn(Database.prototype, 'exec').mockImplementation(function (this: Database.Database, text) {
    if (text.includes('BEGIN IMMEDIATE'))
      throw Object.assign(new Error('attempt to write a readonly database'), { code: 'SQLITE_READONLY' })
    return exec.call(this, text)
  })
  return { mend: async () => broken.mockRestore() }
}

describe('The disk', () => {
  const database = onSqlite()

  test.each([
    { how: 'full', spoil: fill },
    { how: 'read-only', spoil: makeReadOnly },
  ])('is $how: products are there, the rest is told to come back before anybody is charged', async ({ spoil }) => {
    const troubled = await aShopInTrouble(database)
    const { mend } = await spoil(troubled)
    await expectToBrowse(troubled)
    await expect(troubled.complete()).rejects.toMatchObject(unavailable)
    await expect(aCart(troubled)).rejects.toMatchObject(unavailable)
    expect(troubled.provider.asked).toBe(0)
    await mend()
    expect(await troubled.complete()).toMatchObject({ status: 'completed' })
    expect((await aCart(troubled)).line_items).toHaveLength(1)
    await expectStock(troubled, 4, 0)
    await expectBooksToBalance(database)
    await expectHealthy(database, troubled.shop.now())
  })
})

describe('The search index', () => {
  const database = onSqlite()

  test('is broken, and products are found by id and in their lists, put into carts and sold', async () => {
    const troubled = await aShopInTrouble(database)
    await running(await database.address(), ['drop table product_search'])
    const { shop, mug } = troubled
    expect((await shop.guest.getProduct({ catalog: { id: mug } })).product.handle).toBe('mug')
    expect((await shop.guest.searchCatalog({ catalog: {} })).products).toHaveLength(1)
    expect((await aCart(troubled)).line_items).toHaveLength(1)
    expect(await troubled.complete()).toMatchObject({ status: 'completed' })
  })
})

onBothDatabases('The clock', database => {
  test.each([1, -1])('jumps by %i h, and what is under way comes to its one end', async hours => {
    const troubled = await aShopInTrouble(database)
    const { shop, mug, provider, complete } = troubled
    provider.calls = { ...provider.bank, pay: async request => provider.bank.pay(request).then(down) }
    await complete()
    shop.wait(hours * 60 * minute)
    provider.calls = provider.bank
    await expectToBrowse(troubled)
    expect(await buys(shop.guest, { [mug]: 1 })).toMatchObject({ status: 'completed' })
    for (let minutes = 0; minutes < 90; minutes += 10) {
      shop.wait(10 * minute)
      await shop.sweep()
    }
    expect(await complete()).toMatchObject({ status: 'completed' })
    await expectStock(troubled, 3, 0)
    await expectBooksToBalance(database)
    await expectHealthy(database, shop.now())
  })
})
