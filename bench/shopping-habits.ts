import type { ImportedProduct } from '@mitchweb/engine/contract'
import { type Random, randomFrom } from './random.ts'

/*
 * The habits of the customers of a generated shop. Of every 2,000 products (a smaller shop has as many less of each):
 *
 * - 100 are used up. Each has an interval of 14 to 60 days. A customer uses none to three of them, and buys each again
 *   once 0.8 to 1.2 of its interval has passed.
 * - 400 are steps: chains of four products that are bought one after the other, each in a later order than the one before.
 *   A customer follows one chain at a time, in half of their orders.
 * - 600 belong to kits of five products. A customer completes one kit at a time: in half of their orders, by one to three
 *   products that they do not have, bought together.
 * - 160 are of the season: 40 in each quarter of a year, of which the first are bought most.
 * - Anything may be bought for no reason at all: in a third of the orders, and where nothing else is. The n-th product of
 *   a shuffled list is bought so by one in n.
 *
 * Kits, chains and what is used up stand on shelves at random, so that nothing but the orders tells what goes together.
 * Every customer orders three to fourteen times, 10 to 60 days apart, within two years.
 */

export type PastOrder = {
  readonly id: string
  readonly customerId: string
  readonly placedAt: Date
  readonly handles: readonly string[]
}

export type PastShop = {
  readonly products: readonly ImportedProduct[]
  /** In the order of time. */
  readonly orders: readonly PastOrder[]
}

type Size = { readonly seed: number; readonly orders: number; readonly products: number }

/** A shop with about as many orders by customers with these habits; the same for the same seed on every machine. */
export function habitualShop({ seed, orders, products }: Size): PastShop {
  const random = randomFrom(seed)
  const plan = planOf(products, random)
  const made: PastOrder[] = []
  for (let customer = 1; made.length < orders; customer++) made.push(...ordersOf(`cus_${customer}`, plan, random))
  return {
    products: Array.from({ length: products }, (_, index) => productAt(index, random)),
    orders: made
      .sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime())
      .map((order, index) => ({ ...order, id: `ord_${index + 1}` })),
  }
}

type Plan = {
  readonly usedUp: readonly { readonly product: number; readonly days: number }[]
  readonly chains: readonly (readonly number[])[]
  readonly kits: readonly (readonly number[])[]
  /** By the quarter of the year. */
  readonly seasons: readonly (readonly number[])[]
  readonly all: readonly number[]
}

function planOf(products: number, random: Random): Plan {
  const all = shuffled(
    Array.from({ length: products }, (_, index) => index),
    random,
  )
  const groups = (from: number, to: number, size: number) =>
    Array.from({ length: Math.round(((to - from) * products) / size) }, (_, group) => {
      const start = Math.floor(from * products) + group * size
      return all.slice(start, start + size)
    })
  return {
    usedUp: groups(0, 0.05, 1).map(([product]) => ({ product: product!, days: 14 + random.below(47) })),
    chains: groups(0.05, 0.25, 4),
    kits: groups(0.25, 0.55, 5),
    seasons: groups(0.55, 0.63, Math.floor(0.02 * products)),
    all: shuffled(all, random),
  }
}

const day = 86_400_000
const beginning = Date.UTC(2024, 6, 1)
const days = 730

function ordersOf(customerId: string, plan: Plan, random: Random): PastOrder[] {
  const customer = aCustomer(plan, random)
  const count = 3 + random.below(12)
  const orders: PastOrder[] = []
  let time = beginning + random.below((days - 120) * 24) * 3_600_000
  while (orders.length < count && time < beginning + days * day) {
    const placedAt = new Date(time)
    const handles = [...new Set(customer.buys(placedAt))].map(handleOf)
    orders.push({ id: '', customerId, placedAt, handles })
    time += (10 + random.below(51)) * day + random.below(24) * 3_600_000
  }
  return orders
}

function aCustomer({ usedUp, chains, kits, seasons, all }: Plan, random: Random) {
  const uses = Array.from({ length: random.below(4) }, () => ({ ...random.of(usedUp), dueAt: 0 }))
  let [chain, kit]: [readonly number[], readonly number[]] = [random.of(chains), random.of(kits)]
  const isSo = (percent: number) => random.below(100) < percent

  const buys = (now: Date): number[] => {
    const bought: number[] = []
    for (const use of uses) {
      const isFirst = use.dueAt === 0
      if (isFirst ? !isSo(50) : use.dueAt > now.getTime()) continue
      bought.push(use.product)
      use.dueAt = now.getTime() + use.days * day * (0.8 + random.below(41) / 100)
    }
    if (isSo(50)) {
      const [next, ...rest] = chain
      bought.push(next!)
      chain = rest.length > 0 ? rest : random.of(chains)
    }
    if (isSo(50)) {
      const parts = shuffled(kit, random).slice(0, 1 + random.below(3))
      bought.push(...parts)
      const rest = kit.filter(product => !parts.includes(product))
      kit = rest.length > 0 ? rest : random.of(kits)
    }
    if (isSo(25)) bought.push(rankedOf(seasons[Math.floor(now.getUTCMonth() / 3)]!, random))
    if (isSo(33) || bought.length === 0) bought.push(rankedOf(all, random))
    return bought
  }
  return { buys }
}

/** The n-th by about one in n. */
function rankedOf(list: readonly number[], random: Random): number {
  const rank = Math.floor((list.length + 1) ** (random.below(1_000_000) / 1_000_000)) - 1
  return list[Math.min(rank, list.length - 1)]!
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const mixed = [...list]
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = random.below(last + 1)
    ;[mixed[last], mixed[other]] = [mixed[other]!, mixed[last]!]
  }
  return mixed
}

const handleOf = (product: number): string => `product-${product + 1}`

function productAt(index: number, random: Random): ImportedProduct {
  const shelf = random.below(60) + 1
  return {
    handle: handleOf(index),
    title: `Product ${index + 1}`,
    brand: `Brand ${random.below(40) + 1}`,
    product_type: `Kind ${shelf}`,
    categories: [`Department ${(shelf % 8) + 1} > Shelf ${shelf}`],
    tags: [`tag ${random.below(30) + 1}`],
    variants: [
      {
        sku: `PAST-${index + 1}`,
        prices: [{ currency: 'EUR', amount: 300 + random.below(200) * 50 }],
        stock: { on_hand: 1_000_000, tracked: true, backorder: false },
      },
    ],
  }
}
