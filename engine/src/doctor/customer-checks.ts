import type { Check, Place } from './check.ts'

/** What a member's orders that still count come to in the currency of the rule. */
const spent = ({ textAt }: Place) =>
  `coalesce(sum(case when o.currency = ${textAt('g.rule', 'spent', 'currency')} then o.kept end), 0)`

export const customerChecks: readonly Check[] = [
  {
    name: 'members_by_rule_fulfil_it',
    claim:
      'Who is in a group by its rule has bought what the rule asks for. While a changed rule is applied, they may lag.',
    severity: 'error',
    seen: 'select count(*) from customer_group_members where by_rule',
    broken: place => `
      select m.group_name || ' ' || m.member as subject, count(o.order_id) || ' orders, ' || ${spent(place)} || ' spent' as detail
      from customer_group_members m
      join customer_groups g on g.name = m.group_name and g.rule is not null and g.counted_to is null
      left join customer_orders o on o.customer_id = m.member
        and ${place.daysAfter('o.placed_at', place.integerAt('g.rule', 'withinDays'))} > ${place.moment(place.now)}
      where m.by_rule and m.ends_at > ${place.moment(place.now)}
      group by m.group_name, m.member, g.rule
      having count(o.order_id) < coalesce(${place.integerAt('g.rule', 'orders')}, 0)
        or ${spent(place)} < coalesce(${place.integerAt('g.rule', 'spent', 'amount')}, 0)`,
  },
]
