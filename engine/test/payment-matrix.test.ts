import { describe, expect, test } from 'vitest'
import type { Fault } from '../../test/stripe-stand-in/server.ts'
import { rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aProduct, readyCheckout, totalOf } from './shop.ts'
import { account, aStripeShop, paysOnPage, type StripeShop, stripePays } from './stripe-shop.ts'

const minute = 60_000

/** What the buyer pays with, what goes wrong, what happens elsewhere, and how it has to end. */
type Row = {
  readonly payment?: { readonly instruments: object[] }
  readonly fault?: Fault
  /** Of which request; of a confirmation unless told. */
  readonly at?: RegExp
  readonly meanwhile?: (shop: StripeShop) => void
  readonly end: 'order' | 'nothing' | 'refunded'
}

const intentOf = ({ standIn }: StripeShop) => [...standIn.bank.books.intents.values()].at(-1)!

const rows: Readonly<Record<string, Row>> = {
  'no fault': { end: 'order' },
  'a timeout before Stripe acted': { fault: 'silent_before', end: 'nothing' },
  'a timeout before Stripe heard of the payment': {
    fault: 'silent_before',
    at: /^\/v1\/payment_intents$/,
    end: 'nothing',
  },
  'an answer that was lost after Stripe acted': { fault: 'silent_after', end: 'order' },
  'a line that was cut after Stripe acted': { fault: 'cut_after', end: 'order' },
  'a failure that Stripe repeats under its key, after it acted': { fault: 'error_after', end: 'order' },
  'a failure that Stripe repeats for a payment that it knows': {
    fault: 'error_after',
    at: /^\/v1\/payment_intents$/,
    end: 'nothing',
  },
  'a failure at Stripe’s door': { fault: 'error_before', end: 'nothing' },
  'too many requests': { fault: 'rate_limit', end: 'nothing' },
  'a refused connection': { fault: 'refuse', end: 'nothing' },
  'a decline': { payment: stripePays('pm_card_chargeDeclined'), end: 'nothing' },
  'a person who confirms': {
    payment: stripePays('pm_card_threeDSecure2Required'),
    meanwhile: shop => shop.standIn.bank.authenticate(account, intentOf(shop).id),
    end: 'order',
  },
  'a person who refuses': {
    payment: stripePays('pm_card_threeDSecure2Required'),
    meanwhile: shop => shop.standIn.bank.authenticate(account, intentOf(shop).id, false),
    end: 'nothing',
  },
  'a person who pays on Stripe’s page': {
    payment: paysOnPage,
    meanwhile: shop => shop.standIn.bank.payOnPage(account, [...shop.standIn.bank.books.sessions.keys()].at(-1)!),
    end: 'order',
  },
  'a bank that takes its time': {
    payment: stripePays('pm_stand_in_slowBank'),
    meanwhile: shop => shop.standIn.bank.finishProcessing(account),
    end: 'order',
  },
  'a bank that refuses in the end': {
    payment: stripePays('pm_stand_in_slowBank'),
    meanwhile: shop => shop.standIn.bank.finishProcessing(account, false),
    end: 'nothing',
  },
  'another amount than was asked': {
    fault: 'silent_after',
    meanwhile: shop => {
      const { charge } = intentOf(shop)
      if (charge) charge.captured -= 1
    },
    end: 'refunded',
  },
}

/** Who hears first how the payment went; the others come after. */
const learners = {
  'the buyer who comes back': (shop: StripeShop, id: string) => shop.askPayment(id),
  'Stripe’s message': (shop: StripeShop) => shop.deliverAll(),
  'the sweeper': async (shop: StripeShop) => {
    shop.wait(minute + 5_000)
    await shop.sweep()
  },
} as const

