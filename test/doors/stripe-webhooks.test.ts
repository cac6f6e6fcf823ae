import { type AppOptions, type GatewayServer, openBuiltStorefront, startServer } from '@mitchweb/rest-api'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { dumpOf, rowsOf } from '../../engine/test/database-rows.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { aProduct, readyCheckout } from '../../engine/test/shop.ts'
import {
  account,
  aStripeShop,
  buysByStripe,
  paysOnPage,
  type StripeShop,
  stripePays,
  webhookSecret,
} from '../../engine/test/stripe-shop.ts'
import { memoryLog } from '../../rest-api/test/fake-engine.ts'
import type { Happening } from '../stripe-stand-in/bank.ts'
import { type Letter, letterOf, signed } from '../stripe-stand-in/post.ts'

const servers: GatewayServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close(0)
})

/** The shop behind the real gateway, with its pages where they are looked at, and with what it logs. */
async function serving(shop: StripeShop, storefront?: AppOptions['storefront']) {
  const { log, lines } = memoryLog()
  const server = await startServer({ engine: shop, storefront, log, limits: false, port: 0 })
  servers.push(server)
  const post = ({ body, signature }: Partial<Letter>) =>
    fetch(`${server.url}/webhooks/stripe`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(signature !== undefined && { 'stripe-signature': signature }),
      },
      body: body ?? '',
    })
  return { post, lines, url: server.url }
}

/** A payment that a person has just confirmed at the bank, so that only Stripe knows that it is paid. */
async function paidUnseen(shop: StripeShop) {
  const mug = await aProduct(shop.staff, 'mug')
  const { id } = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_card_threeDSecure2Required'))
  shop.happenings.length = 0
  const [intent] = shop.standIn.bank.books.intents.keys()
  shop.standIn.bank.authenticate(account, intent!)
  return { id, intent: intent!, happening: shop.happenings.at(-1)! }
}

const statusOf = async (shop: StripeShop, id: string) => (await shop.guest.getCheckout({ id })).status

