import { and, eq, sql } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import { type Money, money } from '../shared/money.ts'
import { ucpVersion } from '../shared/ucp.ts'
import { placeholdersFor } from '../storage/column-placeholders.ts'
import type { Storage, Tx } from '../storage/port.ts'
import { command, tablesOf } from '../storage/query.ts'
import { type DemoToken, demoTokens } from './demo-tokens.ts'
import { demoVault, goneFromDemo, keepAtDemo, tokenKept } from './demo-vault.ts'
import type {
  PayingCustomer,
  PaymentGateway,
  PaymentOutcome,
  PayRequest,
  RefundOutcome,
  RefundRequest,
} from './gateway.ts'
import { paymentTables } from './tables.ts'

const tables = tablesOf(paymentTables)

type Row = ReturnType<typeof paymentTables>['demoBank']['$inferSelect']

const lateMilliseconds = 5_000

/** The page where a person confirms a demo payment, as a bank's would be. */
export type DemoBank = {
  /** The payment that waits for a person, by our payment id. */
  readonly pending: (paymentId: string) => Promise<Money | undefined>
  readonly decide: (paymentId: string, decision: 'approve' | 'refuse') => Promise<void>
}

/**
 * A payment provider that moves no money. It keeps books of its own, acts once per key as a provider does, and has
 * instruments for every way in which a payment can go.
 */
export function demoGateway(storage: Storage): PaymentGateway & DemoBank {
  const change = (paymentId: string, work: (tx: Tx, row: Row | undefined) => Promise<Row | undefined>) => {
    storage.assertOutside('A call to the payment provider')
    return storage.write(async tx => {
      const [row] = await lockedRow(tx, { paymentId })
      return work(tx, row)
    })
  }

  const keptBy = (customer: PayingCustomer) => {
    storage.assertOutside('A call to the payment provider')
    return storage.read(tx => tokenKept(tx, customer))
  }

  const pay = async (request: PayRequest): Promise<PaymentOutcome> => {
    const { customer } = request
    const { methodId } = customer ?? {}
    const token = customer && methodId !== undefined ? await keptBy(customer) : tokenOf(request)
    if (!token) return methodId === undefined ? unknownInstrument : goneFromDemo(methodId)
    if (token === 'needs_confirmation' && customer?.isAbsent) return needsPerson
    const row = await change(request.paymentId, async (tx, known) => known ?? open(tx, request, token))
    if (token === 'lost_answer') throw new Error('The demo bank’s answer was lost.')
    return outcomeOf(row!)
  }

  const find: PaymentGateway['find'] = async ({ paymentId }) => {
    const row = await change(paymentId, async (tx, known) => {
      const isDue =
        known?.token === 'late' &&
        known.status === 'pending' &&
        tx.now.getTime() - known.createdAt.getTime() >= lateMilliseconds
      return isDue ? setStatus(tx, known, 'captured') : known
    })
    return row && outcomeOf(row)
  }

  const cancel: PaymentGateway['cancel'] = async ({ paymentId }) => {
    const row = await change(paymentId, async (tx, known) =>
      known && ['pending', 'requires_person'].includes(known.status) ? setStatus(tx, known, 'canceled') : known,
    )
    return row && outcomeOf(row)
  }

  const refund = async ({ paymentId, idempotencyKey, amount }: RefundRequest): Promise<RefundOutcome> => {
    const row = await change(paymentId, async (tx, known) => {
      if (known?.status !== 'captured') return undefined
      if (known.refunds[idempotencyKey] !== undefined) return known
      const refunded = Object.values(known.refunds).reduce((sum, part) => sum + part, 0)
      if (refunded + amount.amount > known.amount || amount.currency !== known.currency) return undefined
      return save(tx, { ...known, refunds: { ...known.refunds, [idempotencyKey]: amount.amount } })
    })
    return row
      ? { status: 'succeeded', providerId: `demo_refund_${idempotencyKey}` }
      : { status: 'failed', text: 'The demo bank holds no such amount of this payment.' }
  }

  const pending: DemoBank['pending'] = async paymentId => {
    const row = await change(paymentId, async (_, known) => known)
    return row?.status === 'requires_person' ? money(row.amount, row.currency) : undefined
  }

  const decide: DemoBank['decide'] = async (paymentId, decision) => {
    const row = await change(paymentId, async (tx, known) =>
      known?.status === 'requires_person'
        ? setStatus(tx, known, decision === 'approve' ? 'captured' : 'failed')
        : known,
    )
    if (!row) throw new CommerceError('not_found', 'No payment waits for a person here.')
  }

  return { name: 'dev.mitchweb.demo', handler, pay, find, cancel, refund, vault: demoVault(storage), pending, decide }
}

