import { randomUUID } from 'node:crypto'
import { type Random, randomFrom } from '../../bench/random.ts'
import { CommerceError, type Shop } from '../../engine/src/contract.ts'
import { type Engine, examineShop, guest, openEngine, system } from '../../engine/src/index.ts'
import { openStripeGateway } from '../../engine/src/payments/index.ts'
import type { Account } from '../stripe-stand-in/books.ts'
import { type StandIn, startStripeStandIn } from '../stripe-stand-in/server.ts'
import { type Counts, compareBooks, type Violations } from './books.ts'
import { faultsFor, mischievousPost } from './mischief.ts'

export type FaultRun = {
  readonly address: string
  readonly checkouts: number
  readonly seed: number
  readonly capture?: 'automatic' | 'manual'
  readonly faultPercent?: number
  readonly mischiefPercent?: number
}

export type FaultReport = {
  /** `doctor` names the checks of `mitchweb doctor` that are broken. */
  readonly violations: Violations & { readonly doctor: readonly string[] }
  readonly counts: Counts & { readonly faults: number; readonly letters: number }
}

const account: Account = { id: 'acct_faults', secretKey: 'sk_test_faults_12345678', isLive: false }
const secret = 'whsec_faults_12345678'
const minute = 60_000
const together = 20

/**
 * Lets buyers pay while Stripe fails and its post misbehaves, then puts both right, and compares the books. The seed
 * decides who buys what and what goes wrong; what two requests at once do to each other it does not.
 */
export async function runFaults(run: FaultRun): Promise<FaultReport> {
  const { address, checkouts, seed, capture = 'automatic', faultPercent = 25, mischiefPercent = 30 } = run
  const random = randomFrom(seed)
  let now = new Date('2026-03-02T10:00:00Z')
  let faults = 0
  const wait = (milliseconds: number) => {
    now = new Date(now.getTime() + milliseconds)
  }
  const faultFor = faultsFor(random, faultPercent)
  let post: ReturnType<typeof mischievousPost> | undefined
  const standIn = await startStripeStandIn({
    accounts: [account],
    now: () => now,
    faultFor: () => {
      const fault = faultFor()
      if (fault) faults += 1
      return fault
    },
    onHappening: happening => post?.post(happening),
  })
  const gateway = await openStripeGateway({
    secretKey: account.secretKey,
    webhookSecret: secret,
    apiBase: standIn.url,
    capture,
    storage: { assertOutside: () => {} },
    retryAfterMs: 1,
  })
  const engine = await openEngine({
    database: address,
    clock: () => now,
    publicUrl: 'https://shop.test',
    gateways: () => [gateway],
    sweepEverySeconds: 0,
    gatewayTimeoutMs: 300,
    checkOutput: false,
  })
  post = mischievousPost({
    random,
    percent: mischiefPercent,
    secret,
    now: () => now,
    receive: ({ body, signature }) => engine.receiveWebhook('stripe', { body: Buffer.from(body), signature }),
  })
  try {
    const shop = engine.as(guest)
    const goods = await furnished(engine.as(system), checkouts)
    const people: Acting = { standIn, random, engine, pages: [] }
    for (let begun = 0; begun < checkouts; begun += together) {
      const buyers = Array.from({ length: Math.min(together, checkouts - begun) }, () => buyer(shop, people, goods))
      await Promise.all(buyers)
      act(people)
      await post.deliverLate('some')
      wait(random.below(10) === 0 ? 16 * minute : random.below(20_000))
      await swept(engine)
    }
    standIn.setFaults(() => undefined)
    await settled(engine, { people, post, wait })
    const { violations, counts } = await compareBooks(address, standIn.bank, goods.received)
    const { checks } = await examineShop({ database: address, clock: () => now })
    const doctor = checks.filter(({ severity, broken }) => severity !== 'warning' && broken > 0).map(({ name }) => name)
    return { violations: { ...violations, doctor }, counts: { ...counts, faults, letters: post.delivered() } }
  } finally {
    await engine.close()
    await standIn.close()
  }
}

type Goods = { readonly variants: readonly string[]; readonly received: ReadonlyMap<string, number> }

/** Plenty of mugs, and too few vases. */
async function furnished(staff: Shop, checkouts: number): Promise<Goods> {
  await staff.saveStore({
    store: {
      name: 'Faults',
      default_currency: 'EUR',
      currencies: ['EUR'],
      default_country: 'DE',
      prices_include_tax: true,
    },
  })
  const stock = { mug: checkouts * 3, vase: Math.ceil(checkouts / 20) }
  await staff.importProducts({
    products: Object.entries(stock).map(([handle, on_hand]) => ({
      handle,
      title: handle,
      variants: [
        {
          sku: handle,
          requires_shipping: false,
          prices: [{ currency: 'EUR', amount: 1000 + on_hand }],
          stock: { on_hand, tracked: true, backorder: false },
        },
      ],
    })),
  })
  const received = new Map<string, number>()
  for (const [handle, on_hand] of Object.entries(stock)) {
    const { product } = await staff.getProduct({ catalog: { id: handle } })
    received.set(product.variants[0]!.id, on_hand)
  }
  return { variants: [...received.keys()], received }
}

