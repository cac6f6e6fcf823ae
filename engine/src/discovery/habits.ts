/** How often a product is bought: in orders, of which one long ago counts for less. */
export type Habit = {
  readonly orders: number
  /** The same, fading sooner. */
  readonly recent: number
  /** Orders of customers who are known. */
  readonly known: number
  /** Orders of customers who had bought it not long before. */
  readonly followed: number
  /** Orders of customers who had bought it before, and the days that had passed since. */
  readonly rebought: number
  readonly rebuyDays: number
  /** Of all products alone: how much would have been bought again if that were left to chance. */
  readonly rebuyChance: number
}

export type Habits = { readonly all: Habit; readonly of: (productId: string) => Habit }

export type Relation = 'together' | 'later'

/** In so many orders the other product was bought with the first one, or after it. */
export type Pair = {
  readonly productId: string
  readonly otherId: string
  readonly relation: Relation
  readonly orders: number
}

/** With fewer orders than this a product is known by what it is like rather than by its orders. */
export const fewOrders = 10

/** The share of all orders that a product is in. */
export const shareOf = ({ all, of }: Habits, productId: string): number =>
  all.orders === 0 ? 0 : of(productId).orders / all.orders

/** The same of late. */
export const shareNow = ({ all, of }: Habits, productId: string): number =>
  all.recent === 0 ? 0 : of(productId).recent / all.recent

type Cases = {
  /** In so many of the cases it happened. */
  readonly times: number
  readonly cases: number
  /** How often it happened in all, and of how much. */
  readonly allTimes: number
  readonly all: number
}

/**
 * How much likelier something surely is in some cases than in all others. What is rare may have happened by luck, so the
 * least number of times is taken that such luck leaves; and few cases prove little, whatever their share.
 */
export function surplus({ times, cases, allTimes, all }: Cases): number {
  const least = Math.max(0, Math.sqrt(times) - doubt) ** 2
  const elsewhere = Math.max(0, allTimes - times) / (Math.max(0, all - cases) + fewOrders)
  return Math.max(0, least - cases * elsewhere) / (cases + fewOrders)
}

/** Half of how many standard deviations luck is given. */
const doubt = 1

/** How much likelier the other product of a pair is for who buys the first one, or bought it. */
export function pull({ productId, otherId, relation, orders }: Pair, habits: Habits): number {
  const { orders: bought, followed } = habits.of(productId)
  const cases = relation === 'together' ? bought : followed
  return surplus({ times: orders, cases, allTimes: habits.of(otherId).orders, all: habits.all.orders })
}

/** How much likelier a product is bought for being like another one: little, and less the more orders tell of that one. */
export const resemblance = (likeness: number, { orders }: Habit): number =>
  (mostResemblance * Math.min(1, likeness / greatLikeness) * fewOrders) / (orders + fewOrders)

const mostResemblance = 0.05
/** Of the score that `likeness` gives to products of one category, type and brand with much else in common. */
const greatLikeness = 18

/** A product that a customer bought before: in how many orders, and when first and last. */
export type Owned = { readonly times: number; readonly firstAt: Date; readonly lastAt: Date }

type Repeat = { readonly productId: string; readonly owned: Owned; readonly now: Date }

/**
 * How likely a customer buys a product again now, once that is due: by the product's habit or their own, and by chance, as
 * far as this shop's customers leave it to chance to buy again at all.
 */
export function rebuying(
  { productId, owned, now }: Repeat,
  habits: Habits,
): { readonly habit: number; readonly chance: number } {
  const { all, of } = habits
  const { orders, rebought, rebuyDays, known } = of(productId)
  const elapsed = daysBetween(owned.lastAt, now)
  const isTheirs = owned.times >= 3
  const days = isTheirs ? daysBetween(owned.firstAt, owned.lastAt) / (owned.times - 1) : rebuyDays / rebought
  const usual = surplus({ times: rebought, cases: known, allTimes: orders, all: all.orders })
  const own = isTheirs ? (owned.times - 1) / (owned.times + 2) : 0
  const likeAnybody = Math.min(1, all.rebought / (all.rebuyChance + fewOrders))
  return {
    habit: Math.max(usual, own) * due(elapsed / days),
    chance: elapsed / (all.rebuyDays / all.rebought) >= 0.5 ? likeAnybody * shareNow(habits, productId) : 0,
  }
}

/** Whether a customer who has the product is no likelier to buy it than anybody. */
export function isKept(repeat: Repeat, habits: Habits): boolean {
  const { habit, chance } = rebuying(repeat, habits)
  return Math.max(habit, chance) <= shareNow(habits, repeat.productId)
}

/** 0 soon after a purchase, 1 about when it is usually repeated, and less again when that is long past. */
function due(elapsed: number): number {
  // Where nobody ever bought again there is nothing to divide by.
  if (Number.isNaN(elapsed) || elapsed < 0.5) return 0
  if (elapsed < 0.8) return (elapsed - 0.5) / 0.3
  return elapsed > 3 ? 3 / elapsed : 1
}

const daysBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 86_400_000