const handler = {
  id: 'demo',
  version: ucpVersion,
  available_instruments: [{ type: 'demo' }],
  config: { credential_type: 'token', tokens: demoTokens },
}

const unknownInstrument: PaymentOutcome = {
  status: 'failed',
  code: 'unknown_token',
  text: `The demo gateway knows the tokens ${Object.keys(demoTokens).join(', ')}.`,
}

const needsPerson: PaymentOutcome = {
  status: 'failed',
  code: 'authentication_required',
  text: 'The bank wants its customer to confirm. Pay at continue_url.',
}

function tokenOf({ instrument }: PayRequest): DemoToken | undefined {
  const token = instrument.credential?.token
  return token !== undefined && Object.hasOwn(demoTokens, token) ? (token as DemoToken) : undefined
}

const firstStatus: Record<DemoToken, Row['status']> = {
  success: 'captured',
  lost_answer: 'captured',
  declined: 'failed',
  needs_confirmation: 'requires_person',
  late: 'pending',
  never: 'pending',
  declined_later: 'captured',
}

async function open(tx: Tx, request: PayRequest, token: DemoToken): Promise<Row> {
  const { paymentId, idempotencyKey, amount, customer } = request
  const isKept = token === 'declined_later' && customer?.methodId !== undefined
  const status = isKept ? 'failed' : firstStatus[token]
  const isToKeep = request.instrument.save && status !== 'failed'
  const row: Row = {
    paymentId,
    idempotencyKey,
    token,
    amount: amount.amount,
    currency: amount.currency,
    status,
    createdAt: tx.now,
    refunds: {},
    keeps: customer && isToKeep ? await keepAtDemo(tx, { paymentId, token, customer: customer.id }) : null,
  }
  await insertRow(tx, row)
  return row
}

/** An update that changes nothing: it locks the row, so that of two changes at once the second sees the first. */
const lockedRow = command((db, tx) => {
  const { demoBank } = tables(tx)
  return db
    .update(demoBank)
    .set({ status: sql`${demoBank.status}` })
    .where(eq(demoBank.paymentId, sql.placeholder('paymentId')))
    .returning()
})

const insertRow = command((db, tx) => {
  const { demoBank } = tables(tx)
  return db.insert(demoBank).values(placeholdersFor(demoBank)).onConflictDoNothing()
})

const setStatus = (tx: Tx, row: Row, status: Row['status']): Promise<Row> => save(tx, { ...row, status })

async function save(tx: Tx, row: Row): Promise<Row> {
  const { demoBank } = tables(tx)
  await tx.db
    .update(demoBank)
    .set({ status: row.status, refunds: row.refunds })
    .where(and(eq(demoBank.paymentId, row.paymentId)))
  return row
}

function outcomeOf(row: Row): PaymentOutcome {
  const providerId = `demo_${row.paymentId}`
  switch (row.status) {
    case 'captured':
      return {
        status: 'captured',
        providerId,
        amount: money(row.amount, row.currency),
        ...(row.keeps && { kept: row.keeps }),
      }
    case 'failed':
      return { status: 'failed', code: 'card_declined', text: 'The bank refused this payment.', providerId }
    case 'canceled':
      return { status: 'failed', code: 'canceled', text: 'The payment was given up.', providerId }
    case 'requires_person':
      return { status: 'requires_person', providerId }
    case 'pending':
      return { status: 'pending', providerId }
  }
}
