import type { Check, Place } from './check.ts'

/** What a totals list says, as one row: its parts, its total, and how many of each there are. */
const added = (column: string, { elements, text, integer }: Place) => `
  select sum(case when ${text('type')} = 'total' then 0 else ${integer('amount')} end) as parts,
    sum(case when ${text('type')} = 'total' then ${integer('amount')} else 0 end) as total,
    sum(case when ${text('type')} = 'total' then 1 else 0 end) as totals,
    sum(case when ${text('type')} = 'subtotal' then 1 else 0 end) as subtotals
  from ${elements(column)}`

const field = (name: string, column: string, place: Place) => `(select ${name} from (${added(column, place)}) added)`

const wrong = (column: string, place: Place) => `
  coalesce(${field('parts', column, place)}, 0) <> coalesce(${field('total', column, place)}, 0)
  or coalesce(${field('totals', column, place)}, 0) <> 1 or coalesce(${field('subtotals', column, place)}, 0) <> 1
  or ${field('total', column, place)} < 0`

export const totalOf = (column: string, place: Place) => `coalesce(${field('total', column, place)}, 0)`

export const orderChecks: readonly Check[] = [
  {
    name: 'completed_checkouts_are_orders',
    claim: 'Each completed checkout is exactly one order.',
    severity: 'error',
    seen: `select count(*) from checkouts where status = 'completed'`,
    broken: () => `
      select c.id as subject, count(o.id) || ' orders' as detail
      from checkouts c left join orders o on o.checkout_id = c.id
      where c.status = 'completed' group by c.id having count(o.id) <> 1`,
  },
  {
    name: 'orders_come_from_completed_checkouts',
    claim: 'Each order’s checkout is completed.',
    severity: 'error',
    seen: 'select count(*) from orders',
    broken: () => `
      select o.id as subject, 'checkout ' || o.checkout_id || ' is ' || coalesce(c.status, 'not there') as detail
      from orders o left join checkouts c on c.id = o.checkout_id
      where c.id is null or c.status <> 'completed'`,
  },
  {
    name: 'orders_are_numbered_once',
    claim: 'No number is given twice, and the next one is free.',
    severity: 'error',
    seen: 'select count(*) from orders',
    broken: () => `
      select 'number ' || number as subject, count(*) || ' orders' as detail
      from orders group by number having count(*) > 1
      union all
      select 'counter', 'stands at ' || coalesce((select value from counters where name = 'order'), 0) ||
        ', the last order is ' || last
      from (select max(number) as last from orders) numbered
      where last > coalesce((select value from counters where name = 'order'), 0)`,
  },
  {
    name: 'order_totals_add_up',
    claim: 'The totals of an order and of its lines sum to their total, which is not below zero.',
    severity: 'error',
    seen: 'select count(*) from orders',
    broken: place => `
      select o.id as subject, 'the totals of the order' as detail from orders o where ${wrong('o.totals', place)}
      union all
      select l.order_id, 'the totals of line ' || l.id from order_lines l where ${wrong('l.totals', place)}`,
  },
  {
    name: 'order_lines_are_whole',
    claim:
      'An order has lines, each with no more units than were bought; of a cancelled one nothing is ordered any more.',
    severity: 'error',
    seen: 'select count(*) from order_lines',
    broken: () => `
      select o.id as subject, 'has no lines' as detail from orders o
      where not exists (select 1 from order_lines l where l.order_id = o.id)
      union all
      select l.order_id, 'line ' || l.id || ' has ' || l.quantity || ' of ' || l.original_quantity
      from order_lines l left join orders o on o.id = l.order_id
      where o.id is null or l.quantity < 0 or l.quantity > l.original_quantity
        or (o.canceled_at is not null and l.quantity > 0)`,
  },
  {
    name: 'promotions_count_their_uses',
    claim:
      'A promotion was used as often as orders that stand, and checkouts being paid, use it; and so by its buyers.',
    severity: 'error',
    seen: 'select count(*) from promotions',
    broken: ({ texts, textValue }) => `
      select p.id as subject, 'counted ' || p.used || ', used by ' || coalesce(u.uses, 0) || ' orders and payments, by buyers ' ||
        coalesce(b.used, 0) as detail
      from promotions p left join (
        select promotion_id, count(*) as uses from (
          select distinct o.id, ${textValue} as promotion_id from orders o, ${texts('o.promotion_ids')} where o.canceled_at is null
          union all
          select distinct c.id, ${textValue} from checkouts c, ${texts('c.agreement', 'order', 'promotionIds')}
          where c.payment_id is not null and c.status not in ('completed', 'canceled')
        ) each_use group by promotion_id
      ) u on u.promotion_id = p.id left join (
        select promotion_id, sum(used) as used from promotion_uses group by promotion_id
      ) b on b.promotion_id = p.id
      where p.used <> coalesce(u.uses, 0) or p.used <> coalesce(b.used, 0)`,
  },
  {
    name: 'promotions_stay_within_limits',
    claim: 'No promotion was used more often than its limit; one that was lowered since may say so.',
    severity: 'warning',
    seen: 'select count(*) from promotions where usage_limit is not null',
    broken: () => `
      select id as subject, 'used ' || used || ' times of ' || usage_limit as detail
      from promotions where used > usage_limit`,
  },
  {
    name: 'calls_wait_for_something',
    claim: 'A call that is not answered yet waits for a checkout that is open or an order.',
    severity: 'error',
    seen: `select count(*) from idempotency where state <> 'done'`,
    broken: () => `
      select i.operation || ' ' || i.actor_key as subject, i.state || ', waits for ' || coalesce(i.reference, 'nothing') as detail
      from idempotency i
      left join checkouts c on c.id = i.reference
      left join orders o on o.id = i.reference or o.permalink_token = i.reference
      where i.state = 'in_flight'
        or (i.state = 'awaiting' and o.id is null and (c.id is null or c.status = 'completed'))`,
  },
]
