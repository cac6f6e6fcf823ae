import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../test/stripe-stand-in/test-cards.ts'
import { dumpOf, rowsOf } from './database-rows.ts'
import { onBothDatabases, onSqlite } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { aProduct, readyCheckout, totalOf } from './shop.ts'
import { account, aStripeShop, buysByStripe, stripePays } from './stripe-shop.ts'

const minute = 60_000

onBothDatabases('Paying by Stripe', database => {
  test('a payment method pays the agreed total, once, and the order stands', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const answer = await buysByStripe(shop.guest, { [mug]: 2 })
    expect(answer).toMatchObject({ status: 'completed', order: { id: expect.any(String) } })
    expect(shop.standIn.bank.charges()).toMatchObject([{ amount: 2490, captured: 2490, refunded: 0 }])
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 8, reserved: 0 }])
  })

  test('a confirmation token and a shared payment token pay as well', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const tokens: string[] = []
    for (const kind of ['ctoken', 'spt'] as const) {
      const token = shop.standIn.bank.token(kind)
      tokens.push(token)
      expect(await buysByStripe(shop.guest, { [mug]: 1 }, stripePays(token))).toMatchObject({ status: 'completed' })
    }
    const versions = shop.standIn.requests.filter(({ path }) => path.endsWith('/confirm')).map(({ version }) => version)
    expect(versions).toEqual([expect.not.stringContaining('preview'), '2026-04-22.preview'])
    const rows = JSON.stringify(await dumpOf(await database.address()))
    for (const secret of [...tokens, 'canary']) expect(rows).not.toContain(secret)
  })

  test('a refusal frees everything, says why, and another card may follow', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const declined = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_card_chargeDeclinedInsufficientFunds'))
    expect(declined).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(declined.messages[0]!.content).toContain('too little')
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ reserved: 0 }])
    const paid = await shop.guest.completeCheckout({
      id: declined.id,
      checkout: { payment: stripePays() },
      expected_total: totalOf(declined),
    })
    expect(paid).toMatchObject({ status: 'completed' })
    expect(shop.standIn.bank.charges()).toHaveLength(1)
  })

  test.each(['nonsense', 'pm_unknown123', 'ctoken_unknown1', 'sk_test_1234567'])(
    'what is no token of this shop’s Stripe, such as %s, charges nothing',
    async token => {
      const shop = await aStripeShop(database)
      const mug = await aProduct(shop.staff, 'mug')
      const answer = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays(token))
      expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
      expect(shop.standIn.bank.charges()).toEqual([])
    },
  )

  test('a shared payment token pays no more than it was granted for', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const token = shop.standIn.bank.token('spt', 'pm_card_visa', 1000)
    const answer = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays(token))
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(shop.standIn.bank.charges()).toEqual([])
  })

  test('a payment that needs its cardholder waits for the person, and becomes an order only then', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const waiting = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_card_threeDSecure2Required'))
    expect(waiting).toMatchObject({ status: 'requires_escalation', continue_url: expect.any(String) })
    const page = await shop.askPayment(waiting.id)
    expect(page).toContain('/authenticate/pi_')
    const moved = await fetch(page!, { method: 'POST', redirect: 'manual' })
    expect(moved.headers.get('location')).toBe(`https://shop.test/checkout/${waiting.id}/return`)
    expect(await shop.askPayment(waiting.id)).toBeUndefined()
    expect(await shop.guest.getCheckout({ id: waiting.id })).toMatchObject({ status: 'completed' })
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490 }])
  })

  test('a token of Stripe’s form whose bank asks back leads to the bank’s page, whoever completes with it', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const token = shop.standIn.bank.token('ctoken', 'pm_card_threeDSecure2Required')
    const waiting = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays(token))
    expect(waiting).toMatchObject({ status: 'requires_escalation' })
    const page = await shop.askPayment(waiting.id)
    await fetch(page!, { method: 'POST', redirect: 'manual' })
    await shop.askPayment(waiting.id)
    expect(await shop.guest.getCheckout({ id: waiting.id })).toMatchObject({ status: 'completed' })
  })

  test('the checkout says what Stripe’s form is opened with, for what gift cards leave, and no secret', async () => {
    const publishableKey = 'pk_test_canary_ours_1234'
    const shop = await aStripeShop(database, { publishableKey, capture: 'manual' })
    const mug = await aProduct(shop.staff, 'mug')
    const checkout = await readyCheckout(shop.guest, { [mug]: 1 })
    const formOf = ({ ucp }: typeof checkout) => ucp.payment_handlers['com.stripe']?.[0]?.config?.payment_form
    expect(formOf(checkout)).toEqual({
      amount: 1490,
      currency: 'EUR',
      publishable_key: publishableKey,
      script: expect.stringMatching(/^https:\/\/js\.stripe\.com\/[a-z]+\/stripe\.js$/),
      capture_method: 'manual',
      payment_method_types: ['card'],
    })
    expect(JSON.stringify(checkout)).not.toMatch(/sk_test|whsec/)
    const { code } = await shop.staff.issueGiftCard({ gift_card: { amount: 400, currency: 'EUR' } })
    const credential = { type: 'code', token: code }
    const payment = { instruments: [{ id: 'gift', handler_id: 'gift_card', type: 'gift_card', credential }] }
    const line_items = [{ item: { id: mug }, quantity: 1 }]
    const [rest, none] = [
      await shop.guest.createCheckout({ checkout: { line_items, payment } }),
      await shop.guest.createCheckout({ checkout: { line_items } }),
    ].map(formOf)
    expect([rest, none]).toMatchObject([{ amount: 600 }, { amount: 1000 }])
  })

  test('without a key for browsers no checkout tells of a form', async () => {
    const shop = await aStripeShop(database)
    const { ucp } = await readyCheckout(shop.guest, { [await aProduct(shop.staff, 'mug')]: 1 })
    expect(ucp.payment_handlers['com.stripe']?.[0]?.config).not.toHaveProperty('payment_form')
  })

  test('a refusal is told in the buyer’s language', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const store = await shop.staff.getStore({})
    await shop.staff.saveStore({ store: { ...store, default_language: 'de', languages: ['de'] } })
    const declined = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_card_chargeDeclinedInsufficientFunds'))
    expect(declined.messages[0]?.content).toMatch(
      /^Die Karte ist .* nicht ausreichend gedeckt\. Es wurde nichts abgebucht/,
    )
  })

  test('a person who refuses at the bank frees everything', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_card_authenticationRequired'))
    const [intent] = shop.standIn.bank.books.intents.keys()
    shop.standIn.bank.authenticate(account, intent!, false)
    await shop.deliverAll()
    expect(await shop.guest.getCheckout({ id })).toMatchObject({
      status: 'ready_for_complete',
      messages: [{ code: 'payment_failed' }],
    })
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 1, reserved: 0 }])
  })

  test('a cancelled order’s money goes back, once, however often its answer is lost', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buysByStripe(shop.guest, { [mug]: 1 })
    shop.standIn.setFaults(({ method, path }) =>
      method === 'POST' && path === '/v1/refunds' ? 'error_after' : undefined,
    )
    const canceled = await shop.guest.cancelOrder({ id: order!.id })
    expect(canceled.adjustments).toContainEqual(expect.objectContaining({ type: 'refund', status: 'completed' }))
    shop.wait(48 * 60 * minute)
    await shop.sweep()
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 1490 }])
    expect(shop.standIn.bank.books.refunds.size).toBe(1)
  })

  test('a refund that the bank gives back days later is told, and the money of a cancelled order is sent again', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buysByStripe(shop.guest, { [mug]: 1 })
    await shop.guest.cancelOrder({ id: order!.id })
    shop.happenings.length = 0
    shop.standIn.bank.returnRefunds(account)
    const [updated, failed] = shop.happenings.splice(0)
    await shop.receive(shop.letter(updated!))
    await shop.deliverAll()
    await shop.receive(shop.letter(failed!))
    await shop.deliverAll()
    const refunds = async () =>
      (await shop.guest.getOrder({ id: order!.id })).adjustments
        .filter(({ type }) => type === 'refund')
        .map(({ status }) => status)
    expect(await refunds()).toEqual(['failed', 'pending'])
    shop.wait(61 * minute)
    await shop.sweep()
    expect(await refunds()).toEqual(['failed', 'completed'])
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 1490 }])
    await expectHealthy(database)
  })

  test('a refund that the bank takes its time with is finished by Stripe’s word', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buysByStripe(shop.guest, { [mug]: 1 })
    shop.standIn.bank.refundsAreSlow = true
    const canceled = await shop.guest.cancelOrder({ id: order!.id })
    expect(canceled.adjustments).toContainEqual(expect.objectContaining({ type: 'refund', status: 'pending' }))
    shop.happenings.length = 0
    shop.standIn.bank.finishRefunds(account)
    await shop.deliverAll()
    const { adjustments } = await shop.guest.getOrder({ id: order!.id })
    expect(adjustments).toContainEqual(expect.objectContaining({ type: 'refund', status: 'completed' }))
    expect(shop.standIn.bank.charges()).toMatchObject([{ refunded: 1490 }])
  })

  test('an order whose bank only asked about its payment is cancelled, and all of its money goes back', async () => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buysByStripe(shop.guest, { [mug]: 1 })
    const [intent] = shop.standIn.bank.books.intents.keys()
    shop.happenings.length = 0
    shop.standIn.bank.dispute(account, intent!, { status: 'warning_needs_response' })
    await shop.deliverAll()
    await shop.guest.cancelOrder({ id: order!.id })
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 1490 }])
    const { adjustments } = await shop.staff.getOrder({ id: order!.id })
    expect(adjustments[0]).toMatchObject({ type: 'dispute', description: expect.stringContaining('claims nothing') })
  })

  test('a payment that never reached Stripe is given up within two minutes, and can never charge later', async () => {
    const shop = await aStripeShop(database, { gatewayTimeoutMs: 200 })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    shop.standIn.setFaults(() => 'refuse')
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 })
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'complete_in_progress' })
    shop.standIn.setFaults(() => undefined)
    shop.wait(2 * minute)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'ready_for_complete' })
    expect([...shop.standIn.bank.books.intents.values()]).toMatchObject([{ status: 'canceled', charge: null }])
  })

  test('a payment whose answer was lost a day ago is found by its mark, and not sent again', async () => {
    const shop = await aStripeShop(database, { gatewayTimeoutMs: 200 })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    shop.standIn.setFaults(({ path }) => (path.endsWith('/confirm') ? 'silent_after' : undefined))
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 })
    shop.wait(25 * 60 * minute)
    shop.standIn.setFaults(() => undefined)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'completed' })
    const made = shop.standIn.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/payment_intents')
    expect(made).toHaveLength(1)
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 0 }])
  })

  test('a wrong key charges nothing and says so, and stands in no answer, error or row', async () => {
    const errors: unknown[] = []
    const other = { ...account, secretKey: 'sk_test_other_key_1234' }
    const shop = await aStripeShop(database, { accounts: [other], onError: error => errors.push(error) })
    const mug = await aProduct(shop.staff, 'mug')
    const answer = await buysByStripe(shop.guest, { [mug]: 1 })
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    const rows = await rowsOf(await database.address(), 'select * from payments')
    expect(JSON.stringify([answer, errors.map(String), rows])).not.toContain('canary')
  })

  test('another account’s intent is nobody’s here', async () => {
    const theirs = { ...account, id: 'acct_theirs', secretKey: 'sk_test_theirs_12345' }
    const shop = await aStripeShop(database, { accounts: [account, theirs] })
    const mug = await aProduct(shop.staff, 'mug')
    const waiting = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_card_threeDSecure2Required'))
    const [payment] = await rowsOf(await database.address(), 'select id from payments')
    const { bank } = shop.standIn
    const other = bank.createIntent(theirs, {
      amount: '1490',
      currency: 'eur',
      metadata: { mitchweb_payment: String(payment!.id) },
    })
    bank.confirmIntent(theirs, (other as { id: string }).id, { payment_method: 'pm_card_visa' })
    await shop.deliverAll()
    expect(await shop.guest.getCheckout({ id: waiting.id })).toMatchObject({ status: 'requires_escalation' })
  })
})

