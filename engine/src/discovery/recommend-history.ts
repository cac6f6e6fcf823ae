import type { ReadTx } from '../storage/port.ts'
import { type Purchase, purchasesOf, returnedAmong } from './customer-history.ts'
import { habitsOf, popularIds, strongestPairs } from './habit-records.ts'
import { type Habits, isKept, type Owned, pull, rebuying, resemblance, shareNow } from './habits.ts'
import type { PriceAsker } from './offers.ts'
import { type Ranked, scoreSheet } from './ranked.ts'
import { alikeTo } from './recommend-related.ts'

/** What a customer bought, as far as it says what they may buy next. */
export type History = {
  readonly owned: ReadonlyMap<string, Owned>
  /** The latest products and how many orders ago they were bought, the latest first. */
  readonly seeds: readonly { readonly id: string; readonly ordersAgo: number }[]
}

export const noHistory: History = { owned: new Map(), seeds: [] }

const mostSeeds = 12

/** What was sent back is no part of it. */
export async function historyOf(tx: ReadTx, customerId: string): Promise<History> {
  // What was bought this very moment is bought too.
  const all = await purchasesOf(tx, { customerId, before: new Date(tx.now.getTime() + 1) })
  const returned = await returnedAmong(tx, { customerId, productIds: all.map(({ productId }) => productId) })
  const purchases = all.filter(({ productId }) => !returned.has(productId))
  const orders = [...new Set(purchases.map(({ orderId }) => orderId))]
  const byProduct = Map.groupBy(purchases, ({ productId }) => productId)
  return {
    owned: new Map([...byProduct].map(([id, bought]) => [id, ownedOf(bought)])),
    seeds: [...byProduct]
      .slice(0, mostSeeds)
      .map(([id, [latest]]) => ({ id, ordersAgo: orders.indexOf(latest?.orderId ?? '') })),
  }
}

const ownedOf = (latestFirst: readonly Purchase[]): Owned => ({
  times: latestFirst.length,
  firstAt: latestFirst.at(-1)!.boughtAt,
  lastAt: latestFirst[0]!.boughtAt,
})

/** What the customer has and is not likelier to buy again than anybody is to buy it. */
export async function keptOf(tx: ReadTx, { owned }: History): Promise<Set<string>> {
  if (owned.size === 0) return new Set()
  const habits = await habitsOf(tx, [...owned.keys()])
  return new Set(
    [...owned].flatMap(([id, mine]) => (isKept({ productId: id, owned: mine, now: tx.now }, habits) ? [id] : [])),
  )
}

type Asked = {
  readonly asker: PriceAsker
  readonly besides: ReadonlySet<string>
  /** Whether what everybody buys is for them too, for want of better. */
  readonly withPopular: boolean
}

/**
 * What a customer may buy next: what others bought after or with what they bought, what they buy again, what is like their
 * latest products while few orders tell of those, and what is popular now.
 */
export async function nextFor(tx: ReadTx, { owned, seeds }: History, asked: Asked): Promise<Ranked[]> {
  const ids = seeds.map(({ id }) => id)
  const pairs = [...(await strongestPairs(tx, ids, 'later')), ...(await strongestPairs(tx, ids, 'together'))]
  const popular = asked.withPopular ? await popularIds(tx) : []
  const candidates = [...pairs.map(({ otherId }) => otherId), ...popular, ...owned.keys()]
  const habits = await habitsOf(tx, [...new Set([...ids, ...candidates])])
  const sheet = scoreSheet()
  const isOpen = (id: string) => !asked.besides.has(id) && !owned.has(id)
  for (const id of popular) if (isOpen(id)) sheet.add(id, shareNow(habits, id), { kind: 'popular' })
  for (const pair of pairs) {
    const seed = seeds.find(({ id }) => id === pair.productId)
    const weight = freshness ** (seed?.ordersAgo ?? 0) * (pair.relation === 'later' ? 1 : togetherLater)
    const why = { kind: 'because_bought', of: pair.productId } as const
    if (isOpen(pair.otherId)) sheet.add(pair.otherId, weight * pull(pair, habits), why)
  }
  for (const [productId, mine] of owned) {
    if (asked.besides.has(productId)) continue
    const { habit, chance } = rebuying({ productId, owned: mine, now: tx.now }, habits)
    if (habit >= chance) sheet.add(productId, habit, { kind: 'buy_again' })
    else if (asked.withPopular) sheet.add(productId, chance, { kind: 'popular' })
  }
  const isSaid = sheet.ranked().filter(({ why }) => why.kind !== 'popular').length >= enoughSaid
  const alike = isSaid ? [] : await likeLatest(tx, ids, habits, asked)
  for (const { id, score, why } of alike) if (isOpen(id)) sheet.add(id, score, why)
  return sheet.ranked()
}

/** A product counts so much less for each order that came after it. */
const freshness = 0.85
/** What was bought together is bought in a later order too, but less often. */
const togetherLater = 0.5
/** Where orders speak for so many products, likeness is not looked for: that takes longer than all the rest. */
const enoughSaid = 10
/** With more orders of the latest products than this, their likeness says nothing worth looking for. */
const enoughOrders = 40
const mostAlike = 3

async function likeLatest(tx: ReadTx, ids: readonly string[], habits: Habits, asked: Asked): Promise<Ranked[]> {
  const unknown = ids.slice(0, mostAlike).filter(id => habits.of(id).orders < enoughOrders)
  if (unknown.length === 0) return []
  const { value: nearest } = await alikeTo(tx, unknown, asked).next()
  return (nearest ?? []).map(({ id, seedId: of, score, common }) => ({
    id,
    score: resemblance(score, habits.of(of)),
    why: { kind: 'similar', of, common },
  }))
}
