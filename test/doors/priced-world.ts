import type { Random } from '../../bench/random.ts'
import type { InputOf, Shop } from '../../engine/src/contract.ts'
import { running } from '../../engine/test/database-rows.ts'
import type { TestDatabase } from '../../engine/test/databases.ts'

type PriceList = InputOf<'save_price_list'>['price_list']
type Promotion = InputOf<'save_promotion'>['promotion']

/** What is asked about: a variant, and words that find its product. */
export type Ware = { readonly variantId: string; readonly productId: string; readonly word: string }

export type World = { readonly wares: readonly Ware[]; readonly customerIds: readonly string[] }

const groups = ['bronze', 'silver', 'gold', 'staff', 'austria']
const currencies = ['EUR', 'USD']
const products = 40

/** A shop in which everybody may pay something else: groups, price lists, tiers, times, promotions and markets at random. */
export async function aPricedWorld(
  staff: Shop,
  database: TestDatabase,
  { customers, random, now }: { readonly customers: number; readonly random: Random; readonly now: Date },
): Promise<World> {
  const customerIds = Array.from({ length: customers }, (_, index) => `cus_${index}`)
  await knownCustomers(database, customerIds, random)
  for (const name of groups) {
    const members = customerIds.flatMap((customer_id, index) => {
      if (random.below(4) > 0) return []
      return [index % 3 === 0 ? { email: emailOf(customer_id) } : { customer_id }]
    })
    for (let start = 0; start === 0 || start < members.length; start += 500)
      await staff.saveCustomerGroup({ customer_group: { name, members: members.slice(start, start + 500) } })
  }
  await staff.saveTaxRate({ tax_rate: { title: 'MwSt', country: 'AT', rate_ppm: 200_000 } })
  await staff.saveMarket({
    market: { title: 'Austria', countries: ['AT'], currency: 'EUR', customer_group: 'austria' },
  })
  await staff.saveMarket({ market: { title: 'America', countries: ['US'], currency: 'USD' } })
  await staff.saveCategory({ category: { title: 'Cups' } })
  const wares = await someWares(staff, random)
  for (let count = 0; count < 25; count++) await staff.savePriceList({ price_list: aPriceList(wares, random, now) })
  for (let count = 0; count < 12; count++)
    await staff.savePromotion({ promotion: aPromotion(wares, random, { now, title: `Promotion ${count}` }) })
  return { wares, customerIds }
}

const emailOf = (customerId: string) => `${customerId}@example.com`

/** Two of three have signed up; some of those have ordered, and some have said what they read and pay in. */
async function knownCustomers(database: TestDatabase, ids: readonly string[], random: Random): Promise<void> {
  const moment = database.dialect === 'sqlite' ? '1700000000000' : `'2024-01-01T00:00:00Z'`
  const rows = ids.flatMap((id, index) => {
    if (index % 3 === 2) return []
    const [ordered, currency, language] = [
      random.of([moment, 'null']),
      random.of([`'USD'`, 'null', 'null']),
      random.of([`'de'`, 'null']),
    ]
    return [`('${id}', '${emailOf(id)}', ${moment}, ${ordered}, ${currency}, ${language})`]
  })
  const columns = '(id, email, created_at, ordered_at, currency, language)'
  await running(await database.address(), [`insert into customers ${columns} values ${rows.join(', ')}`])
}

async function someWares(staff: Shop, random: Random): Promise<Ware[]> {
  await staff.importProducts({
    products: Array.from({ length: products }, (_, index) => ({
      handle: `ware-${index}`,
      title: `Ware number${index}x`,
      ...(random.below(2) === 0 && { categories: ['Cups'] }),
      variants: Array.from({ length: 1 + random.below(3) }, (_, place) => ({
        sku: `WARE-${index}-${place}`,
        options: [{ name: 'Size', label: `${place}` }],
        requires_shipping: random.below(2) === 0,
        prices: currencies.map(currency => {
          const amount = 1 + random.below(3000)
          return { currency, amount, ...(random.below(3) === 0 && { compare_at: amount + random.below(500) }) }
        }),
        stock: { on_hand: random.below(4), tracked: random.below(2) === 0, backorder: false },
      })),
    })),
  })
  const wares: Ware[] = []
  for (let index = 0; index < products; index++) {
    const { product } = await staff.getProduct({ catalog: { id: `ware-${index}` } })
    const [word, productId] = [`number${index}x`, product.id]
    wares.push(...product.variants.map(({ id: variantId }) => ({ variantId, productId, word })))
  }
  return wares
}

function aPriceList(wares: readonly Ware[], random: Random, now: Date): PriceList {
  const chosen = wares.filter(() => random.below(4) === 0)
  return {
    title: `List ${random.below(1000)}`,
    currency: random.of(currencies),
    ...(random.below(4) > 0 && { customer_group: random.of(groups) }),
    ...aTime(random, now),
    prices: chosen.flatMap(({ variantId: variant_id }) => [
      { variant_id, amount: random.below(2000) },
      ...(random.below(3) === 0
        ? [{ variant_id, amount: random.below(500), minimum_quantity: 2 + random.below(9) }]
        : []),
    ]),
  }
}

type Named = { readonly title: string; readonly now: Date }

function aPromotion(wares: readonly Ware[], random: Random, { title, now }: Named): Promotion {
  const amounts = currencies.map(currency => ({ currency, amount: 1 + random.below(400) }))
  const benefit = random.of([
    { rate_ppm: 1 + random.below(400_000) },
    { amounts },
    { fixed_prices: amounts },
    { rate_ppm: 333_333 },
  ])
  const scope = random.of([
    {},
    { applies_to: { categories: ['cups'] } },
    { applies_to: { products: wares.filter(() => random.below(5) === 0).map(({ productId }) => productId) } },
  ])
  return {
    title,
    ...benefit,
    ...scope,
    ...aTime(random, now),
    ...(random.below(3) > 0 && { customer_group: random.of(groups) }),
    ...(random.below(5) === 0 && { first_order_only: true }),
    ...(random.below(5) === 0 && { minimum_quantity: 1 + random.below(2) }),
    ...(random.below(5) === 0 && {
      minimum_subtotals: currencies.map(currency => ({ currency, amount: random.below(2000) })),
    }),
    ...(random.below(4) === 0 && { combinable: false }),
    priority: 1 + random.below(50),
  }
}

/** Always, until now, from now on, or around now: a moment too early or too late is somebody else's price. */
function aTime(random: Random, now: Date): { starts_at?: string; ends_at?: string } {
  const at = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString()
  return random.of([
    {},
    {},
    { starts_at: at(-1000), ends_at: at(0) },
    { starts_at: at(0) },
    { starts_at: at(1) },
    { starts_at: at(-5), ends_at: at(1) },
  ])
}
