import type { Check } from './check.ts'

const booked = `(select variant_id, location_id, sum(quantity) as units from stock_movements group by variant_id, location_id)`
const held = `(select variant_id, location_id, sum(quantity) as units from reservations where status = 'held' group by variant_id, location_id)`

/** Rows of counts that differ from what `column` is the sum of, and sums that no row stands for. */
const differing = (column: string, sums: string) => `
  select s.variant_id || ' at ' || s.location_id as subject,
    'counted ' || s.${column} || ', adds up to ' || coalesce(m.units, 0) as detail
  from stock s left join ${sums} m on m.variant_id = s.variant_id and m.location_id = s.location_id
  where s.${column} <> coalesce(m.units, 0)
  union all
  select m.variant_id || ' at ' || m.location_id, 'not counted, adds up to ' || m.units
  from ${sums} m left join stock s on m.variant_id = s.variant_id and m.location_id = s.location_id
  where s.variant_id is null and m.units <> 0`

/** How long the sweep may need to release a hold whose time is over. */
const sweepMinutes = 10

export const stockChecks: readonly Check[] = [
  {
    name: 'stock_is_its_ledger',
    claim: 'What is on hand is the sum of its movements.',
    severity: 'error',
    seen: 'select count(*) from stock',
    broken: () => differing('on_hand', booked),
  },
  {
    name: 'reserved_is_held',
    claim: 'What is reserved is the sum of the open holds.',
    severity: 'error',
    seen: `select count(*) from reservations where status = 'held'`,
    broken: () => differing('reserved', held),
  },
  {
    name: 'stock_is_not_oversold',
    claim: 'No more is reserved than is there, but where more may be sold.',
    severity: 'error',
    seen: 'select count(*) from stock where tracked',
    broken: () => `
      select variant_id || ' at ' || location_id as subject, 'on hand ' || on_hand || ', reserved ' || reserved as detail
      from stock where reserved < 0 or (tracked and not backorder and reserved > on_hand)`,
  },
  {
    name: 'holds_are_for_payments',
    claim: 'Stock is held for checkouts that are being paid.',
    severity: 'error',
    seen: `select count(*) from reservations where status = 'held'`,
    broken: () => `
      select r.id as subject, 'held for ' || r.reference || ', which is ' || coalesce(c.status, 'not there') as detail
      from reservations r left join checkouts c on c.id = r.reference
      where r.status = 'held' and (c.id is null or c.payment_id is null or c.status in ('completed', 'canceled'))`,
  },
  {
    name: 'no_hold_outlives_its_time',
    claim: 'A hold whose time is over is released by the sweep of a running shop.',
    severity: 'error',
    seen: `select count(*) from reservations where status = 'held'`,
    broken: ({ moment, now }) => `
      select id as subject, 'held for ' || reference as detail from reservations
      where status = 'held' and expires_at < ${moment(new Date(now.getTime() - sweepMinutes * 60_000))}`,
  },
  {
    name: 'sold_units_left_the_shelf',
    claim: 'What was claimed for an order is booked as sold, and what came back as returned.',
    severity: 'error',
    seen: `select count(*) from reservations where status = 'claimed'`,
    broken: () => `
      select r.reference || ', ' || r.variant_id as subject,
        'claimed ' || r.units || ' and booked ' || coalesce(-m.sold, 0) ||
          ', back ' || r.back || ' and booked ' || coalesce(m.back, 0) as detail
      from (
        select reference, variant_id, sum(quantity) as units, sum(returned) as back
        from reservations where status = 'claimed' group by reference, variant_id
      ) r left join (
        select reference, variant_id, sum(case when reason = 'sold' then quantity else 0 end) as sold,
          sum(case when reason = 'returned' then quantity else 0 end) as back
        from stock_movements where reference is not null group by reference, variant_id
      ) m on m.reference = r.reference and m.variant_id = r.variant_id
      where r.units <> coalesce(-m.sold, 0) or r.back <> coalesce(m.back, 0) or r.back > r.units`,
  },
  {
    name: 'sold_stock_has_an_order',
    claim: 'Stock is claimed for checkouts that became orders.',
    severity: 'error',
    seen: `select count(*) from reservations where status = 'claimed'`,
    broken: () => `
      select r.id as subject, 'claimed for ' || r.reference as detail
      from reservations r left join orders o on o.checkout_id = r.reference
      where r.status = 'claimed' and o.id is null`,
  },
]
