import type { z } from 'zod'
import { connectedTo, holdConnection } from '../accounts/index.ts'
import { categoriesNamed, pathsOfCategories } from '../catalog/index.ts'
import { type Actor, customerOf } from '../shared/actor.ts'
import { CommerceError, notFound, quoteInput } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { isActive, type Mandate } from './mandate.ts'
import type * as contract from './mandate-contract.ts'
import {
  endMandate,
  endMandatesOfAgent,
  type MandateUse,
  mandateById,
  mandatesOf,
  saveMandate,
  usesOf,
} from './mandate-records.ts'
import { savedMethod } from './saved-method-records.ts'

type Caller = { readonly actor: Actor }
type MandateView = z.infer<typeof contract.mandateView>

const longestMs = 366 * 86_400_000

export async function grantMandate(
  tx: Tx,
  { mandate: asked }: Input<typeof contract.grantMandate>,
  { actor }: Caller,
): Promise<Output<typeof contract.grantMandate>> {
  const customerId = ownerIn(actor)
  const expiresAt = new Date(asked.expires_at)
  if (expiresAt <= tx.now || expiresAt.getTime() > tx.now.getTime() + longestMs)
    throw wrong('expires_at', 'must lie ahead, by a year at most')
  if ((asked.per_order ?? 0) > asked.total) throw wrong('per_order', 'must not be above total')
  const isConnected = await holdConnection(tx, { customerId, clientId: asked.agent_id })
  if (!isConnected) throw await notConnected(tx, { customerId, agentId: asked.agent_id })
  const mandate: Mandate = {
    id: tx.newId('mdt'),
    customerId,
    agentId: asked.agent_id,
    currency: asked.currency,
    totalMinor: asked.total,
    usedMinor: 0,
    perOrderMinor: asked.per_order ?? null,
    askAboveMinor: asked.ask_above ?? null,
    categoryIds: asked.categories ? await categoryIdsNamed(tx, asked.categories) : null,
    paymentMethodId: await ownMethod(tx, customerId, asked.payment_method_id),
    createdAt: tx.now,
    expiresAt,
    revokedAt: null,
  }
  await saveMandate(tx, mandate)
  await tx.emit('mandate.granted', { mandate_id: mandate.id, customer_id: customerId, agent_id: mandate.agentId })
  return viewOf(tx, mandate)
}

export async function revokeMandate(
  tx: Tx,
  { id }: Input<typeof contract.revokeMandate>,
  { actor }: Caller,
): Promise<Output<typeof contract.revokeMandate>> {
  const customerId = ownerIn(actor)
  const known = await mandateById(tx, id)
  if (known?.customerId !== customerId || !isOwn(known, actor)) throw notFound('mandate', id)
  await endMandate(tx, id)
  await tx.emit('mandate.revoked', { mandate_id: id, customer_id: customerId, agent_id: known.agentId })
  return viewOf(tx, { ...known, revokedAt: known.revokedAt ?? tx.now })
}

/** Ends what an agent may spend of a customer's, who has disconnected it; connected anew, it begins with nothing. */
export async function endMandatesOf(tx: Tx, agent: Pick<Mandate, 'customerId' | 'agentId'>): Promise<void> {
  for (const { id, customerId, agentId } of await endMandatesOfAgent(tx, agent)) {
    await tx.emit('mandate.revoked', { mandate_id: id, customer_id: customerId, agent_id: agentId })
  }
}

const shownUses = 200

export async function listMandates(
  tx: ReadTx,
  { limit = defaultPageSize, cursor }: Input<typeof contract.listMandates>,
  { actor }: Caller,
): Promise<Output<typeof contract.listMandates>> {
  const customerId = ownerIn(actor)
  const list = `mandates ${customerId}`
  const agentId = actor.kind === 'agent' ? actor.agentId : undefined
  const rows = await mandatesOf(tx, { customerId, agentId }, { ...placeIn(list, cursor), limit: limit + 1 })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    mandates: await viewsOf(tx, shown),
    pagination: last
      ? { has_next_page: true, cursor: encodeCursor(list, [last.createdAt.getTime(), last.id]) }
      : { has_next_page: false },
  }
}

function placeIn(list: string, cursor: string | undefined) {
  if (cursor === undefined) return {}
  const [at, id] = decodeCursor(list, cursor)
  return { before: { createdAt: new Date(Number(at)), id: String(id) } }
}

