import type { CallOptions, InputOf } from '../src/contract.ts'
import { guest, openEngine, randomId } from '../src/index.ts'
import type { PaymentGateway } from '../src/payments/index.ts'
import { faultyGateway } from './faulty-gateway.ts'

/** Where the process is killed. */
export type KillPoint =
  | 'before the provider is called'
  | 'after the provider acted'
  | 'in the transaction that places the order'
  | 'after the order is written'
  | 'in the webhook, before its effect'
  | 'in the webhook, after its effect'
  | 'before the provider refunds'
  | 'after the provider refunded'
  | 'in the sweeper, with the answer in hand'
  | 'between outbox and delivery'
  | 'before a payment is given up'
  | 'after a payment was given up'
  | 'in the middle of what expires'

export type Job = {
  readonly database: string
  readonly now: string
  readonly point: KillPoint
  readonly work:
    | { readonly does: 'complete'; readonly input: InputOf<'complete_checkout'>; readonly call: CallOptions }
    | { readonly does: 'cancel'; readonly id: string; readonly call: CallOptions }
    | { readonly does: 'settle'; readonly paymentId: string }
    | { readonly does: 'sweep' }
}

/** No signal that a process could handle: it is gone when this is called, as when the power button is pressed. */
function die(): never {
  process.kill(process.pid, 'SIGKILL')
  throw new Error('A killed process goes on.')
}

const { database, now, point, work }: Job = JSON.parse(process.argv[2] ?? '')

/** The provider's call, with a death before or after it where this is the place. */
const dyingAt =
  <A, B>(call: (asked: A) => Promise<B>, places: { readonly before?: KillPoint; readonly after?: KillPoint }) =>
  async (asked: A): Promise<B> => {
    if (point === places.before) die()
    const answer = await call(asked)
    if (point === places.after) die()
    return answer
  }

const gateways = faultyGateway(
  (bank): Partial<PaymentGateway> => ({
    pay: dyingAt(bank.pay, { before: 'before the provider is called', after: 'after the provider acted' }),
    find: dyingAt(bank.find, {
      after: work.does === 'settle' ? 'in the webhook, before its effect' : 'in the sweeper, with the answer in hand',
    }),
    refund: dyingAt(bank.refund, { before: 'before the provider refunds', after: 'after the provider refunded' }),
    cancel: dyingAt(bank.cancel, { before: 'before a payment is given up', after: 'after a payment was given up' }),
  }),
)

let isAtWork = false
let transactions = 0
const engine = await openEngine({
  database,
  gateways,
  sweepEverySeconds: 0,
  // Each transaction asks the time once: the third of a sweep comes after holds and before checkouts have expired.
  clock: () => {
    if (isAtWork) transactions += 1
    if (point === 'in the middle of what expires' && transactions === 3) die()
    return new Date(now)
  },
  newId: (prefix, ...wanted) => {
    if (point === 'in the transaction that places the order' && prefix === 'ord') die()
    return randomId(prefix, ...wanted)
  },
})
engine.subscribe(({ type }) => {
  if (point === 'between outbox and delivery' && type === 'order.placed') die()
})

isAtWork = true
const shop = engine.as(guest)
if (work.does === 'complete') {
  await shop.completeCheckout(work.input, work.call)
  if (point === 'after the order is written') die()
  // Deliveries come soon after; nothing else keeps this process alive until then.
  if (point === 'between outbox and delivery') setInterval(() => {}, 1_000)
}
if (work.does === 'cancel') await shop.cancelOrder({ id: work.id }, work.call)
if (work.does === 'settle') {
  await engine.settle(work.paymentId)
  if (point === 'in the webhook, after its effect') die()
}
if (work.does === 'sweep') await engine.sweep()