const methods = [
  ...Array.from({ length: 10 }, () => 'pm_card_visa'),
  'pm_card_chargeDeclined',
  'pm_card_chargeDeclinedInsufficientFunds',
  'pm_card_threeDSecure2Required',
  'pm_card_threeDSecure2Required',
  'pm_card_threeDSecureRequiredChargeDeclined',
  'pm_stand_in_slowBank',
  'page',
  'page',
  'page',
] as const

/** Buys, repeats what was not answered, clicks twice, tries another card, and sometimes thinks better of it. */
async function buyer(shop: Shop, { random, engine, pages }: Acting, goods: Goods): Promise<void> {
  const item = { id: random.below(5) === 0 ? goods.variants[1]! : goods.variants[0]! }
  const wishes = { method: random.of(methods), clicks: random.below(10) === 0 ? 2 : 1, cancels: random.below(8) === 0 }
  const { id, status } = await shop.createCheckout({
    checkout: {
      line_items: [{ item, quantity: 1 + random.below(2) }],
      buyer: { email: 'ann@example.com', first_name: 'Ann', last_name: 'Lee' },
    },
  })
  if (status !== 'ready_for_complete') return
  const keys = Array.from({ length: wishes.clicks }, () => randomUUID())
  await Promise.all(keys.map(key => paid(shop, { id, method: wishes.method, key })))
  const after = await paid(shop, { id, method: wishes.method, key: keys[0]! })
  if (after === 'requires_escalation') {
    const page = await tolerant(() => engine.askPayment(id).catch(isAway), undefined)
    if (page !== undefined) pages.push(page)
  }
  if (after === 'ready_for_complete') await paid(shop, { id, method: 'pm_card_visa', key: randomUUID() })
  if (!wishes.cancels) return
  const { order, status: last } = await shop.getCheckout({ id })
  await tolerant<unknown>(() => (order ? shop.cancelOrder({ id: order.id }) : shop.cancelCheckout({ id })), last)
}

type Attempt = { readonly id: string; readonly method: string; readonly key: string }

const paid = (shop: Shop, { id, method, key }: Attempt): Promise<string> =>
  tolerant(async () => {
    const instrument =
      method === 'page'
        ? { id: 'page', handler_id: 'stripe', type: 'hosted_page' }
        : { id: 'card', handler_id: 'stripe', type: 'card', credential: { type: 'token', token: method } }
    const payment = { instruments: [instrument] }
    const { status } = await shop.completeCheckout({ id, checkout: { payment } }, { idempotencyKey: key })
    return status
  }, 'refused')

/** That the shop refuses is an answer; a fault of its own is not. */
async function tolerant<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof CommerceError && error.status < 500) return otherwise
    throw error
  }
}

type Acting = {
  readonly standIn: StandIn
  readonly random: Random
  readonly engine: Engine
  /** Addresses of Stripe's pages that the shop has told to people. */
  readonly pages: string[]
}

/** A provider that does not answer tells nobody a page. */
function isAway(error: unknown): undefined {
  if (!(error instanceof CommerceError) || error.code !== 'payment_unavailable') throw error
}

/** People at Stripe's pages pay, refuse or go away; slow banks make up their minds. */
function act({ standIn: { bank }, random, pages }: Acting): void {
  for (const page of pages.splice(0)) {
    const [kind, id = ''] = new URL(page).pathname.split('/').slice(1)
    const mood = random.below(10)
    if (mood > 7) continue
    if (kind === 'authenticate') bank.authenticate(account, id, mood < 6)
    else bank.payOnPage(account, id, mood === 0 ? 'pm_card_chargeDeclined' : undefined)
    // Who has been refused there may come back.
    if (mood === 0) pages.push(page)
  }
  if (random.below(3) === 0) bank.finishProcessing(account, random.below(4) > 0)
}

type Settling = {
  readonly people: Acting
  readonly post: ReturnType<typeof mischievousPost>
  readonly wait: (milliseconds: number) => void
}

/** Stripe is well again: within a minute all is settled, but for what waits for people, who have until tonight. */
async function settled(engine: Engine, { people, post, wait }: Settling): Promise<void> {
  people.standIn.bank.finishProcessing(account)
  await post.deliverLate('all')
  for (const pause of [0, 7 * 60 * minute]) {
    wait(pause)
    for (let seconds = 0; seconds < 60; seconds += 5) {
      wait(5_000)
      // One round takes a hundred of each; what is left is due at once.
      for (let rounds = 0; rounds < 10 && (await swept(engine)) >= 100; rounds += 1);
      await post.deliverLate('all')
    }
  }
}

async function swept(engine: Engine): Promise<number> {
  try {
    const { payments, refunds, checkouts } = await engine.sweep()
    return Math.max(payments, refunds, checkouts)
  } catch (error) {
    // What could not be finished yet is taken up again.
    if (!(error instanceof AggregateError)) throw error
    return 0
  }
}