/** An agent sees and ends what was granted to it alone. */
const isOwn = ({ agentId }: Mandate, actor: Actor): boolean => actor.kind !== 'agent' || actor.agentId === agentId

function ownerIn(actor: Actor): string {
  const customerId = customerOf(actor)
  if (customerId !== undefined) return customerId
  throw new CommerceError('unauthorized', 'Mandates are for customers who are signed in.')
}

async function ownMethod(tx: ReadTx, customerId: string, id: string | undefined): Promise<string | null> {
  if (id === undefined) return null
  const method = await savedMethod(tx, id)
  if (method?.customerId === customerId) return id
  throw notFound('payment method', id)
}

async function categoryIdsNamed(tx: ReadTx, names: readonly string[]): Promise<string[]> {
  const ids = new Set<string>()
  for (const name of names) {
    const found = await categoriesNamed(tx, [name])
    if (found.length === 0) throw notFound('category', name)
    for (const { id } of found) ids.add(id)
  }
  return [...ids]
}

/** Nobody could use such a mandate, and whoever has this id one day would. */
async function notConnected(
  tx: ReadTx,
  { customerId, agentId }: Pick<Mandate, 'customerId' | 'agentId'>,
): Promise<CommerceError> {
  const connected = await connectedTo(tx, { customerId, limit: 5 })
  const names = connected.map(({ clientId, name }) => quoteInput(clientId) + (name ? ` (${quoteInput(name)})` : ''))
  const next =
    names.length > 0
      ? `Connected are ${names.join(', ')}.`
      : `None is: give one the address ${tx.publicUrl}/mcp, allow it what it asks for, and grant the mandate then.`
  const path = '$.mandate.agent_id'
  const text = `${path}: No agent ${quoteInput(agentId)} is connected to this account. ${next}`
  const agents = connected.map(({ clientId, name }) => ({ agent_id: clientId, ...(name && { name }) }))
  return new CommerceError('invalid_input', text, { path, connected: agents })
}

const wrong = (field: string, problem: string) =>
  new CommerceError('invalid_input', `$.mandate.${field}: ${quoteInput(field)} ${problem}.`, {
    path: `$.mandate.${field}`,
  })

/** A mandate as it is now, for whoever notes what changed. */
export async function mandateState(tx: ReadTx, id: string): Promise<MandateView | undefined> {
  const known = await mandateById(tx, id)
  return known && viewOf(tx, known)
}

const viewOf = async (tx: ReadTx, mandate: Mandate): Promise<MandateView> => (await viewsOf(tx, [mandate]))[0]!

async function viewsOf(tx: ReadTx, mandates: readonly Mandate[]): Promise<MandateView[]> {
  const uses = await usesOf(
    tx,
    mandates.map(({ id }) => id),
    shownUses,
  )
  const paths = await pathsOfCategories(
    tx,
    mandates.flatMap(({ categoryIds }) => categoryIds ?? []),
  )
  return mandates.map(mandate => ({
    id: mandate.id,
    agent_id: mandate.agentId,
    status: statusOf(mandate, tx.now),
    currency: mandate.currency,
    total: mandate.totalMinor,
    used: mandate.usedMinor,
    remaining: mandate.totalMinor - mandate.usedMinor,
    ...(mandate.perOrderMinor !== null && { per_order: mandate.perOrderMinor }),
    ...(mandate.askAboveMinor !== null && { ask_above: mandate.askAboveMinor }),
    ...(mandate.categoryIds && { categories: mandate.categoryIds.map(id => paths.get(id) ?? id) }),
    ...(mandate.paymentMethodId !== null && { payment_method_id: mandate.paymentMethodId }),
    created_at: mandate.createdAt.toISOString(),
    expires_at: mandate.expiresAt.toISOString(),
    ...(mandate.revokedAt && { revoked_at: mandate.revokedAt.toISOString() }),
    uses: uses.filter(({ mandateId }) => mandateId === mandate.id).map(useView),
  }))
}

const useView = ({ amountMinor, status, usedAt, reference, orderId }: MandateUse) => ({
  amount: amountMinor,
  status,
  used_at: usedAt.toISOString(),
  checkout_id: reference,
  ...(orderId !== null && { order_id: orderId }),
})

function statusOf(mandate: Mandate, now: Date): MandateView['status'] {
  if (mandate.revokedAt) return 'revoked'
  if (!isActive(mandate, now)) return 'expired'
  return mandate.usedMinor < mandate.totalMinor ? 'active' : 'used_up'
}
