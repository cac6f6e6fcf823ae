import type { Check, Place } from './check.ts'

type Listed = {
  readonly table: string
  readonly column: string
  readonly list: string
  readonly where: string
}

/** Units of lines that a list in a JSON column names, a row for each. */
const unitsListed = ({ elements, text, integer }: Place, { table, column, list, where }: Listed) => `
  select order_id, ${text('id')} as line_id, ${integer('quantity')} as units
  from ${table}, ${elements(column, list)} where ${where}`

const unitsReturned = (place: Place, status: string, list: string) =>
  unitsListed(place, { table: 'order_returns', column: '"return"', list, where: `status = '${status}'` })

const unitsFulfilled = (place: Place, type: string) => `
  select order_id, line_id, sum(units) as units from (${unitsListed(place, {
    table: 'order_events',
    column: 'event',
    list: 'lines',
    where: `${place.textAt('event', 'type')} = '${type}'`,
  })}) listed group by order_id, line_id`

export const returnChecks: readonly Check[] = [
  {
    name: 'returned_units_were_fulfilled',
    claim: 'No more units of a line came back, or are to come back, than were sent or delivered.',
    severity: 'error',
    seen: 'select count(*) from order_returns',
    broken: place => `
      select r.order_id as subject, 'line ' || r.line_id || ': ' || r.units || ' returned, ' || coalesce(f.units, 0) ||
        ' fulfilled' as detail
      from (
        select order_id, line_id, sum(units) as units from (
          ${unitsReturned(place, 'requested', 'lines')} union all ${unitsReturned(place, 'received', 'received')}
        ) returned group by order_id, line_id
      ) r left join (
        select order_id, line_id, max(units) as units from (
          ${unitsFulfilled(place, 'shipped')} union all ${unitsFulfilled(place, 'delivered')}
        ) fulfilled group by order_id, line_id
      ) f on f.order_id = r.order_id and f.line_id = r.line_id
      where r.units > coalesce(f.units, 0)`,
  },
  {
    name: 'returns_are_refunded',
    claim: 'What goes back for a return that was received is the sum of its refunds.',
    severity: 'error',
    seen: `select count(*) from order_returns where status = 'received'`,
    broken: ({ integerAt, textAt }) => `
      select r.order_id as subject, 'return ' || r.id || ' says ' || ${integerAt('r."return"', 'refundAmount')} ||
        ', refunds ' || coalesce(m.amount, 0) as detail
      from order_returns r left join (
        select return_id, sum(amount) as amount from (
          select ${textAt('a.adjustment', 'returnId')} as return_id, f.amount
          from order_adjustments a join refunds f on f.id = a.refund_id
        ) refunded group by return_id
      ) m on m.return_id = r.id
      where r.status = 'received' and coalesce(${integerAt('r."return"', 'refundAmount')}, -1) <> coalesce(m.amount, 0)`,
  },
  {
    name: 'returned_stock_is_booked',
    claim: 'What a return put back on a shelf is booked there as returned.',
    severity: 'error',
    seen: `select count(*) from order_returns where status = 'received'`,
    broken: ({ elements, text, integer }) => `
      select b.order_id as subject, b.variant_id || ' at ' || b.location_id || ': ' || b.units || ' put back, ' ||
        coalesce(m.units, 0) || ' booked' as detail
      from (
        select order_id, variant_id, location_id, sum(units) as units from (
          select order_id, ${text('variantId')} as variant_id, ${text('locationId')} as location_id,
            ${integer('quantity')} as units
          from order_returns, ${elements('"return"', 'restocked')}
        ) put group by order_id, variant_id, location_id
      ) b join orders o on o.id = b.order_id left join (
        select reference, variant_id, location_id, sum(quantity) as units
        from stock_movements where reason = 'returned' group by reference, variant_id, location_id
      ) m on m.reference = o.checkout_id and m.variant_id = b.variant_id and m.location_id = b.location_id
      where b.units > coalesce(m.units, 0)`,
  },
]
