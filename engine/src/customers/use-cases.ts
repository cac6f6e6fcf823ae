import { notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import {
  groupNamed,
  groupsAfter,
  type Membership,
  type MembershipPlace,
  membershipsAfter,
  membershipsNamed,
  membersOf,
  saveGroup,
} from './group-records.ts'
import { maskedEmail, normalizedEmail } from './records.ts'
import { ruleOf, ruleView, saveRule } from './save-rule.ts'

export async function saveCustomerGroup(
  tx: Tx,
  { customer_group: draft }: Input<typeof contract.saveCustomerGroup>,
): Promise<Output<typeof contract.saveCustomerGroup>> {
  const name = draft.name.trim()
  // Of two rows for one member the last counts: a database refuses to change a row twice at once.
  const members = new Map(
    (draft.members ?? []).map(({ starts_at, ends_at, ...who }): [string, Membership] => {
      const member = memberNamed(who)
      return [member, { member, byRule: false, startsAt: momentOf(starts_at), endsAt: momentOf(ends_at) }]
    }),
  )
  await saveGroup(tx, { name, members: [...members.values()] })
  if (draft.rule !== undefined) await saveRule(tx, { name, rule: draft.rule && ruleOf(draft.rule) })
  return { name, ...ruleView(await groupNamed(tx, name)), members: (await membersOf(tx, [name])).get(name) ?? 0 }
}

type Who = { readonly customer_id?: string | undefined; readonly email?: string | undefined }

const memberNamed = ({ customer_id, email = '' }: Who): string => customer_id ?? normalizedEmail(email)

/** How many belong to a group, and when those do whom a draft names; addresses are told only by their beginning. */
export async function groupOutline(
  tx: ReadTx,
  { customer_group: draft }: Input<typeof contract.saveCustomerGroup>,
): Promise<object | undefined> {
  const name = draft.name.trim()
  const group = await groupNamed(tx, name)
  if (!group) return undefined
  const named = await membershipsNamed(tx, name, (draft.members ?? []).map(memberNamed))
  return {
    name,
    ...ruleView(group),
    members: (await membersOf(tx, [name])).get(name) ?? 0,
    named: named.map(row => memberView({ ...row, member: maskedEmail(row.member) })),
  }
}

const momentOf = (text: string | undefined) => (text === undefined ? null : new Date(text))

export async function listCustomerGroups(
  tx: ReadTx,
  { pagination }: Input<typeof contract.listCustomerGroups>,
): Promise<Output<typeof contract.listCustomerGroups>> {
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const groups = await groupsAfter(tx, { after: placeIn('customer_groups', cursor), limit: limit + 1 })
  const shown = groups.slice(0, limit)
  const customer_groups = shown.map(group => ({ name: group.name, ...ruleView(group), members: group.members }))
  return { customer_groups, pagination: pageOf('customer_groups', groups, limit, shown.at(-1)?.name) }
}

export async function getCustomerGroup(
  tx: ReadTx,
  { name: asked, pagination }: Input<typeof contract.getCustomerGroup>,
): Promise<Output<typeof contract.getCustomerGroup>> {
  const name = asked.trim()
  const group = await groupNamed(tx, name)
  if (!group) throw notFound('customer group', name)
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const list = `customer_group ${name}`
  const rows = await membershipsAfter(tx, name, { after: memberPlaceIn(list, cursor), limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const page =
    last && rows.length > limit
      ? { has_next_page: true, cursor: encodeCursor(list, [last.member, Number(last.byRule)]) }
      : { has_next_page: false }
  return { name, ...ruleView(group), members: shown.map(memberView), pagination: page }
}

function memberPlaceIn(list: string, cursor: string | undefined): MembershipPlace {
  const [member = '', byRule = 0] = cursor === undefined ? [] : decodeCursor(list, cursor)
  return { member: String(member), byRule: byRule === 1 }
}

const memberView = ({ member, byRule, startsAt, endsAt }: Membership) => ({
  ...(member.includes('@') ? { email: member } : { customer_id: member }),
  ...(byRule && { by_rule: true as const }),
  ...(startsAt && { starts_at: startsAt.toISOString() }),
  ...(endsAt && { ends_at: endsAt.toISOString() }),
})

function placeIn(list: string, cursor: string | undefined): string {
  return cursor === undefined ? '' : String(decodeCursor(list, cursor)[0] ?? '')
}

const pageOf = (list: string, rows: readonly unknown[], limit: number, last: string | undefined) =>
  rows.length > limit && last !== undefined
    ? { has_next_page: true, cursor: encodeCursor(list, [last]) }
    : { has_next_page: false }
