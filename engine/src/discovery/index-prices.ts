import { inArray, type SQL, sql } from 'drizzle-orm'
import { catalogTables } from '../catalog/index.ts'
import { pricingTables } from '../pricing/index.ts'
import type { Tx } from '../storage/port.ts'
import { tablesOf } from '../storage/query.ts'
import { spanOf } from './price-spans.ts'
import { isForOne, listAmount, lowestOf } from './shown-price.ts'
import { tables } from './tables.ts'

const catalog = tablesOf(catalogTables)
const pricing = tablesOf(pricingTables)

/** Recounts what these products, at most 500, cost now and in every time that is known to come. They must be held. */
export async function writePrices(tx: Tx, productIds: readonly string[]): Promise<void> {
  const { productPrices } = tables(tx)
  await tx.db.delete(productPrices).where(inArray(productPrices.productId, [...productIds]))
  const { products } = catalog(tx)
  const { priceLists } = pricing(tx)
  const saving = sql`case when list_amount > amount then (list_amount - amount) * 1000000 / list_amount else 0 end`
  await tx.rows(
    sql`insert into ${productPrices} (product_id, currency, customer_group, slot, starts_at, ends_at,
        min_amount, max_amount, span, min_list_amount, max_list_amount, saving_ppm, variant_count,
        product_created_at, search_number)
      with offered as (${offered(tx, productIds)}),
      listed as (${listed(tx)}),
      audiences as (
        select product_id, currency, '' as customer_group from offered
        union select product_id, currency, customer_group from listed
      ),
      moments as (
        select product_id, currency, customer_group, null as moment from audiences
        union ${momentsOf(sql`starts_at`)}
        union ${momentsOf(sql`ends_at`)}
      ),
      times as (
        select product_id, currency, customer_group, moment as starts_at, lead(moment) over following as ends_at,
          row_number() over following - 1 as slot
        from moments
        window following as (partition by product_id, currency, customer_group order by moment nulls first)
      ),
      shown as (
        select times.*, offered.list_amount, ${lowestOf(tx, offeredPrice, inTime)} as amount
        from times join offered on offered.product_id = times.product_id and offered.currency = times.currency
        where times.ends_at is null or times.ends_at > ${sql.param(tx.now, priceLists.endsAt)}
      ),
      bounds as (
        select product_id, currency, customer_group, slot, starts_at, ends_at,
          min(amount) as least, max(amount) as most, min(list_amount) as least_list, max(list_amount) as most_list,
          max(${saving}) as saving, count(*) as variants
        from shown group by product_id, currency, customer_group, slot, starts_at, ends_at
      )
      select product_id, currency, customer_group, slot, starts_at, ends_at,
        least, most, ${spanOf(sql`most - least`)}, least_list, most_list, saving, variants,
        (select ${products.createdAt} from ${products} where ${products.id} = bounds.product_id),
        (select number from ${numbered(tx)} searched where searched.product_id = bounds.product_id)
      from bounds`,
  )
}

/** Where full-text search has the numbers of products. */
const numbered = (tx: Tx): SQL => sql.raw(tx.dialect === 'sqlite' ? 'product_search_rows' : 'product_search')

const inTime = { moment: sql.raw('times.starts_at'), groups: sql.raw(`('', times.customer_group)`) }

const offeredPrice = {
  variantId: sql.raw('offered.variant_id'),
  currency: sql.raw('offered.currency'),
  amount: sql.raw('offered.amount'),
}

/** The prices of the products' living variants, as they are without price lists. */
function offered(tx: Tx, productIds: readonly string[]): SQL {
  const { products, variants } = catalog(tx)
  const { prices } = pricing(tx)
  return sql`select ${variants.productId} as product_id, ${prices.variantId} as variant_id,
      ${prices.currency} as currency, ${prices.amount} as amount, ${listAmount(tx)} as list_amount
    from ${variants}
    join ${products} on ${products.id} = ${variants.productId}
    join ${prices} on ${prices.variantId} = ${variants.id}
    where ${inArray(variants.productId, [...productIds])} and not ${variants.archived} and ${products.status} = 'active'`
}

/** For whom and for which time price lists have prices of the products. */
function listed(tx: Tx): SQL {
  const { priceLists, priceListPrices } = pricing(tx)
  const { startsAt, endsAt, customerGroup } = priceLists
  return sql`select distinct offered.product_id, offered.currency, coalesce(${customerGroup}, '') as customer_group,
      ${startsAt} as starts_at, ${endsAt} as ends_at
    from offered cross join ${priceListPrices} cross join ${priceLists}
    where ${priceListPrices.variantId} = offered.variant_id and ${isForOne(tx, sql`offered.currency`)}`
}

/** When price lists begin or end that count for an audience: its own and everybody's. */
const momentsOf = (moment: SQL): SQL =>
  sql`select audiences.product_id, audiences.currency, audiences.customer_group, ${moment}
    from audiences join listed on listed.product_id = audiences.product_id and listed.currency = audiences.currency
    where listed.customer_group in ('', audiences.customer_group) and ${moment} is not null`