onBothDatabases('Stripe’s messages', database => {
  test('bring the order, once, though the same comes a hundred times and three come at once', async () => {
    const shop = await aStripeShop(database)
    const { id, happening } = await paidUnseen(shop)
    const { post } = await serving(shop)
    const letter = shop.letter(happening)
    const first = await Promise.all([post(letter), post(letter), post(letter)])
    expect(first.map(({ status }) => status)).toEqual([200, 200, 200])
    await vi.waitFor(async () => expect(await statusOf(shop, id)).toBe('completed'), 10_000)
    // Sales are counted on their own, after the order.
    const counted = () => database.address().then(address => rowsOf(address, 'select order_id from counted_orders'))
    await vi.waitFor(async () => expect(await counted()).toHaveLength(1), 10_000)
    const before = await dumpOf(await database.address())
    for (let n = 0; n < 97; n += 1) expect((await post(letter)).status).toBe(200)
    await shop.sweep()
    expect(await dumpOf(await database.address())).toEqual(before)
    expect(await rowsOf(await database.address(), 'select id from orders')).toHaveLength(1)
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 0 }])
  })

  test('are answered before Stripe is asked, and worked on by the sweeper when that failed', async () => {
    const failures: unknown[] = []
    const shop = await aStripeShop(database, { gatewayTimeoutMs: 200, onError: error => failures.push(error) })
    const { id, happening } = await paidUnseen(shop)
    const { post } = await serving(shop)
    shop.standIn.setFaults(() => 'silent_before')
    expect((await post(shop.letter(happening))).status).toBe(200)
    await vi.waitFor(() => expect(failures).toHaveLength(1), 10_000)
    expect(await statusOf(shop, id)).toBe('requires_escalation')
    shop.standIn.setFaults(() => undefined)
    shop.wait(30_000)
    await shop.sweep()
    expect(await statusOf(shop, id)).toBe('completed')
    const [left] = await rowsOf(await database.address(), 'select next_check_at as due from provider_events')
    expect(left).toEqual({ due: null })
  })

  test('are forgotten when nobody sends them again any more', async () => {
    const shop = await aStripeShop(database)
    const { happening } = await paidUnseen(shop)
    await shop.receive(shop.letter(happening))
    shop.wait(6_000)
    await shop.sweep()
    expect(await rowsOf(await database.address(), 'select id from provider_events')).toHaveLength(1)
    shop.wait(36 * 24 * 3_600_000)
    await shop.sweep()
    expect(await rowsOf(await database.address(), 'select id from provider_events')).toEqual([])
  })

  test('say when a charge is disputed', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    await buysByStripe(shop.guest, { [mug]: 1 })
    const [intent] = shop.standIn.bank.books.intents.keys()
    shop.happenings.length = 0
    shop.standIn.bank.dispute(account, intent!)
    await shop.deliverAll()
    const told = await rowsOf(await database.address(), `select payload from outbox where type = 'payment.disputed'`)
    expect(JSON.stringify(told)).toContain('needs_response')
  })

  describe('are refused, with nothing changed, when', () => {
    const other = { ...account, id: 'acct_other' }
    const changedIn = (happening: Happening, changes: object): Happening => ({
      ...happening,
      object: { ...happening.object, ...changes },
    })
    const minutes = (n: number) => n * 60_000

    type Abuse = (shop: StripeShop, happening: Happening) => Partial<Letter>
    const abuses: Readonly<Record<string, Abuse>> = {
      'the signature is wrong': (shop, happening) => ({
        body: shop.letter(happening).body,
        signature: `t=${Math.floor(shop.now().getTime() / 1000)},v1=${'0'.repeat(64)}`,
      }),
      'there is no signature': (shop, happening) => ({ body: shop.letter(happening).body }),
      'it is older than five minutes': (shop, happening) =>
        letterOf(happening, { secret: webhookSecret, now: new Date(shop.now().getTime() - minutes(5) - 1000) }),
      'it comes from more than five minutes ahead': (shop, happening) =>
        letterOf(happening, { secret: webhookSecret, now: new Date(shop.now().getTime() + minutes(5) + 2000) }),
      'another secret signed it': (shop, happening) =>
        letterOf(happening, { secret: 'whsec_of_another_shop', now: shop.now() }),
      'its body was changed': (shop, happening) => {
        const { body, signature } = shop.letter(happening)
        return { body: body.replace('"livemode":false', '"livemode": false'), signature }
      },
      'it is about another account': (shop, happening) => shop.letter(happening, { account: other.id }),
      'it is of live mode': (shop, happening) => shop.letter(happening, { livemode: true }),
      'its amount is another than was asked': (shop, happening) => shop.letter(changedIn(happening, { amount: 1 })),
      'its currency is another': (shop, happening) => shop.letter(changedIn(happening, { currency: 'usd' })),
      'it is no event': shop => signed('{"object":"list"}', { secret: webhookSecret, now: shop.now() }),
      'it is no JSON': shop => signed('hello', { secret: webhookSecret, now: shop.now() }),
    }

    test.each(Object.keys(abuses))('%s', async name => {
      const shop = await aStripeShop(database)
      const { id, happening } = await paidUnseen(shop)
      const { post, lines } = await serving(shop)
      const before = await dumpOf(await database.address())
      const answer = await post(abuses[name]!(shop, happening))
      expect(answer.status).toBe(400)
      expect(await answer.text()).not.toContain('canary')
      expect(await dumpOf(await database.address())).toEqual(before)
      expect(await statusOf(shop, id)).toBe('requires_escalation')
      expect(JSON.stringify(lines)).not.toContain('canary')
      expect(lines.length).toBeGreaterThan(0)
    })

    test('it is about a payment that nobody here began: heard, and nothing more', async () => {
      const shop = await aStripeShop(database)
      const { happening } = await paidUnseen(shop)
      const { post } = await serving(shop)
      const before = await dumpOf(await database.address())
      for (const metadata of [{}, { mitchweb_payment: 'pay_of_nobody' }])
        expect((await post(shop.letter(changedIn(happening, { metadata })))).status).toBe(200)
      expect(await dumpOf(await database.address())).toEqual(before)
    })

    test('it is larger than Stripe’s ever are', async () => {
      const shop = await aStripeShop(database)
      const { post } = await serving(shop)
      expect((await post(signed(' '.repeat(300_000), { secret: webhookSecret, now: shop.now() }))).status).toBe(413)
    })
  })

  test('claim nothing: what Stripe itself does not say is not paid', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_card_threeDSecure2Required'))
    const { account: ours, object } = shop.happenings.at(-1)!
    const paid = { ...object, status: 'succeeded', amount_received: 1490 }
    await shop.receive(shop.letter({ account: ours, type: 'payment_intent.succeeded', object: paid }))
    shop.wait(6_000)
    await shop.sweep()
    expect(await statusOf(shop, id)).toBe('requires_escalation')
  })

  test('may come in any order: what failed first and succeeded then is paid', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 }, paysOnPage)
    const [page] = shop.standIn.bank.books.sessions.keys()
    shop.happenings.length = 0
    shop.standIn.bank.payOnPage(account, page!, 'pm_card_chargeDeclined')
    shop.standIn.bank.payOnPage(account, page!, 'pm_card_visa')
    shop.happenings.reverse()
    await shop.deliverAll()
    expect(await statusOf(shop, id)).toBe('completed')
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 0 }])
  })
})

