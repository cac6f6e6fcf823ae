import { afterEach } from 'vitest'
import type { Happening } from '../../test/stripe-stand-in/bank.ts'
import type { Account } from '../../test/stripe-stand-in/books.ts'
import { type Letter, letterOf } from '../../test/stripe-stand-in/post.ts'
import { type StandIn, type StandInOptions, startStripeStandIn } from '../../test/stripe-stand-in/server.ts'
import type { CheckoutView, Shop } from '../src/contract.ts'
import type { EngineOptions } from '../src/index.ts'
import { openStripeGateway, type StripeSettings } from '../src/payments/index.ts'
import type { TestDatabase } from './databases.ts'
import { aShop, furnish, readyCheckout, type TestShop, totalOf } from './shop.ts'

export const account: Account = { id: 'acct_ours', secretKey: 'sk_test_canary_ours_1234', isLive: false }
export const webhookSecret = 'whsec_canary_ours_1234'

export type StripeShop = TestShop & {
  readonly standIn: StandIn
  readonly settings: StripeSettings
  /** What Stripe would have sent by now, the oldest first. */
  readonly happenings: Happening[]
  /** Signed as Stripe does, in this moment of the shop's clock. */
  readonly letter: (happening: Happening, changes?: object) => Letter
  readonly receive: (letter: Letter) => Promise<void>
  /** Delivers everything that Stripe has to say, and works on it. */
  readonly deliverAll: () => Promise<void>
}

type Wishes = Partial<EngineOptions> & {
  readonly capture?: StripeSettings['capture']
  readonly publishableKey?: string
  readonly accounts?: readonly Account[]
  readonly faultFor?: StandInOptions['faultFor']
  readonly onHappening?: (shop: StripeShop, happening: Happening) => void
}

const running: StandIn[] = []
afterEach(async () => {
  for (const standIn of running.splice(0)) await standIn.close()
})

/** A furnished shop that takes its money through Stripe, as far as it can tell. */
export async function aStripeShop(database: TestDatabase, wishes: Wishes = {}): Promise<StripeShop> {
  const { capture = 'automatic', publishableKey, accounts = [account], faultFor, onHappening, ...options } = wishes
  let shop: StripeShop | undefined
  const happenings: Happening[] = []
  const standIn = await startStripeStandIn({
    accounts,
    now: () => shop?.now() ?? new Date('2026-03-02T10:00:00Z'),
    ...(faultFor && { faultFor }),
    onHappening: happening => {
      happenings.push(happening)
      if (shop) onHappening?.(shop, happening)
    },
  })
  running.push(standIn)
  const settings: StripeSettings = {
    secretKey: account.secretKey,
    webhookSecret,
    ...(publishableKey !== undefined && { publishableKey }),
    apiBase: standIn.url,
    capture,
  }
  // Repetitions wait for no more than a test has time for.
  const gateway = await openStripeGateway({ ...settings, storage: { assertOutside: () => {} }, retryAfterMs: 1 })
  const plain = await aShop(database, { gateways: () => [gateway], gatewayTimeoutMs: 5_000, ...options })
  await furnish(plain.staff)
  const made: StripeShop = {
    ...plain,
    standIn,
    settings,
    happenings,
    letter: (happening, changes) =>
      letterOf(happening, { secret: webhookSecret, now: plain.now(), ...(changes && { changes }) }),
    receive: ({ body, signature }) => plain.receiveWebhook('stripe', { body: Buffer.from(body), signature }),
    deliverAll: async () => {
      for (const happening of happenings.splice(0)) await made.receive(made.letter(happening))
      plain.wait(6_000)
      await plain.sweep()
    },
  }
  shop = made
  return made
}

/** An instrument of Stripe's with this token. */
export const stripePays = (token = 'pm_card_visa') => ({
  instruments: [{ id: 'card', handler_id: 'stripe', type: 'card', credential: { type: 'token', token } }],
})

export const paysOnPage = { instruments: [{ id: 'page', handler_id: 'stripe', type: 'hosted_page' }] }

/** Buys by Stripe and answers the shop's first word. */
export async function buysByStripe(
  shop: Shop,
  items: Record<string, number>,
  payment: { instruments: object[] } = stripePays(),
): Promise<CheckoutView> {
  const checkout = await readyCheckout(shop, items)
  return shop.completeCheckout({
    id: checkout.id,
    checkout: { payment: payment as ReturnType<typeof stripePays> },
    expected_total: totalOf(checkout),
  })
}
