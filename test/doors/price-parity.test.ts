import { expect, test } from 'vitest'
import { type Random, randomFrom } from '../../bench/random.ts'
import type { InputOf, ProductView, Shop, VariantView } from '../../engine/src/contract.ts'
import { type Actor, type Engine, guest } from '../../engine/src/index.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { runs, seed } from '../../engine/test/runs.ts'
import { aFurnishedShop } from '../../engine/test/shop.ts'
import { openDoors, throughMcp, throughRest } from './doors.ts'
import { aPricedWorld, type Ware } from './priced-world.ts'

type Context = NonNullable<InputOf<'get_product'>['catalog']['context']>

/** Whoever names a customer is that customer: what finds out who calls is tested where it is made. */
const believing = (engine: Engine): Engine => ({
  ...engine,
  identify: async ({ authorization }) => {
    const customerId = authorization?.replace('Bearer ', '')
    if (customerId === undefined) return { actor: guest }
    return { actor: { kind: 'customer', customerId }, credential: { kind: 'token', id: customerId } }
  },
})

type Money = { readonly amount: number; readonly currency: string }
type Shown = { readonly price: Money; readonly left: Money; readonly listed: number | undefined }

const inCatalog = ({ price, discounted_price, list_price }: VariantView): Shown => ({
  price,
  left: discounted_price ?? price,
  listed: list_price?.amount,
})

type Basket = Awaited<ReturnType<Shop['createCart']>> | Awaited<ReturnType<Shop['createCheckout']>>

/** Of the one line: its price, and what is left of it before taxes that are added. */
function inBasket({ line_items: [line], currency }: Basket): Shown {
  const { item, totals } = line!
  const amount = totals.filter(({ type }) => type === 'subtotal' || type === 'items_discount')
  return {
    price: { amount: item.price, currency },
    left: { amount: amount.reduce((sum, total) => sum + total.amount, 0), currency },
    listed: item.list_price,
  }
}

const only = (products: readonly ProductView[], { productId }: Ware): ProductView => {
  const product = products.find(({ id }) => id === productId)
  if (!product) throw new Error(`${productId} is not among ${products.map(({ id }) => id).join(', ')}.`)
  return product
}

const variantOf = (product: ProductView, id: string): VariantView =>
  product.variants.find(variant => variant.id === id)!

/** What a ware costs through one door, by whatever shows it; throws where two of its answers differ. */
async function pricesOf(shop: Shop, ware: Ware, context: Context | undefined) {
  const more = context && { context }
  const { product } = await shop.getProduct({ catalog: { id: ware.variantId, ...more } })
  const { products: found } = await shop.searchCatalog({ catalog: { query: ware.word, ...more } })
  const { products: named } = await shop.lookupCatalog({ catalog: { ids: [ware.variantId], ...more } })
  const draft = { line_items: [{ item: { id: ware.variantId }, quantity: 1 }], ...more }
  const cart = await shop.createCart({ cart: draft })
  const shown = inCatalog(variantOf(product, ware.variantId))
  expect(inCatalog(variantOf(only(named, ware), ware.variantId)), 'looked up').toEqual(shown)
  expect(inBasket(cart), 'in a cart').toEqual(shown)
  expect(inBasket(await shop.getCart({ id: cart.id })), 'in a cart that is read').toEqual(shown)
  expect(inBasket(await shop.createCheckout({ checkout: draft })), 'in a checkout').toEqual(shown)
  expect(inBasket(await shop.createCheckout({ checkout: { cart_id: cart.id } })), 'in the cart’s checkout').toEqual(
    shown,
  )
  const card = only(found, ware)
  const featured = card.variants[0]!
  expect(inCatalog(variantOf(product, featured.id)), 'on its page').toEqual(inCatalog(featured))
  const ranges = ({ price_range, list_price_range }: ProductView) => ({ price_range, list_price_range })
  for (const other of [card, only(named, ware)]) expect(ranges(other), 'its range').toEqual(ranges(product))
  const { amount } = featured.price
  const within = { query: ware.word, filters: { price: { min: amount, max: amount } }, ...more }
  const { products: fitting } = await shop.searchCatalog({ catalog: within })
  expect(inCatalog(only(fitting, ware).variants[0]!).price, 'within a filter').toEqual(featured.price)
  return {
    shown,
    featured: inCatalog(featured),
    ranges: ranges(product),
    isReduced: variantOf(product, ware.variantId).price_reason !== undefined,
  }
}

async function isSorted(shop: Shop, random: Random): Promise<void> {
  const sort = random.of(['price_ascending', 'price_descending'] as const)
  const { products } = await shop.searchCatalog({ catalog: { sort, pagination: { limit: 50 } } })
  const amounts = products.map(({ price_range }) => price_range.min.amount)
  const sorted = amounts.toSorted((a, b) => (sort === 'price_ascending' ? a - b : b - a))
  expect(amounts, sort).toEqual(sorted)
}

onBothDatabases('One customer at one moment', database => {
  test('is told the same price by every answer through every door', { timeout: 3_600_000 }, async () => {
    const { seed: start = 20260302 } = seed()
    const random = randomFrom(start)
    const customers = runs(database.dialect === 'sqlite' ? 24 : 12)
    const { staff, guest: _, now, ...engine } = await aFurnishedShop(database)
    const { wares, customerIds } = await aPricedWorld(staff, database, { customers, random, now: now() })
    const doors = await openDoors(believing(engine))
    const settings = await staff.getStore({})
    let reduced = 0
    for (const [index, customerId] of customerIds.entries()) {
      if (index === Math.floor(customers / 2))
        await staff.saveStore({ store: { ...settings, prices_include_tax: false } })
      const actor: Actor = { kind: 'customer', customerId }
      const ware = random.of(wares)
      const context = random.of([undefined, { address_country: 'AT' }, { address_country: 'US' }, { currency: 'EUR' }])
      const mcp = await throughMcp({ url: doors.mcpUrl, token: customerId })
      const inProcess = engine.as(actor)
      const asked = `${customerId}, ${ware.variantId}, ${JSON.stringify(context)}, seed ${start}`
      try {
        const told = await pricesOf(inProcess, ware, context)
        expect(await pricesOf(throughRest(doors.url, customerId), ware, context), 'through REST').toEqual(told)
        expect(await pricesOf(mcp.shop, ware, context), 'through MCP').toEqual(told)
        await isSorted(random.of([inProcess, throughRest(doors.url, customerId), mcp.shop]), random)
        if (told.isReduced) reduced += 1
      } catch (error) {
        throw new Error(`${asked}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
      } finally {
        await mcp.close()
      }
    }
    await doors.close()
    expect(doors.faults).toEqual([])
    expect(reduced).toBeGreaterThan(customers / 4)
    console.log(`${customers} customers, ${reduced} of them with a price of their own, seed ${start}`)
  })
})
