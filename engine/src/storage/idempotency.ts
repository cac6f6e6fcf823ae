import { createHash } from 'node:crypto'
import { and, eq, lte, ne, sql } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import type { Tx } from './port.ts'
import { command, query } from './query.ts'
import { tables } from './tables.ts'

/** A call that may be repeated: who asks, for what, under which key of the caller's. */
export type KeyedCall = { readonly actorKey: string; readonly operation: string; readonly key: string }

/** The call with what was asked, so that the same key with another body is noticed. */
export type IdempotentCall = KeyedCall & { readonly bodyHash: string }

/** A call whose caller may have left the key out. */
export type Call = Omit<IdempotentCall, 'key'> & { readonly key?: string }

/** The call as one that may be repeated, if it has a key. */
export const keyed = ({ key, ...call }: Call): IdempotentCall | undefined =>
  key === undefined ? undefined : { ...call, key }

/**
 * `claimed`: this call is the first and does the work. `replay`: it was done, and this is the answer it got. `pending`:
 * an earlier one began and waits for this reference, such as a payment.
 */
export type Claim = 'claimed' | { readonly replay: unknown } | { readonly pending: string }

const keptHours = 48

/** In the place of an answer that was about somebody who is erased. No operation answers this. */
export const erasedAnswer = '{"erased":true}'

/**
 * Claims the key in the transaction of the effect, so that both are kept or neither. Another body under the same key is
 * an `idempotency_conflict`. With a `reference` the call is not finished by this transaction, but by `finishKeysOf`.
 * A duplicate at the same time waits until the first has committed: in SQLite's queue, and on PostgreSQL in the insert.
 */
export async function claimKey(
  tx: Tx,
  { reference, ...call }: IdempotentCall & { readonly reference?: string },
): Promise<Claim> {
  const claimed = await insertKey(tx, {
    ...call,
    state: reference === undefined ? 'in_flight' : 'awaiting',
    reference: reference ?? null,
    now: tx.now,
    expiresAt: expiry(tx),
  })
  if (claimed.length > 0) return 'claimed'
  const [earlier] = await keyRow(tx, call)
  if (!earlier) throw new CommerceError('request_in_progress', 'The same request has only just been undone.')
  if (earlier.bodyHash !== call.bodyHash) {
    throw new CommerceError('idempotency_conflict', `This key was used for another ${call.operation} request.`)
  }
  if (earlier.answer === erasedAnswer) {
    throw new CommerceError('invalid_state', `This ${call.operation} was done; its answer was erased with a customer.`)
  }
  if (earlier.state === 'done') return { replay: earlier.answer === null ? undefined : JSON.parse(earlier.answer) }
  if (earlier.reference !== null) return { pending: earlier.reference }
  throw new CommerceError('request_in_progress', `This ${call.operation} request is being worked on.`)
}

/** Keeps the answer for whoever repeats the call. Answers what is kept: that of another node where it came first. */
export async function finishKey<T>(tx: Tx, { answer, ...call }: KeyedCall & { readonly answer: T }): Promise<T> {
  const kept = await finishOne(tx, { ...call, answer: JSON.stringify(answer) ?? null, expiresAt: expiry(tx) })
  if (kept.length > 0) return answer
  const [first] = await keyRow(tx, call)
  return first?.answer == null ? answer : JSON.parse(first.answer)
}

/** Finishes every call that waits for the reference, with one answer. Those already finished keep theirs. */
export async function finishKeysOf(tx: Tx, reference: string, answer: unknown): Promise<void> {
  await finishAwaiting(tx, { reference, answer: JSON.stringify(answer) ?? null, expiresAt: expiry(tx) })
}

/** Forgets the call, so that the same key may be used again: what was refused is not kept. */
export async function releaseKey(tx: Tx, { actorKey, operation, key }: KeyedCall): Promise<void> {
  await deleteKey(tx, { actorKey, operation, key })
}

/** Forgets calls whose time is over. */
export async function pruneKeys(tx: Tx): Promise<void> {
  const { idempotency } = tables(tx)
  await tx.db.delete(idempotency).where(lte(idempotency.expiresAt, tx.now))
}

/** The same for bodies that say the same, in whatever order their keys came. */
export function bodyHash(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body, sorted) ?? '')
    .digest('hex')
}

const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

const expiry = (tx: Tx) => new Date(tx.now.getTime() + keptHours * 3_600_000)

const isCall = (tx: Pick<Tx, 'columns'>) => {
  const { idempotency } = tables(tx)
  return and(
    eq(idempotency.actorKey, sql.placeholder('actorKey')),
    eq(idempotency.operation, sql.placeholder('operation')),
    eq(idempotency.key, sql.placeholder('key')),
  )
}

const finished = (tx: Pick<Tx, 'columns'>) => {
  const { answer, expiresAt } = tables(tx).idempotency
  return {
    state: 'done' as const,
    answer: sql`${sql.param(sql.placeholder('answer'), answer)}`,
    expiresAt: sql`${sql.param(sql.placeholder('expiresAt'), expiresAt)}`,
  }
}

/** Answers a row when the key was free, or taken so long ago that it is free again. */
const insertKey = command((db, tx) => {
  const { idempotency } = tables(tx)
  const row = {
    bodyHash: sql.placeholder('bodyHash'),
    state: sql.placeholder('state'),
    reference: sql.placeholder('reference'),
    createdAt: sql.placeholder('now'),
    expiresAt: sql.placeholder('expiresAt'),
  }
  return db
    .insert(idempotency)
    .values({
      actorKey: sql.placeholder('actorKey'),
      operation: sql.placeholder('operation'),
      key: sql.placeholder('key'),
      ...row,
    })
    .onConflictDoUpdate({
      target: [idempotency.actorKey, idempotency.operation, idempotency.key],
      set: {
        bodyHash: sql`excluded.body_hash`,
        state: sql`excluded.state`,
        reference: sql`excluded.reference`,
        answer: null,
        createdAt: sql`excluded.created_at`,
        expiresAt: sql`excluded.expires_at`,
      },
      setWhere: sql`${idempotency.expiresAt} <= excluded.created_at`,
    })
    .returning({ key: idempotency.key })
})

const keyRow = query((db, tx) => {
  const { idempotency } = tables(tx)
  return db.select().from(idempotency).where(isCall(tx))
})

const finishOne = command((db, tx) => {
  const { idempotency } = tables(tx)
  return db
    .update(idempotency)
    .set(finished(tx))
    .where(and(isCall(tx), ne(idempotency.state, 'done')))
    .returning({ key: idempotency.key })
})

const finishAwaiting = command((db, tx) => {
  const { idempotency } = tables(tx)
  return db
    .update(idempotency)
    .set(finished(tx))
    .where(and(eq(idempotency.reference, sql.placeholder('reference')), eq(idempotency.state, 'awaiting')))
})

const deleteKey = command((db, tx) => {
  const { idempotency } = tables(tx)
  return db.delete(idempotency).where(isCall(tx))
})
