import { deleteExpiredCarts } from '../cart/index.ts'
import { announcePublications, forgetPassedMembers } from '../catalog/index.ts'
import { applyChangedRules } from '../customers/index.ts'
import { renewSearchIndex } from '../discovery/index.ts'
import { releaseExpired } from '../inventory/index.ts'
import { runRefund } from '../orders/index.ts'
import {
  eventsDue,
  forgetMethod,
  gatewayById,
  inTime,
  keepPending,
  methodsToDetach,
  type Payment,
  type PaymentOutcome,
  paymentsDue,
  postponeDetaching,
  pruneEvents,
  questionOf,
  refundsDue,
  type SavedMethod,
} from '../payments/index.ts'
import { system } from '../shared/actor.ts'
import { CommerceError } from '../shared/errors.ts'
import { checkoutStates, holdSeconds } from './checkout.ts'
import { clearGuests } from './clear-guests.ts'
import { workOnEvent } from './provider-events.ts'
import { checkoutById, expiredCheckouts } from './records.ts'
import { type Settler, settlePayment } from './settle.ts'
import { abandon } from './use-cases.ts'

export type SweepReport = {
  payments: number
  refunds: number
  /** Guests who were taken out of checkouts that came to nothing long ago. */
  guests: number
  /** Payment methods that were removed, and that their provider is to forget. */
  methods: number
  reservations: number
  checkouts: number
  carts: number
}

const batch = 100
const lanes = 10

/**
 * Finishes what nobody is waiting for: asks the provider about payments whose outcome is unknown, sends refunds again,
 * frees stock whose hold has expired, and ends checkouts and carts whose time is over. Safe to run at any time, twice,
 * and on several nodes. What needs no provider comes first, so that a slow one keeps no stock from being sold.
 */
export async function sweep(settler: Settler): Promise<SweepReport> {
  const { storage } = settler
  const reservations = await storage.write(tx => releaseExpired(tx))
  const carts = await storage.write(deleteExpiredCarts)
  await storage.write(forgetPassedMembers)
  await storage.write(announcePublications)
  await storage.write(applyChangedRules)
  await renewSearchIndex(storage)
  await storage.write(pruneEvents)
  const guests = await storage.write(clearGuests)
  const payments = await storage.read(tx => paymentsDue(tx, batch))
  const refunds = await storage.read(tx => refundsDue(tx, batch))
  const events = await storage.read(tx => eventsDue(tx, batch))
  const methods = await storage.read(tx => methodsToDetach(tx, batch))
  const due = await storage.read(tx => expiredCheckouts(tx, batch))
  const failures = [
    ...(await eachOf(due, checkout => storage.write(tx => abandon(tx, checkout)))),
    ...(await eachOf(events, event => workOnEvent(settler, event))),
    ...(await eachOf(payments, payment => resolve(settler, payment))),
    ...(await eachOf(refunds, refund => runRefund(settler, refund.id))),
    ...(await eachOf(methods, method => detach(settler, method))),
  ]
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} things could not be finished.`)
  return {
    payments: payments.length,
    refunds: refunds.length,
    methods: methods.length,
    reservations,
    checkouts: due.length,
    guests,
    carts,
  }
}

/** A few at once. One that fails keeps none of the others waiting; one that somebody else has just changed is left to them. */
async function eachOf<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<unknown[]> {
  const failures: unknown[] = []
  const left = items.values()
  const lane = async () => {
    for (const item of left) {
      await work(item).catch(error => {
        if (!(error instanceof CommerceError && error.code === 'version_conflict')) failures.push(error)
      })
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return failures
}

/** Settles one payment. One that cannot be settled goes to the end of the queue, so that it is in nobody's way. */
async function resolve(settler: Settler, payment: Payment): Promise<void> {
  try {
    await settlePayment(settler, payment.id, await wordOn(settler, payment))
  } catch (error) {
    await settler.storage.write(tx => keepPending(tx, payment, {}))
    throw error
  }
}

/** Has the provider forget what its customer removed. Where it does not answer, it is asked again later. */
async function detach({ storage, gateways, gatewayTimeoutMs }: Settler, method: SavedMethod): Promise<void> {
  const vault = gatewayById(gateways, method.handlerId)?.vault
  if (!vault) return storage.write(tx => postponeDetaching(tx, method))
  try {
    await inTime(gatewayTimeoutMs, signal => vault.detach({ methodId: method.providerId, signal }))
  } catch (error) {
    await storage.write(tx => postponeDetaching(tx, method))
    throw error
  }
  await storage.write(tx => forgetMethod(tx, method))
}

/** Asks about one payment; what nobody will finish any more is given up at the provider first. */
async function wordOn(settler: Settler, payment: Payment): Promise<PaymentOutcome> {
  const gateway = gatewayById(settler.gateways, payment.handlerId)
  if (!gateway) return unknown()
  const { isAbandoned, question } = await settler.storage.read(async tx => {
    const checkout = await checkoutById(tx, { id: payment.reference, actor: system })
    const limit = payment.awaitsPerson ? checkout.expiresAt : new Date(payment.createdAt.getTime() + holdSeconds * 1000)
    const isAbandoned = checkoutStates.isFinal(checkout.status) || limit <= tx.now
    return { isAbandoned, question: questionOf(payment, tx.now) }
  })
  const answer = await inTime(settler.gatewayTimeoutMs, signal =>
    isAbandoned ? gateway.cancel({ ...question, signal }) : gateway.find({ ...question, signal }),
  ).catch(unknown)
  return answer ?? neverArrived(isAbandoned || question.ageMs > underWayMs)
}

const unknown = (): PaymentOutcome => ({ status: 'pending' })

/** So long a request may be on its way; who was to send it has died since. What arrives all the same is sent back. */
const underWayMs = 60_000

/** A provider that never heard of a payment did not take it; while a request may still be on its way, that is not sure. */
const neverArrived = (isAbandoned: boolean): PaymentOutcome =>
  isAbandoned ? { status: 'failed', code: 'not_received', text: 'The payment never reached the provider.' } : unknown()
