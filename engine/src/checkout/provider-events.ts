import { askOfRefund, noteDispute } from '../orders/index.ts'
import {
  finishEvent,
  gatewayById,
  inTime,
  type PaymentGateway,
  type ProviderMessage,
  paymentById,
  paymentOfEvent,
  postponeEvent,
  questionOf,
  refundsNotOver,
  type TakenEvent,
  takeEvent,
} from '../payments/index.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import { type Settler, settlePayment } from './settle.ts'

/**
 * Takes in what a provider sends word of, and answers it as soon as it is on disk: once, however often it comes.
 * Undefined where there is nothing to do. Throws `invalid_input` when the message is not genuine, or claims of a payment
 * what was never asked for.
 */
export async function takeProviderEvent(
  { storage, gateways }: Settler,
  handlerId: string,
  message: Omit<ProviderMessage, 'now'>,
): Promise<TakenEvent | undefined> {
  const gateway = gatewayById(gateways, handlerId)
  const { readEvent } = gateway ?? {}
  if (!readEvent) throw notFound('payment provider', handlerId)
  const read = await storage.read(async tx => {
    const event = readEvent({ ...message, now: tx.now })
    return event && { event, payment: await paymentOfEvent(tx, handlerId, event) }
  })
  if (!read?.payment) return undefined
  const { event, payment } = read
  const { amount } = event
  const isOther =
    amount !== undefined && (amount.amount !== payment.amount.amount || amount.currency !== payment.amount.currency)
  // What is under way is asked about in any case; only money that nobody waits for any more is known by its message.
  if (isOther && payment.status === 'pending')
    throw new CommerceError('invalid_input', `The message is about another amount than that of ${payment.id}.`)
  return storage.write(tx => takeEvent(tx, { handlerId, paymentId: payment.id, event }))
}

/** Asks the provider what is true and gives that its effect, together with the note that it was done. */
export async function workOnEvent(settler: Settler, event: TakenEvent): Promise<void> {
  const gateway = gatewayById(settler.gateways, event.handlerId)
  try {
    if (!gateway) throw new Error(`No gateway is open for ${event.handlerId}.`)
    await effects[event.subject](settler, { gateway, event })
  } catch (error) {
    await settler.storage.write(tx => postponeEvent(tx, event))
    throw error
  }
}

type Working = { readonly gateway: PaymentGateway; readonly event: TakenEvent }

const effects = { payment: payments, refund: refunds, dispute: disputes } as const satisfies Record<
  TakenEvent['subject'],
  (settler: Settler, working: Working) => Promise<void>
>

async function payments(settler: Settler, { gateway, event }: Working): Promise<void> {
  const { storage, gatewayTimeoutMs } = settler
  const question = await storage.read(async tx => questionOf(await paymentById(tx, event.paymentId), tx.now))
  const outcome = await inTime(gatewayTimeoutMs, signal => gateway.find({ ...question, signal }))
  if (outcome === undefined || outcome.status === 'pending') {
    // The sweeper asks again at its own pace.
    await storage.write(tx => finishEvent(tx, event))
    return
  }
  await settlePayment(settler, event.paymentId, outcome, tx => finishEvent(tx, event))
}

async function refunds(settler: Settler, { event }: Working): Promise<void> {
  const { storage } = settler
  for (const { id } of await storage.read(tx => refundsNotOver(tx, event.paymentId))) await askOfRefund(settler, id)
  await storage.write(tx => finishEvent(tx, event))
}

async function disputes({ storage, gatewayTimeoutMs }: Settler, { gateway, event }: Working): Promise<void> {
  const { disputeId: id } = event
  const { findDispute } = gateway
  if (id === null || !findDispute) throw new Error(`${event.handlerId} tells of a dispute that it does not know.`)
  const { status, amount, reason } = await inTime(gatewayTimeoutMs, signal => findDispute({ id, signal }))
  await storage.write(async tx => {
    if (!(await finishEvent(tx, event))) return
    await noteDispute(tx, { paymentId: event.paymentId, disputeId: id, status, amount, reason })
  })
}
