import { dayText } from '../shared/local-time.ts'
import { formatMoney } from '../shared/money.ts'
import { say, textLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import { groupsOf } from './group-records.ts'
import { countedSince, fulfilledUntil, type KeptOrder, type Missing, missingTo, progressTo } from './group-rule.ts'
import type { LoyaltyView } from './loyalty-contract.ts'
import { type LoyaltyGroup, loyaltyGroups, ordersSince } from './loyalty-records.ts'
import type { Profile } from './profile.ts'

/** Which loyalty groups a customer is in, and what is missing to the one that they are nearest to. */
export async function loyaltyOf(tx: ReadTx, { id, language }: Profile): Promise<LoyaltyView | undefined> {
  const all = await loyaltyGroups(tx)
  if (all.length === 0) return undefined
  const since = countedSince(
    all.map(({ rule }) => rule),
    tx.now,
  )
  const orders = await ordersSince(tx, { customerId: id, since })
  const own = new Set(await groupsOf(tx, id))
  const next = nearest(
    all.filter(({ name }) => !own.has(name)),
    orders,
    tx.now,
  )
  return {
    groups: all
      .filter(({ name }) => own.has(name))
      .map(({ name, rule }) => {
        const until = fulfilledUntil(rule, orders, tx.now)
        return { name, ...(until && { until: until.toISOString() }) }
      }),
    ...(next && { next: nextView(next.name, missingTo(next.rule, orders, tx.now), { now: tx.now, language }) }),
  }
}

function nearest(groups: readonly LoyaltyGroup[], orders: readonly KeptOrder[], now: Date): LoyaltyGroup | undefined {
  const ranked = groups.map(group => ({ group, progress: progressTo(group.rule, orders, now) }))
  return ranked.toSorted((a, b) => b.progress - a.progress)[0]?.group
}

type Reader = { readonly now: Date; readonly language: string | null }

function nextView(
  name: string,
  { spend, orders, by }: Missing,
  { now, language }: Reader,
): NonNullable<LoyaltyView['next']> {
  const spoken = textLanguage(language === null ? [] : [language])
  const missing = [
    ...(spend ? [say(spoken, 'loyalty_spend', { amount: formatMoney(spend) })] : []),
    ...(orders === undefined ? [] : [say(spoken, orders === 1 ? 'loyalty_order' : 'loyalty_orders', { orders })]),
  ].join(say(spoken, 'and'))
  const [day = '', today = ''] = [by ?? now, now].map(moment => moment.toISOString().slice(0, 10))
  return {
    name,
    ...(spend && { spend }),
    ...(orders !== undefined && { orders }),
    ...(by && { by: by.toISOString() }),
    content: by
      ? say(spoken, 'loyalty_next_by', { name, missing, day: dayText(day, today, spoken) })
      : say(spoken, 'loyalty_next', { name, missing }),
  }
}