async function endOf(shop: StripeShop, database: TestDatabase) {
  const address = await database.address()
  const orders = await rowsOf(address, 'select id from orders where canceled_at is null')
  const unfinished = await rowsOf(
    address,
    `select id from payments where status = 'pending' union all select id from refunds where status = 'pending'
     union all select id from provider_events where next_check_at is not null`,
  )
  const kept = shop.standIn.bank.charges().filter(({ captured, refunded }) => captured > refunded)
  const received = shop.standIn.bank.charges().filter(({ captured }) => captured > 0)
  return { orders: orders.length, kept: kept.length, received: received.length, unfinished }
}

const ends = {
  order: { orders: 1, kept: 1, received: 1, unfinished: [] },
  nothing: { orders: 0, kept: 0, received: 0, unfinished: [] },
  refunded: { orders: 0, kept: 0, received: 1, unfinished: [] },
} as const

describe.each(Object.entries(rows))(
  'With %s',
  (_, { payment = stripePays(), fault, at = /\/confirm$/, meanwhile, end }) => {
    onBothDatabases(database => {
      test.each(Object.keys(learners) as (keyof typeof learners)[])(
        '%s settles it, and all end alike',
        async learner => {
          // Only who never answers is waited for.
          const gatewayTimeoutMs = String(fault).startsWith('silent') ? 250 : 5_000
          const shop = await aStripeShop(database, { gatewayTimeoutMs, onError: () => {} })
          const mug = await aProduct(shop.staff, 'mug', { stock: 5 })
          const ready = await readyCheckout(shop.guest, { [mug]: 1 })
          const once = { idempotencyKey: 'a-key-of-the-buyer-1' }
          const asks = { id: ready.id, checkout: { payment: payment as never }, expected_total: totalOf(ready) }
          if (fault) shop.standIn.setFaults(({ path }) => (at.test(path) ? fault : undefined))
          const first = await shop.guest.completeCheckout(asks, once)
          expect(first.status).not.toBe('canceled')
          shop.standIn.setFaults(() => undefined)
          meanwhile?.(shop)
          await learners[learner](shop, ready.id)
          if (end === 'order') expect((await shop.guest.getCheckout({ id: ready.id })).status).toBe('completed')
          await shop.deliverAll()
          for (let round = 0; round < 3; round += 1) {
            shop.wait(30_000)
            await shop.sweep()
          }
          expect(await endOf(shop, database)).toEqual(ends[end])
          const { stock } = await shop.staff.getStock({ variant_ids: [mug] })
          expect(stock).toMatchObject([{ on_hand: end === 'order' ? 4 : 5, reserved: 0 }])
          const again = await shop.guest.completeCheckout(asks, once)
          expect(again.status).toBe(end === 'order' ? 'completed' : 'ready_for_complete')
          expect(await endOf(shop, database)).toMatchObject({ received: ends[end].received })
        },
      )
    })
  },
)

onBothDatabases('Money that comes after its stock has gone', database => {
  test.each(Object.keys(learners) as (keyof typeof learners)[])('goes back when %s brings the news', async learner => {
    const shop = await aStripeShop(database, { gatewayTimeoutMs: 250, onError: () => {} })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const ready = await readyCheckout(shop.guest, { [mug]: 1 })
    shop.standIn.setFaults(({ path }) => (/\/confirm$/.test(path) ? 'silent_after' : undefined))
    await shop.guest.completeCheckout({ id: ready.id, checkout: { payment: stripePays() } })
    shop.wait(16 * minute)
    shop.standIn.setFaults(() => 'refuse')
    await shop.sweep()
    await shop.staff.adjustStock({ adjustments: [{ variant_id: mug, to: 0 }] })
    shop.standIn.setFaults(() => undefined)
    await learners[learner](shop, ready.id)
    await shop.deliverAll()
    shop.wait(minute)
    await shop.sweep()
    expect(await endOf(shop, database)).toEqual(ends.refunded)
    expect((await shop.guest.getCheckout({ id: ready.id })).messages.map(({ code }) => code)).toContain(
      'payment_failed',
    )
  })
})
