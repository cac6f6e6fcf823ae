import { type SQL, sql } from 'drizzle-orm'
import { pricingTables } from '../pricing/index.ts'
import { placeholderFor } from '../storage/column-placeholders.ts'
import type { ReadTx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { tables } from './tables.ts'

const pricing = tablesOf(pricingTables)

/** For how many groups of customers a list's prices are compared; a member of more has the prices of the first of them. */
export const mostGroups = 20

/** A query for guests and one for members, who may be of several groups. */
export function forGroups<T>(make: (groups: number) => T): (groups: readonly string[]) => T {
  const [guests, members] = [make(0), make(mostGroups)]
  return groups => (groups.length === 0 ? guests : members)
}

export const groupSize = (groups: readonly string[]): number => (groups.length === 0 ? 0 : mostGroups)

/** The groups fill their placeholders; an empty name is everybody's. */
export const groupParams = (groups: readonly string[]): Record<string, string> =>
  Object.fromEntries(Array.from({ length: groupSize(groups) }, (_, index) => [`group${index}`, groups[index] ?? '']))

/** Everybody and the groups of the asker, by the number of their placeholders. */
function audience(groups: number): SQL {
  const places = Array.from({ length: groups }, (_, index) => sql.placeholder(`group${index}`))
  return sql`(${sql.join([sql`''`, ...places], sql`, `)})`
}

/** What the row of `prices` costs a buyer of one unit at the moment `now`, as `pricesFor` answers it. */
export function shownAmount(tx: ReadTx, groups: number): SQL {
  const { prices, priceLists } = pricing(tx)
  const { variantId, currency, amount } = prices
  return lowestOf(
    tx,
    { variantId: sql`${variantId}`, currency: sql`${currency}`, amount: sql`${amount}` },
    { moment: placeholderFor(priceLists.startsAt, 'now'), groups: audience(groups) },
  )
}

type Priced = { readonly variantId: SQL; readonly currency: SQL; readonly amount: SQL }

/** The lowest of a price and of the price lists that hold for the groups at a moment; null is before all moments. */
export function lowestOf(
  tx: ReadTx,
  { variantId, currency, amount }: Priced,
  { moment, groups }: { readonly moment: SQL; readonly groups: SQL },
): SQL {
  const { priceLists, priceListPrices } = pricing(tx)
  const { startsAt, endsAt } = priceLists
  return sql`coalesce((select min(${priceListPrices.amount}) from ${priceListPrices} cross join ${priceLists}
    where ${priceListPrices.variantId} = ${variantId} and ${priceListPrices.amount} < ${amount}
    and ${isForOne(tx, currency)} and coalesce(${priceLists.customerGroup}, '') in ${groups}
    and (${startsAt} is null or ${startsAt} <= ${moment})
    and coalesce(${endsAt} > ${moment}, true)), ${amount})`
}

/** The rows of `price_list_prices` and `price_lists` give a price to whoever buys one unit. */
export function isForOne(tx: ReadTx, currency: SQL): SQL {
  const { priceLists, priceListPrices } = pricing(tx)
  return sql`${priceLists.id} = ${priceListPrices.priceListId} and ${priceLists.currency} = ${currency}
    and ${priceLists.active} and ${priceListPrices.minimumQuantity} <= 1`
}

/** The price that is shown struck through, or the row's own: what a price of a list is compared with. */
export function listAmount(tx: ReadTx): SQL {
  const { amount, compareAt } = pricing(tx).prices
  return sql`(case when ${compareAt} > ${amount} then ${compareAt} else ${amount} end)`
}

/**
 * The row of `product_prices` is that of the present; of those for the asker's groups the lowest, and where several are as
 * low the one that saves most: what is reduced for one of the groups is reduced.
 */
export function holdsNow(tx: ReadTx, groups: number): SQL {
  const { productPrices } = tables(tx)
  const { productId, currency, customerGroup, minAmount, savingPpm, startsAt, endsAt } = productPrices
  const now = placeholderFor(startsAt, 'now')
  const isOf = sql`customer_group in ${audience(groups)} and (starts_at is null or starts_at <= ${now})
    and (ends_at is null or ends_at > ${now})`
  const holds = sql`${customerGroup} in ${audience(groups)} and (${startsAt} is null or ${startsAt} <= ${now})
    and (${endsAt} is null or ${endsAt} > ${now})`
  if (groups === 0) return holds
  return sql`${holds} and not exists (
    select 1 from (select * from ${productPrices} where ${isOf}) lower
    where lower.product_id = ${productId} and lower.currency = ${currency} and (lower.min_amount < ${minAmount}
      or (lower.min_amount = ${minAmount}
        and (lower.saving_ppm, lower.customer_group) > (${savingPpm}, ${customerGroup}))))`
}
