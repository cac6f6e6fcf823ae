import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { variantOwners } from '../src/catalog/index.ts'
import type { InputOf, Shop } from '../src/contract.ts'
import { countSale, forgetPurchases, noteReturn } from '../src/discovery/index.ts'
import { tables } from '../src/discovery/tables.ts'
import type { Tx } from '../src/storage/port.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aFurnishedShop, aProduct, aShop, buys } from './shop.ts'

const ann = { kind: 'customer', customerId: 'cus_ann' } as const

async function told(shop: Shop, catalog: InputOf<'recommend_products'>['catalog']): Promise<string[]> {
  const { recommendations } = await shop.recommendProducts({ catalog })
  return recommendations.map(({ product, reason }) => `${product.handle}: ${reason}`)
}

/** What was bought together, on which day of 2026, and by whom where they were signed in. */
type Bought = { readonly products: readonly string[]; readonly on?: string; readonly by?: string }

/** A shop of these products that has had these orders. */
async function aShopAfter(database: TestDatabase, handles: readonly string[], orders: readonly Bought[]) {
  const first = await aFurnishedShop(database)
  await first.staff.saveStore({ store: { ...(await first.staff.getStore({})), languages: ['en', 'de'] } })
  const ids = new Map<string, string>()
  for (const handle of handles) ids.set(handle, await aProduct(first.staff, handle))
  await first.close()
  const lines = (products: readonly string[]) =>
    products.map(handle => ({ variantId: ids.get(handle) ?? '', quantity: 1 }))
  await inShop(database, async tx => {
    for (const [index, { products, on = '02-01', by: customerId }] of orders.entries()) {
      const placedAt = new Date(`2026-${on}T12:00:00Z`)
      await countSale(tx, { orderId: `ord_past_${index}`, placedAt, customerId, lines: lines(products) })
    }
  })
  return { shop: await aShop(database), ids, lines }
}

async function inShop(database: TestDatabase, work: (tx: Tx) => Promise<void>): Promise<void> {
  const storage = await database.open()
  await storage.write(work)
  await storage.close()
}

const times = (count: number, order: Bought): Bought[] => Array.from({ length: count }, () => order)

/** Until the shop has heard of what just happened. */
const soon = (claim: () => Promise<void>) => vi.waitFor(claim, { timeout: 10_000 })