onBothDatabases('Authorising first', database => {
  test('the money is taken when nothing stands between the buyer and the order', async () => {
    const shop = await aStripeShop(database, { capture: 'manual' })
    const mug = await aProduct(shop.staff, 'mug')
    expect(await buysByStripe(shop.guest, { [mug]: 1 })).toMatchObject({ status: 'completed' })
    expect(shop.standIn.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'payment_intents',
      'confirm',
      'capture',
    ])
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 0 }])
  })

  test('an authorisation that lapses before it is taken makes no order', async () => {
    const shop = await aStripeShop(database, { capture: 'manual' })
    const mug = await aProduct(shop.staff, 'mug', { stock: 1 })
    const answer = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_stand_in_authorisationLapses'))
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 1, reserved: 0 }])
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 0 }])
  })

  test('a capture whose answer is lost is found, and taken once', async () => {
    const shop = await aStripeShop(database, { capture: 'manual', gatewayTimeoutMs: 200 })
    const mug = await aProduct(shop.staff, 'mug')
    shop.standIn.setFaults(({ path }) => (path.endsWith('/capture') ? 'silent_after' : undefined))
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 })
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'complete_in_progress' })
    shop.standIn.setFaults(() => undefined)
    shop.wait(minute)
    await shop.sweep()
    expect(await shop.guest.getCheckout({ id })).toMatchObject({ status: 'completed' })
    expect(shop.standIn.bank.charges()).toMatchObject([{ captured: 1490, refunded: 0 }])
  })

  test('what was authorised for a checkout that was given up is let go and never taken', async () => {
    const shop = await aStripeShop(database, { capture: 'manual' })
    const mug = await aProduct(shop.staff, 'mug')
    const { id } = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays('pm_card_threeDSecure2Required'))
    await shop.guest.cancelCheckout({ id })
    const [intent] = shop.standIn.bank.books.intents.keys()
    shop.standIn.bank.authenticate(account, intent!)
    await shop.deliverAll()
    // A message is worked on after it was answered, and nothing in the shop tells when that is done.
    await expect
      .poll(() => shop.standIn.bank.books.intents.get(intent!))
      .toMatchObject({ status: 'canceled', charge: { captured: 0 } })
  })
})

