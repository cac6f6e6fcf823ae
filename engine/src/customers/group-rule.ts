import { type Money, money } from '../shared/money.ts'

/** What customers do within so many days to join a group of themselves: all of what is named. */
export type GroupRule = {
  readonly withinDays: number
  /** Minor units of a currency that their orders left with the shop. */
  readonly spent?: { readonly currency: string; readonly amount: number }
  readonly orders?: number
}

/** What an order left with the shop: paid minus refunded. */
export type KeptOrder = { readonly placedAt: Date; readonly currency: string; readonly kept: number }

/** What is still missing to a group, and until when what was bought so far counts; no moment where nothing was. */
export type Missing = { readonly spend?: Money; readonly orders?: number; readonly by?: Date }

const dayMs = 86_400_000

/** From when on orders may count for one of these rules at this moment. */
export const countedSince = (rules: readonly GroupRule[], now: Date): Date =>
  new Date(now.getTime() - Math.max(0, ...rules.map(rule => rule.withinDays)) * dayMs)

/** Until when these orders fulfil the rule if no other follows; undefined where they do not. */
export function fulfilledUntil(rule: GroupRule, orders: readonly KeptOrder[], now: Date): Date | undefined {
  const latest = ordersWithin(rule, orders, now).toReversed()
  const decisive = [
    ...(rule.spent ? [orderReaching(rule.spent, latest)] : []),
    ...(rule.orders === undefined ? [] : [latest[rule.orders - 1]]),
  ]
  const ends = decisive.flatMap(order => (order ? [endOf(rule, order).getTime()] : []))
  return ends.length === decisive.length ? new Date(Math.min(...ends)) : undefined
}

/** The order that, with all later ones, makes up the amount. */
function orderReaching({ currency, amount }: NonNullable<GroupRule['spent']>, latest: readonly KeptOrder[]) {
  let sum = 0
  return latest.find(order => {
    if (order.currency !== currency) return false
    sum += order.kept
    return sum >= amount
  })
}

export function missingTo(rule: GroupRule, orders: readonly KeptOrder[], now: Date): Missing {
  const within = ordersWithin(rule, orders, now)
  const { amount = 0, currency = '' } = rule.spent ?? {}
  const spend = amount - spentIn(within, currency)
  const more = (rule.orders ?? 0) - within.length
  const [oldest] = within
  return {
    ...(spend > 0 && { spend: money(spend, currency) }),
    ...(more > 0 && { orders: more }),
    ...(oldest && { by: endOf(rule, oldest) }),
  }
}

/** Which part of the way to a group has been gone, by what is furthest from done: from 0 to 1. */
export function progressTo(rule: GroupRule, orders: readonly KeptOrder[], now: Date): number {
  const within = ordersWithin(rule, orders, now)
  const parts = [
    ...(rule.spent ? [spentIn(within, rule.spent.currency) / rule.spent.amount] : []),
    ...(rule.orders === undefined ? [] : [within.length / rule.orders]),
  ]
  return Math.min(1, ...parts)
}

const spentIn = (orders: readonly KeptOrder[], currency: string): number =>
  orders.reduce((sum, order) => sum + (order.currency === currency ? order.kept : 0), 0)

const endOf = ({ withinDays }: GroupRule, { placedAt }: KeptOrder): Date =>
  new Date(placedAt.getTime() + withinDays * dayMs)

/** Those that count now, the oldest first. */
const ordersWithin = (rule: GroupRule, orders: readonly KeptOrder[], now: Date): KeptOrder[] =>
  orders.filter(order => endOf(rule, order) > now).sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime())