onBothDatabases('Recommendations from orders', database => {
  test('say what is often bought with a product, and not what is bought with everything', async () => {
    const { shop } = await aShopAfter(
      database,
      ['tea', 'pot', 'bag', 'pen', 'ink'],
      [
        ...times(6, { products: ['tea', 'pot', 'bag'] }),
        ...times(6, { products: ['pen', 'ink', 'bag'] }),
        ...times(6, { products: ['bag'] }),
      ],
    )
    expect(await told(shop.guest, { ids: ['tea'] })).toEqual(['pot: Often bought with Tea.'])
    const german = { ids: ['pen'], context: { language: 'de' } }
    expect(await told(shop.guest, german)).toEqual(['ink: Oft zusammen mit Pen gekauft.'])
  })

  test('go by what is alike while few orders tell otherwise, and then by the orders', async () => {
    const shop = await aFurnishedShop(database)
    const mugs = { options: { categories: ['Mugs'] } }
    const mug = await aProduct(shop.staff, 'mug', mugs)
    await aProduct(shop.staff, 'cup', mugs)
    const spoon = await aProduct(shop.staff, 'spoon', { options: { categories: ['Spoons'] } })
    const handles = async () => (await told(shop.guest, { ids: ['mug'] })).map(line => line.split(':')[0])
    expect(await handles()).toEqual(['cup'])
    await shop.close()
    const order = (count: number) =>
      inShop(database, async tx => {
        for (let index = 0; index < count; index++) {
          const lines = [mug, spoon].map(variantId => ({ variantId, quantity: 1 }))
          await countSale(tx, { orderId: `ord_${count}_${index}`, placedAt: shop.now(), lines })
        }
      })
    const names = async (): Promise<(string | undefined)[]> => {
      const again = await aShop(database)
      const found = (await told(again.guest, { ids: ['mug'] })).map(line => line.split(':')[0])
      await again.close()
      return found
    }
    await order(1)
    expect(await names()).toEqual(['cup'])
    await order(8)
    expect(await names()).toEqual(['spoon', 'cup'])
  })

  test('tell a guest what is popular now, and a customer what follows on what they bought', async () => {
    const { shop } = await aShopAfter(
      database,
      ['tent', 'mat', 'hat', 'old'],
      [
        ...times(9, { products: ['old'], on: '01-01' }),
        ...times(6, { products: ['hat'], on: '03-01' }),
        ...['bo', 'cy', 'di', 'ed', 'flo', 'gus'].flatMap(by => [
          { products: ['tent'], on: '02-01', by },
          { products: ['mat'], on: '02-20', by },
        ]),
        { products: ['tent'], on: '02-28', by: 'cus_ann' },
      ],
    )
    expect(await told(shop.guest, { limit: 2 })).toEqual(['hat: Popular now.', 'mat: Popular now.'])
    const mine = await told(shop.as(ann), {})
    expect(mine[0]).toBe('mat: Because you bought Tent.')
    expect(mine.map(line => line.split(':')[0])).not.toContain('tent')
    const agent = { kind: 'agent', customerId: 'cus_ann', agentId: 'a' } as const
    expect(await told(shop.as({ ...agent, scopes: ['orders:read'] }), {})).toEqual(mine)
    expect(await told(shop.as({ ...agent, scopes: [] }), {})).toEqual(await told(shop.guest, {}))
    expect(await told(shop.as(ann), { ids: ['hat'] })).toEqual(['mat: Because you bought Tent.'])
    expect(await told(shop.guest, { ids: ['hat'] })).toEqual([])
    expect((await told(shop.as(ann), { context: { language: 'de' } }))[0]).toBe('mat: Weil Sie Tent gekauft haben.')
  })

  test('name what a customer buys again and again when it is time, and not before', async () => {
    const monthly = ['01-01', '01-31', '03-01'].map(on => ({ products: ['coffee'], on, by: 'cus_ann' }))
    const { shop } = await aShopAfter(database, ['coffee', 'mill'], [...monthly, { products: ['mill'] }])
    expect(await told(shop.as(ann), {})).toEqual(['mill: Popular now.'])
    shop.wait(28 * 86_400_000)
    expect((await told(shop.as(ann), {}))[0]).toBe('coffee: You bought it before, and it may be time again.')
  })

  test('are never what the customer sent back, nor because of it', async () => {
    const shop = await aFurnishedShop(database)
    const shelf = { options: { categories: ['Mugs'] } }
    const [mug, cup] = [await aProduct(shop.staff, 'mug', shelf), await aProduct(shop.staff, 'cup', shelf)]
    const mine = shop.as(ann)
    const { order } = await buys(mine, { [mug]: 1 })
    await soon(async () => expect((await told(mine, {}))[0]).toContain('cup: Like Mug'))
    await buys(shop.guest, { [mug]: 1, [cup]: 1 })
    await shop.staff.refundOrder({ id: order!.id }, { idempotencyKey: randomUUID() })
    await soon(async () => expect(await told(mine, {})).toEqual(['cup: Popular now.']))
    expect(await told(mine, { ids: ['cup'] })).toEqual([])
    expect(await told(shop.guest, { ids: ['cup'] })).toHaveLength(1)
    await shop.staff.saveRelatedProducts({ product: 'cup', related: [{ kind: 'accessory', product: 'mug' }] })
    expect(await told(mine, { ids: ['cup'] })).toEqual([])
  })

  test('never show a customer what came back from them, though no money went back', async () => {
    const shop = await aFurnishedShop(database)
    const [mine, shelf] = [shop.as(ann), { categories: ['Mugs'] }]
    const mug = await aProduct(shop.staff, 'mug', { options: shelf })
    const { order } = await buys(mine, { [mug]: 1 })
    await soon(async () => expect(await told(shop.guest, {})).toEqual(['mug: Popular now.']))
    const id = order!.id
    const { line_items } = await shop.staff.fulfillOrder({ id, event: { type: 'shipped' } })
    const wish = { id, line_items: [{ id: line_items[0]!.id, quantity: 1, reason: 'unwanted' as const }] }
    const { returns } = await mine.requestReturn(wish)
    await shop.staff.receiveReturn({ id, return_id: returns![0]!.id, amount: 0 })
    const address = await database.address()
    await soon(async () => expect(await rowsOf(address, 'select product_id from customer_returns')).toHaveLength(1))
    expect(await told(mine, {})).toEqual([])
  })

  test('forget an order that was canceled, and nothing that is sold out is popular', async () => {
    const shop = await aFurnishedShop(database)
    const shelf = { categories: ['Mugs'] }
    const mug = await aProduct(shop.staff, 'mug', { stock: 2, options: shelf })
    await aProduct(shop.staff, 'cup', { options: shelf })
    const { order } = await buys(shop.as(ann), { [mug]: 1 })
    await soon(async () => expect(await told(shop.as(ann), {})).toHaveLength(1))
    expect(await told(shop.guest, {})).toEqual(['mug: Popular now.'])
    await shop.staff.cancelOrder({ id: order!.id }, { idempotencyKey: randomUUID() })
    await soon(async () => expect(await told(shop.as(ann), {})).toEqual(['mug: Popular now.']))
    await buys(shop.guest, { [mug]: 2 })
    expect(await told(shop.guest, {})).toEqual([])
  })

  test('count an order once, and of a large one few pairs', async () => {
    const handles = Array.from({ length: 40 }, (_, index) => `p${index}`)
    const { shop, lines } = await aShopAfter(database, handles, [{ products: handles, by: 'cus_ann' }])
    await shop.close()
    const pairs = () => database.address().then(address => rowsOf(address, 'select weight from bought_pairs'))
    const before = await pairs()
    expect(before).toHaveLength(12 * 11)
    const placedAt = new Date('2026-02-01T12:00:00Z')
    const again = { orderId: 'ord_past_0', placedAt, customerId: 'cus_ann', lines: lines(handles) }
    await inShop(database, tx => countSale(tx, again))
    expect(await pairs()).toEqual(before)
    const bought = await rowsOf(await database.address(), 'select product_id from customer_purchases')
    expect(bought).toHaveLength(handles.length)
  })

  test('count each order once, though several nodes hear of it at the same time', async () => {
    const handles = ['a', 'b', 'c', 'd', 'e', 'f']
    const { shop, lines } = await aShopAfter(database, handles, [])
    await shop.close()
    const node = await database.open()
    const nodes = [node, database.dialect === 'postgres' ? await database.open() : node]
    const placedAt = new Date('2026-02-01T12:00:00Z')
    const orders = Array.from({ length: 24 }, (_, index) => {
      const turned = [...handles.slice(index % 6), ...handles.slice(0, index % 6)]
      const products = index % 2 === 0 ? turned : turned.toReversed()
      return { orderId: `ord_${index}`, placedAt, customerId: `cus_${index % 5}`, lines: lines(products) }
    })
    const told = orders.flatMap(order => nodes.map(each => each.write(tx => countSale(tx, order))))
    await Promise.all(told)
    const address = await database.address()
    const habits = await rowsOf(address, 'select times from product_habits')
    expect(habits.map(({ times }) => Number(times))).toEqual(Array.from({ length: 7 }, () => 24))
    const bought = await rowsOf(address, 'select order_id from customer_purchases')
    expect(bought).toHaveLength(24 * 6)
  })

  test('keep of each product its strongest pairs', async () => {
    const { shop, ids, lines } = await aShopAfter(database, ['bag', 'pen'], times(3, { products: ['bag', 'pen'] }))
    await shop.close()
    let bag = ''
    await inShop(database, async tx => {
      bag = (await variantOwners(tx, [ids.get('bag')!]))[0]!.productId
      const weak = Array.from({ length: 300 }, (_, index) => ({ otherId: `other_${index}`, weight: index / 1000 }))
      const pairs = weak.map(pair => ({ productId: bag, relation: 'together' as const, ...pair }))
      await tx.db.insert(tables(tx).boughtPairs).values(pairs)
      for (let order = 0; order < 61; order++) {
        await countSale(tx, { orderId: `ord_bag_${order}`, placedAt: shop.now(), lines: lines(['bag']) })
      }
    })
    const kept = await rowsOf(await database.address(), `select weight from bought_pairs where product_id = '${bag}'`)
    expect(kept).toHaveLength(200)
    expect(Math.min(...kept.map(({ weight }) => Number(weight)))).toBeCloseTo(0.101, 4)
    expect(await told((await aShop(database)).guest, { ids: ['bag'] })).toEqual(['pen: Often bought with Bag.'])
  })

  test('know nothing of a customer who was forgotten', async () => {
    const { shop, lines } = await aShopAfter(database, ['mug', 'cup'], [{ products: ['mug'], by: 'cus_ann' }])
    await shop.close()
    await inShop(database, async tx => {
      await noteReturn(tx, { customerId: 'cus_ann', lines: lines(['cup']) })
      await forgetPurchases(tx, 'cus_ann')
    })
    const left = async (table: string) => rowsOf(await database.address(), `select * from ${table}`)
    expect([await left('customer_purchases'), await left('customer_returns')]).toEqual([[], []])
    expect(await told((await aShop(database)).as(ann), {})).toEqual(['mug: Popular now.'])
  })
})
