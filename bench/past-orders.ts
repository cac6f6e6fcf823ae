import { type Engine, openEngine, system } from '@mitchweb/engine'
import { lessonOf } from '../engine/src/hear-of-orders.ts'
import { openStorage } from '../engine/src/storage/index.ts'
import type { PastOrder, PastShop } from './shopping-habits.ts'

/** What customers bought last, kept from the shop, to see whether it would have recommended that. */
export type HeldOut = { readonly known: readonly PastOrder[]; readonly last: readonly PastOrder[] }

/** The last order of every customer who ordered more than once. */
export function withoutLast(orders: readonly PastOrder[]): HeldOut {
  const last = [...Map.groupBy(orders, order => order.customerId).values()].flatMap(mine =>
    mine.length > 1 ? [mine.at(-1)!] : [],
  )
  const held = new Set(last)
  return { known: orders.filter(order => !held.has(order)), last }
}

export async function fillPastShop(database: string, { products }: Pick<PastShop, 'products'>): Promise<Variants> {
  const engine = await openEngine({ database, sweepEverySeconds: 0, checkOutput: false })
  const currency = products[0]?.variants[0]?.prices[0]?.currency ?? 'EUR'
  const settings = { default_currency: currency, currencies: [currency], default_country: 'DE' }
  await engine.as(system).saveStore({ store: { name: 'Past', ...settings, prices_include_tax: true } })
  for (let start = 0; start < products.length; start += 200)
    await engine.as(system).importProducts({ products: products.slice(start, start + 200) })
  const variants = await variantsOf(engine, products)
  await engine.close()
  return variants
}

/** A variant of each product, by the handle. */
type Variants = ReadonlyMap<string, string>

async function variantsOf(engine: Engine, products: PastShop['products']): Promise<Variants> {
  const handles = products.map(product => product.handle!)
  const found = new Map<string, string>()
  for (let start = 0; start < handles.length; start += 25) {
    const ids = handles.slice(start, start + 25)
    const answer = await engine.as(system).lookupCatalog({ catalog: { ids } })
    for (const { handle, variants } of answer.products) found.set(handle, variants[0]!.id)
  }
  return found
}

/** Teaches a shop what it would learn from the events of these orders, many in one transaction, which saves its time. */
export async function replay(database: string, orders: readonly PastOrder[], variants: Variants): Promise<void> {
  const storage = await openStorage({ database })
  for (let start = 0; start < orders.length; start += 500) {
    const events = orders.slice(start, start + 500).map(order => placedEvent(order, variants))
    await storage.write(async tx => {
      for (const event of events) await lessonOf(event)?.(tx)
    })
  }
  await storage.close()
}

const placedEvent = ({ id, customerId, placedAt, handles }: PastOrder, variants: Variants) => ({
  type: 'order.placed',
  payload: {
    order_id: id,
    customer_id: customerId,
    placed_at: placedAt.toISOString(),
    lines: handles.map(handle => ({ variant_id: variants.get(handle), quantity: 1 })),
  },
})

export type Quality = {
  readonly asked: number
  /** The share of customers whose last order held one of ten recommended products. */
  readonly hits: number
  /** The same for the ten products of most orders, and for what the shop answers a guest as popular now. */
  readonly popular: number
  readonly popularNow: number
  readonly milliseconds: readonly number[]
}

/**
 * Asks the shop for each customer, or for so many of them, at the time of their last order, which it does not know of. It
 * knows the orders that others placed after it, and so does the list of what is most popular.
 */
export async function askForAll(database: string, { known, last: all }: HeldOut, most = all.length): Promise<Quality> {
  const step = all.length / Math.min(most, all.length)
  const last = Array.from({ length: Math.floor(all.length / step) }, (_, index) => all[Math.floor(index * step)]!)
  let now = known.at(-1)!.placedAt
  const engine = await openEngine({ database, sweepEverySeconds: 0, checkOutput: false, clock: () => now })
  const milliseconds: number[] = []
  const tenFor = async (customerId?: string) => {
    const shop = engine.as(customerId === undefined ? { kind: 'guest' } : { kind: 'customer', customerId })
    const started = performance.now()
    const { recommendations } = await shop.recommendProducts({ catalog: { limit: 10 } })
    milliseconds.push(performance.now() - started)
    return recommendations.map(({ product }) => product.handle)
  }
  // Statements are prepared and pages in memory, as in a shop that is open.
  for (const { customerId } of last.slice(0, 20)) await tenFor(customerId)
  const [popular, popularNow] = [mostOrdered(known), await tenFor()]
  milliseconds.length = 0
  const hits = { own: 0, popular: 0, popularNow: 0 }
  const isIn = (ten: readonly string[], order: PastOrder) =>
    order.handles.some(handle => ten.includes(handle)) ? 1 : 0
  for (const order of last) {
    now = order.placedAt
    hits.own += isIn(await tenFor(order.customerId), order)
    hits.popular += isIn(popular, order)
    hits.popularNow += isIn(popularNow, order)
  }
  await engine.close()
  return {
    asked: last.length,
    hits: hits.own / last.length,
    popular: hits.popular / last.length,
    popularNow: hits.popularNow / last.length,
    milliseconds,
  }
}

function mostOrdered(orders: readonly PastOrder[]): string[] {
  const counts = new Map<string, number>()
  for (const { handles } of orders) for (const handle of handles) counts.set(handle, (counts.get(handle) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, 10)
    .map(([handle]) => handle)
}

/** How many times as many customers the shop's own answer suits as the better of the two lists that suit everybody. */
export const timesPopular = ({ hits, popular, popularNow }: Quality): number => hits / Math.max(popular, popularNow)
