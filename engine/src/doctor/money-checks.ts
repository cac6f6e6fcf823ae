import type { Check } from './check.ts'
import { totalOf } from './order-checks.ts'

/** Whether a captured payment is one of those that pay the order: the checkout’s own, and what came from gift cards. */
const paysOrder = '(p.gift_card_id is not null or p.id = c.payment_id)'

export const moneyChecks: readonly Check[] = [
  {
    name: 'orders_are_paid',
    claim: 'What was captured for an order is its total, and so is what it says it was paid with.',
    severity: 'error',
    seen: 'select count(*) from orders',
    broken: place => `
      select o.id as subject, 'total ' || ${totalOf('o.totals', place)} || ', captured ' || coalesce(paid.amount, 0) as detail
      from orders o left join (
        select c.id, sum(p.amount) as amount from payments p join checkouts c on c.id = p.reference
        where p.status = 'captured' and ${paysOrder} group by c.id
      ) paid on paid.id = o.checkout_id
      where ${totalOf('o.totals', place)} <> coalesce(paid.amount, 0)
        or (o.payments is not null and ${totalOf('o.totals', place)} <>
          (select coalesce(sum(${place.integer('amount')}), 0) from ${place.elements('o.payments')}))`,
  },
  {
    name: 'captured_money_has_an_order',
    claim: 'Money without an order went back or is on its way back, all of it.',
    severity: 'error',
    seen: `select count(*) from payments where status = 'captured'`,
    broken: () => `
      select p.id as subject, 'captured ' || p.amount || ' for ' || p.reference || ', going back ' || p.refunded as detail
      from payments p left join checkouts c on c.id = p.reference left join orders o on o.checkout_id = p.reference
      where p.status = 'captured' and p.refunded <> p.amount and (o.id is null or not ${paysOrder})`,
  },
  {
    name: 'checkouts_know_their_payment',
    claim: 'A checkout’s payment is its own, and open for as long as it is being paid.',
    severity: 'error',
    seen: 'select count(*) from checkouts where payment_id is not null',
    broken: () => `
      select c.id as subject, c.status || ', payment ' || coalesce(c.payment_id, 'none') || ' is ' ||
        coalesce(p.status, 'not there') as detail
      from checkouts c left join payments p on p.id = c.payment_id and p.reference = c.id
      where (c.payment_id is not null and p.id is null)
        or (c.status = 'complete_in_progress' and (p.id is null or c.agreement is null))
        or (c.status in ('complete_in_progress', 'requires_escalation', 'ready_for_complete', 'incomplete')
          and p.id is not null and p.status <> 'pending')
        or (c.status = 'completed' and p.id is not null and p.status <> 'captured')`,
  },
  {
    name: 'one_payment_at_a_time',
    claim: 'A checkout has at most one payment under way.',
    severity: 'error',
    seen: `select count(*) from payments where status = 'pending'`,
    broken: () => `
      select reference as subject, count(*) || ' pending payments' as detail
      from payments where status = 'pending' group by reference having count(*) > 1`,
  },
  {
    name: 'payments_are_for_checkouts',
    claim: 'Each payment is for a checkout.',
    severity: 'error',
    seen: 'select count(*) from payments',
    broken: () => `
      select p.id as subject, 'is for ' || p.reference as detail
      from payments p left join checkouts c on c.id = p.reference where c.id is null`,
  },
  {
    name: 'refunds_add_up',
    claim: 'The refunds of a payment sum to what went back of it, which is no more than was captured.',
    severity: 'error',
    seen: 'select count(*) from refunds',
    broken: () => `
      select p.id as subject, p.status || ' ' || p.amount || ', refunded ' || p.refunded || ', refunds ' ||
        coalesce(r.amount, 0) as detail
      from payments p left join (
        select payment_id, sum(amount) as amount from refunds where status <> 'failed' group by payment_id
      ) r on r.payment_id = p.id
      where p.refunded <> coalesce(r.amount, 0) or p.refunded > p.amount or (p.refunded > 0 and p.status <> 'captured')
      union all
      select r.id, 'is of payment ' || r.payment_id from refunds r left join payments p on p.id = r.payment_id
      where p.id is null or p.currency <> r.currency`,
  },
  {
    name: 'orders_show_their_refunds',
    claim: 'What went back of an order’s payments is what the order shows, refund by refund.',
    severity: 'error',
    seen: 'select count(*) from order_adjustments where refund_id is not null',
    broken: ({ integerAt }) => `
      select a.order_id as subject, 'refund ' || a.refund_id || ' is ' || coalesce(r.status, 'not there') ||
        ', shown as ' || a.status as detail
      from order_adjustments a left join refunds r on r.id = a.refund_id
      where a.refund_id is not null and (r.id is null
        or a.status <> case r.status when 'succeeded' then 'completed' else r.status end
        or r.amount <> -${integerAt('a.adjustment', 'amount')})
      union all
      select o.id, 'refund ' || r.id || ' is not shown'
      from refunds r join payments p on p.id = r.payment_id join checkouts c on c.id = p.reference
      join orders o on o.checkout_id = c.id left join order_adjustments a on a.refund_id = r.id
      where ${paysOrder} and a.id is null`,
  },
  {
    name: 'disputes_add_up',
    claim: 'What is disputed of a payment is the sum of its disputes that are open or lost.',
    severity: 'error',
    seen: 'select count(*) from disputes',
    broken: () => `
      select p.id as subject, 'disputed ' || p.disputed || ', disputes ' || coalesce(d.amount, 0) as detail
      from payments p left join (
        select payment_id, sum(amount) as amount from disputes
        where status in ('needs_response', 'under_review', 'lost') group by payment_id
      ) d on d.payment_id = p.id
      where p.disputed <> coalesce(d.amount, 0)
      union all
      select d.id, 'is of payment ' || d.payment_id from disputes d left join payments p on p.id = d.payment_id
      where p.id is null`,
  },
  {
    name: 'gift_cards_add_up',
    claim: 'The balance of a gift card is the sum of its entries, and not below zero.',
    severity: 'error',
    seen: 'select count(*) from gift_cards',
    broken: () => `
      select g.id as subject, 'balance ' || g.balance || ', entries ' || coalesce(e.amount, 0) as detail
      from gift_cards g left join (
        select gift_card_id, sum(amount) as amount from gift_card_entries group by gift_card_id
      ) e on e.gift_card_id = g.id
      where g.balance <> coalesce(e.amount, 0) or g.balance < 0
      union all
      select e.gift_card_id, 'has entries and is not there' from gift_card_entries e
      left join gift_cards g on g.id = e.gift_card_id where g.id is null group by e.gift_card_id`,
  },
  {
    name: 'card_payments_are_booked',
    claim: 'What a gift card paid went from it, and what was given back came on it again.',
    severity: 'error',
    seen: 'select count(*) from payments where gift_card_id is not null',
    broken: () => `
      select p.id as subject, p.status || ' ' || p.amount || ', refunded ' || p.refunded || ', booked ' ||
        coalesce(e.amount, 0) as detail
      from payments p left join (
        select payment_id, sum(amount) as amount from gift_card_entries where payment_id is not null group by payment_id
      ) e on e.payment_id = p.id
      where p.gift_card_id is not null
        and coalesce(e.amount, 0) <> case when p.status in ('held', 'captured') then p.refunded - p.amount else 0 end`,
  },
  {
    name: 'held_money_is_for_payments',
    claim: 'Money of gift cards is held for checkouts that are being paid.',
    severity: 'error',
    seen: `select count(*) from payments where status = 'held'`,
    broken: () => `
      select p.id as subject, 'held for ' || p.reference || ', which is ' || coalesce(c.status, 'not there') as detail
      from payments p left join checkouts c on c.id = p.reference
      where p.status = 'held' and (c.id is null or c.payment_id is null or c.status in ('completed', 'canceled'))`,
  },
  {
    name: 'saved_methods_are_of_customers',
    claim: 'A saved payment method that can be paid with is of a customer whom its provider knows.',
    severity: 'error',
    seen: 'select count(*) from payment_methods',
    broken: () => `
      select m.id as subject, 'is of ' || m.customer_id || ', whom ' || m.handler_id || ' does not know' as detail
      from payment_methods m left join provider_customers p
        on p.customer_id = m.customer_id and p.handler_id = m.handler_id
      where p.provider_id is null and m.removed_at is null`,
  },
  {
    name: 'saved_methods_pay_for_their_owner',
    claim: 'Nobody pays with another customer’s saved payment method.',
    severity: 'error',
    seen: 'select count(*) from payment_methods',
    broken: place => `
      select p.id as subject, 'pays for ' || c.owner_id || ' by a method of ' || m.customer_id as detail
      from payments p join checkouts c on c.id = p.reference
        join payment_methods m on m.id = ${place.textAt('p.instrument', 'id')}
      where c.owner_id <> m.customer_id`,
  },
  {
    name: 'mandates_add_up',
    claim: 'What agents used of a mandate is the sum of what they hold and spent, and within its budget.',
    severity: 'error',
    seen: 'select count(*) from mandates',
    broken: () => `
      select m.id as subject, 'used ' || m.used_minor || ' of ' || m.total_minor || ', uses ' ||
        coalesce(u.amount, 0) as detail
      from mandates m left join (
        select mandate_id, sum(amount_minor) as amount from mandate_uses where status <> 'returned' group by mandate_id
      ) u on u.mandate_id = m.id
      where m.used_minor <> coalesce(u.amount, 0) or m.used_minor > m.total_minor`,
  },
  {
    name: 'mandates_pay_for_orders',
    claim: 'What was spent inside a mandate paid an order of its customer, and what is held is being paid.',
    severity: 'error',
    seen: 'select count(*) from mandate_uses',
    broken: () => `
      select u.id as subject, u.status || ' for ' || u.reference as detail
      from mandate_uses u join mandates m on m.id = u.mandate_id
        left join checkouts c on c.id = u.reference left join orders o on o.id = u.order_id
      where (u.status = 'held' and (c.id is null or c.payment_id is null or c.status in ('completed', 'canceled')))
        or (u.status = 'spent' and (o.id is null or o.checkout_id <> u.reference or o.owner_id <> m.customer_id
          or o.canceled_at is not null))`,
  },
]
