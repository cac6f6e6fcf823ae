import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CheckoutView } from '../src/contract.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import {
  anyPrices,
  anyWish,
  cartOf,
  fillGeneratedShop,
  priceProblems,
  settings,
  type Ware,
  type Wish,
} from './generated-shop.ts'
import { aShop, pays, type TestShop, totalOf } from './shop.ts'

/** MITCHWEB_CARTS asks for more carts, or fewer. PostgreSQL prices by the same rules and answers ten times slower. */
const cartCount = { sqlite: Number(process.env.MITCHWEB_CARTS ?? 10_000), postgres: 500 }
const orderCount = { sqlite: 400, postgres: 60 }
const batch = 100
const largest = 99_999_999
const patient = { timeout: 300_000 }

onBothDatabases('Carts of all kinds', database => {
  test.each([
    ['holding their tax', true],
    ['without their tax', false],
  ])('with prices %s cost what catalogue, codes and taxes say', patient, async (_, includesTax) => {
    const { shop, wares } = await aGeneratedShop(database, includesTax)
    const price = async (many: readonly Wish[]) => {
      const answers = await Promise.all(
        many.map(wish => shop.guest.createCart({ cart: cartOf(wish, wares) }).then(view => ({ wish, view }))),
      )
      for (const { wish, view } of answers)
        expect(priceProblems(view, { wish, wares, includesTax }), told(wish)).toEqual([])
    }
    const wishes = fc.array(anyWish, { minLength: batch, maxLength: batch, size: 'max' })
    const numRuns = Math.ceil(cartCount[database.dialect] / batch / 2)
    await fc.assert(fc.asyncProperty(wishes, price), { numRuns, endOnFailure: true })
  })

  test('are charged what was agreed, or nothing', patient, async () => {
    const { shop, wares } = await aGeneratedShop(database, false)
    let placed = 0
    const buy = async (wish: Wish) => {
      const ready = await checkoutFor(shop, wish, wares)
      expect(priceProblems(ready, { wish, wares, includesTax: false }), told(wish)).toEqual([])
      const agreed = totalOf(ready)
      const complete = (expected_total?: number) =>
        shop.guest.completeCheckout({
          id: ready.id,
          checkout: { payment: pays() },
          ...(expected_total !== undefined && { expected_total }),
        })
      if (agreed > largest) {
        const { order, messages } = await complete()
        expect(order).toBeUndefined()
        return expect(messages).toContainEqual(expect.objectContaining({ type: 'error', code: 'total_too_high' }))
      }
      expect(ready.status).toBe('ready_for_complete')
      const other = await complete(agreed === 0 ? 1 : agreed - 1)
      expect(other.status).toBe('ready_for_complete')
      expect(other.messages).toContainEqual(expect.objectContaining({ code: 'total_changed' }))
      const done = await complete(agreed)
      expect([done.status, totalOf(done)]).toEqual(['completed', agreed])
      const order = await shop.guest.getOrder({ id: done.order!.id })
      expect([totalOf(order), order.currency]).toEqual([agreed, ready.currency])
      expect(order.totals).toEqual(ready.totals)
      placed += 1
    }
    const wishes = fc.array(anyWish.filter(isNoEmptyWish), { minLength: 20, maxLength: 20, size: 'max' })
    const numRuns = orderCount[database.dialect] / 20
    const buyAll = fc.asyncProperty(wishes, async many => void (await Promise.all(many.map(buy))))
    await fc.assert(buyAll, { numRuns, endOnFailure: true })
    expect(placed).toBeGreaterThan(orderCount[database.dialect] / 4)
  })
})

const isNoEmptyWish = ({ lines }: Wish): boolean => lines.length > 0

const told = (wish: Wish): string => JSON.stringify(wish)

/** Forty wares of any price, the same in every run; the carts are new each time, and a failure prints their seed. */
async function aGeneratedShop(
  database: TestDatabase,
  includesTax: boolean,
): Promise<{ shop: TestShop; wares: Ware[] }> {
  const shop = await aShop(database)
  await shop.staff.saveStore({ store: settings(includesTax) })
  const [prices = []] = fc.sample(anyPrices(40), { numRuns: 1, seed: 20_260_401 })
  return { shop, wares: await fillGeneratedShop(shop.staff, prices) }
}

/** Postal codes and regions as each country writes them, or the shop would not deliver there. */
const placeIn: { readonly [C in Wish['country']]: { readonly postal_code: string; readonly address_region?: string } } =
  {
    DE: { postal_code: '10115' },
    US: { postal_code: '94105', address_region: 'CA' },
    JP: { postal_code: '100-0001' },
    KW: { postal_code: '13001' },
  }

/** With an address in the wish's country and the only delivery there is. */
async function checkoutFor(shop: TestShop, wish: Wish, wares: readonly Ware[]): Promise<CheckoutView> {
  const { line_items, discounts, context } = cartOf(wish, wares)
  const address = {
    street_address: '1 Main St',
    address_locality: 'Town',
    address_country: wish.country,
    ...placeIn[wish.country],
  }
  const shared = { buyer: { email: 'ann@example.com' }, discounts: discounts!, context: context! }
  const made = await shop.guest.createCheckout({
    checkout: { ...shared, line_items, fulfillment: { methods: [{ destinations: [address] }] } },
  })
  const method = made.fulfillment.methods[0]
  if (!method) return made
  const chosen = {
    selected_destination_id: method.selected_destination_id,
    groups: [{ selected_option_id: method.groups[0]?.options[0]?.id ?? null }],
  }
  return shop.guest.updateCheckout({ id: made.id, checkout: { ...shared, fulfillment: { methods: [chosen] } } })
}