onBothDatabases('Stripe’s own page', database => {
  const browse = async (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', ...init })

  test('takes a guest from the shop’s page and back, and the order stands there', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const ready = await readyCheckout(shop.guest, { [mug]: 1 })
    const waiting = await shop.guest.completeCheckout({ id: ready.id })
    expect(waiting).toMatchObject({
      status: 'requires_escalation',
      continue_url: `https://shop.test/checkout/${ready.id}`,
    })
    const { url } = await serving(shop, await openBuiltStorefront())
    const here = `${url}/checkout/${ready.id}`
    const form = await (await browse(here)).text()
    expect(form).toContain('Continue to pay €14.90')
    const field = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(form)?.[1] ?? ''
    const paying = await browse(here, {
      method: 'POST',
      headers: { origin: url, 'sec-fetch-site': 'same-origin' },
      body: new URLSearchParams({
        step: 'pay',
        expected_total: field('expected_total'),
        key: field('key'),
        way: field('way'),
      }),
    })
    expect([paying.status, paying.headers.get('location')]).toEqual([302, `/checkout/${ready.id}`])
    expect(await (await browse(here)).text()).toContain('Continue to the payment')
    const away = (await browse(`${here}/confirm`)).headers.get('location')!
    expect(away).toContain(`${shop.standIn.url}/pay/cs_`)
    const back = await browse(away, { method: 'POST', body: new URLSearchParams({ payment_method: 'pm_card_visa' }) })
    expect(back.headers.get('location')).toBe(`https://shop.test/checkout/${ready.id}/return`)
    expect((await browse(`${here}/return`)).headers.get('location')).toBe(`/checkout/${ready.id}`)
    expect(await (await browse(here)).text()).toContain('is placed and paid')
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 0 }])
    const order = (await shop.guest.getCheckout({ id: ready.id })).order!
    await shop.guest.cancelOrder({ id: order.id })
    expect(shop.standIn.bank.charges()).toMatchObject([{ refunded: 1490 }])
  })

  test('that nobody pays on is closed with the checkout, and nobody can pay on it later', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 }, paysOnPage)
    await shop.guest.cancelCheckout({ id })
    await shop.deliverAll()
    shop.wait(60_000)
    await shop.sweep()
    expect([...shop.standIn.bank.books.sessions.values()]).toMatchObject([{ status: 'expired' }])
    expect(shop.standIn.bank.charges()).toEqual([])
  })

  test('with authorisation first takes the money with the order', async () => {
    const shop = await aStripeShop(database, { capture: 'manual' })
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 }, paysOnPage)
    const [page] = shop.standIn.bank.books.sessions.keys()
    shop.standIn.bank.payOnPage(account, page!)
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 0 }])
    await shop.askPayment(id)
    expect(await statusOf(shop, id)).toBe('completed')
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490 }])
  })
})