const cards = '../shared/data/reference/stripe_test_cards.json'

describe('Stripe’s test cards', () => {
  const database = onSqlite()

  test.skipIf(!existsSync(cards))('each ends as its list says', async () => {
    const list = JSON.parse(readFileSync(cards, 'utf8')) as { outcome: Outcome; declineCode?: string }[]
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug', { stock: null })
    for (const { outcome, declineCode } of list) {
      const method = shop.standIn.bank.method(declineCode === 'insufficient_funds' ? 'insufficient_funds' : outcome)
      const answer = await buysByStripe(shop.guest, { [mug]: 1 }, stripePays(method))
      const needsPerson = /^3ds_required_then|^authentication/.test(outcome)
      const isRefused = outcome === 'card_declined' || outcome === '3ds_required_lookup_error'
      const first = needsPerson ? 'requires_escalation' : isRefused ? 'ready_for_complete' : 'completed'
      expect([outcome, answer.status]).toEqual([outcome, first])
      if (!needsPerson) continue
      await fetch((await shop.askPayment(answer.id))!, { method: 'POST', redirect: 'manual' })
      await shop.askPayment(answer.id)
      const { status } = await shop.guest.getCheckout({ id: answer.id })
      expect([outcome, status]).toEqual([outcome, /declined|funds/.test(outcome) ? 'ready_for_complete' : 'completed'])
    }
  })
})
