import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../test/stripe-stand-in/test-cards.ts'
import type { Actor } from '../src/index.ts'
import type { PayRequest } from '../src/payments/gateway.ts'
import { openStripeGateway } from '../src/payments/index.ts'
import { money } from '../src/shared/money.ts'
import { dumpOf } from './database-rows.ts'
import { onBothDatabases, onSqlite } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { buysOne, byToken, completes, type Instrument, savedBy } from './saving.ts'
import { aProduct, readyCheckout } from './shop.ts'
import { account, aStripeShop, type StripeShop } from './stripe-shop.ts'

const ann: Actor = { kind: 'customer', customerId: 'cus_ann' }
const bob: Actor = { kind: 'customer', customerId: 'cus_bob' }
const minute = 60_000

const card = (token: string, rest: Partial<Instrument> = {}) => byToken('stripe', token, rest)
const saving = (token = 'pm_card_visa') => card(token, { save: true })

const keptAtStripe = ({ standIn }: StripeShop) =>
  [...standIn.bank.books.methods.values()].filter(({ customer }) => customer !== null)

onBothDatabases('A card saved at Stripe', database => {
  const aShopWithMug = async (wishes: Parameters<typeof aStripeShop>[1] = {}) => {
    const shop = await aStripeShop(database, wishes)
    return { shop, mug: await aProduct(shop.staff, 'mug', { stock: 100 }), owner: shop.as(ann) }
  }

  test('is the customer’s at Stripe, is shown by brand, last digits and expiry, and pays by its id', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    expect(await buysOne(owner, mug, saving())).toMatchObject({ status: 'completed' })
    const display = { brand: 'visa', last_digits: '4242', expiry_month: 8, expiry_year: 2031 }
    expect((await owner.listPaymentMethods({})).payment_methods).toMatchObject([{ display }])
    const [saved] = await savedBy(owner)
    expect(await buysOne(owner, mug, saved!)).toMatchObject({ status: 'completed' })
    const { intents, customers } = shop.standIn.bank.books
    const [kept] = keptAtStripe(shop)
    expect([...customers.keys()]).toEqual([kept!.customer])
    expect([...intents.values()]).toMatchObject([
      { customer: kept!.customer, setupFutureUsage: 'off_session', charge: { captured: 1490 } },
      { customer: kept!.customer, setupFutureUsage: null, paymentMethod: kept!.id, charge: { captured: 1490 } },
    ])
    const asked = shop.standIn.requests.map(({ params }) => JSON.stringify(params)).join()
    for (const theirs of ['cus_ann', 'example.com']) expect(asked).not.toContain(theirs)
    expect(JSON.stringify(await dumpOf(await database.address()))).not.toContain('pm_card_visa')
    await expectHealthy(database)
  })

  test('cannot be paid with by its token either, but by its customer', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, saving())
    const [kept] = keptAtStripe(shop)
    await buysOne(shop.as(bob), mug, saving())
    for (const [buyer, instrument] of [
      [shop.guest, card(kept!.id)],
      [shop.as(bob), saving(kept!.id)],
    ] as const) {
      const answer = await buysOne(buyer, mug, instrument)
      expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    }
    expect(shop.standIn.bank.charges()).toHaveLength(2)
  })

  test('makes one customer at Stripe, however many payments begin at once', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    const checkouts = await Promise.all([1, 2, 3].map(() => readyCheckout(owner, { [mug]: 1 })))
    const paid = await Promise.all(checkouts.map(checkout => completes(owner, checkout, saving())))
    expect(paid.map(({ status }) => status)).toEqual(['completed', 'completed', 'completed'])
    expect(shop.standIn.bank.books.customers.size).toBe(1)
    await expectHealthy(database)
  })

  test('makes one customer where the answer to that was lost, be it a day ago', async () => {
    const { shop, mug, owner } = await aShopWithMug({ gatewayTimeoutMs: 200 })
    shop.standIn.setFaults(({ path }) => (path === '/v1/customers' ? 'silent_after' : undefined))
    const answer = await buysOne(owner, mug, saving())
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(answer.messages[0]!.content).toContain('does not answer')
    shop.standIn.setFaults(() => undefined)
    shop.wait(25 * 60 * minute)
    expect(await buysOne(owner, mug, saving())).toMatchObject({ status: 'completed' })
    expect(shop.standIn.bank.books.customers.size).toBe(1)
    expect(shop.standIn.bank.charges()).toHaveLength(1)
  })

  test.each(['/confirm', '/v1/payment_intents'])(
    'is kept or not as its payment goes, where the answer to %s was lost, and charges once',
    async lost => {
      const { shop, mug, owner } = await aShopWithMug({ gatewayTimeoutMs: 200 })
      shop.standIn.setFaults(({ path }) => (path.endsWith(lost) ? 'silent_after' : undefined))
      const { id } = await buysOne(owner, mug, saving())
      shop.standIn.setFaults(() => undefined)
      shop.wait(2 * minute)
      await shop.sweep()
      const isPaid = lost === '/confirm'
      const { status } = await owner.getCheckout({ id })
      expect([status, await savedBy(owner)]).toEqual(
        isPaid ? ['completed', [expect.objectContaining({ type: 'card' })]] : ['ready_for_complete', []],
      )
      expect(shop.standIn.bank.charges()).toHaveLength(isPaid ? 1 : 0)
      await expectHealthy(database)
    },
  )

  test('whose payment is lost charges once all the same', async () => {
    const { shop, mug, owner } = await aShopWithMug({ gatewayTimeoutMs: 200 })
    await buysOne(owner, mug, saving())
    const [saved] = await savedBy(owner)
    for (const fault of ['silent_before', 'silent_after'] as const) {
      shop.standIn.setFaults(({ path }) => (path.endsWith('/confirm') ? fault : undefined))
      const { id } = await buysOne(owner, mug, saved!)
      shop.standIn.setFaults(() => undefined)
      shop.wait(2 * minute)
      await shop.sweep()
      const { status } = await owner.getCheckout({ id })
      expect([fault, status]).toEqual([fault, fault === 'silent_after' ? 'completed' : 'ready_for_complete'])
    }
    expect(shop.standIn.bank.charges()).toHaveLength(2)
    await expectHealthy(database)
  })

  test('is taken with the money where that is authorised first, and on Stripe’s own page', async () => {
    const { shop, mug, owner } = await aShopWithMug({ capture: 'manual' })
    await buysOne(owner, mug, saving(shop.standIn.bank.vault.make('success', { last4: '1881' })))
    const onPage = { id: 'page', handler_id: 'stripe', type: 'hosted_page', save: true }
    const { id } = await buysOne(owner, mug, onPage)
    shop.standIn.bank.payOnPage(account, [...shop.standIn.bank.books.sessions.keys()].at(-1)!)
    shop.wait(1000)
    await shop.askPayment(id)
    expect(await owner.getCheckout({ id })).toMatchObject({ status: 'completed' })
    const { payment_methods: methods } = await owner.listPaymentMethods({})
    expect(methods.map(({ type, display }) => [type, display.last_digits])).toEqual([
      ['card', '4242'],
      ['card', '1881'],
    ])
  })

  test('that wants its cardholder sends them to their bank, each time', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    const pays = async (instrument: Instrument) => {
      const waiting = await buysOne(owner, mug, instrument)
      expect(waiting).toMatchObject({ status: 'requires_escalation', continue_url: expect.any(String) })
      await fetch((await shop.askPayment(waiting.id))!, { method: 'POST', redirect: 'manual' })
      await shop.askPayment(waiting.id)
      expect(await owner.getCheckout({ id: waiting.id })).toMatchObject({ status: 'completed' })
    }
    await pays(saving('pm_card_authenticationRequired'))
    await pays((await savedBy(owner))[0]!)
    expect(shop.standIn.bank.charges()).toHaveLength(2)
  })

  test('that is refused opens the checkout again and stays, for another day', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, saving())
    Object.assign(keptAtStripe(shop)[0]!, { outcome: 'insufficient_funds' satisfies Outcome })
    const [saved] = await savedBy(owner)
    const answer = await buysOne(owner, mug, saved!)
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(answer.messages[0]!.content).toContain('too little')
    expect(await savedBy(owner)).toEqual([saved])
    expect(await completes(owner, answer, card('pm_card_visa'))).toMatchObject({ status: 'completed' })
  })

  test('that was removed at Stripe meanwhile says so, charges nothing and is offered no more', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, saving())
    const [saved] = await savedBy(owner)
    shop.standIn.bank.vault.detach(account, keptAtStripe(shop)[0]!.id)
    const answer = await buysOne(owner, mug, saved!)
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(answer.messages[0]!.content).toContain('no longer at the payment provider')
    expect(await savedBy(owner)).toEqual([])
    expect(shop.standIn.bank.charges()).toHaveLength(1)
    await expectHealthy(database)
  })

  test('of a customer whom Stripe has lost is forgotten, and the customer made anew', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, saving())
    const [saved] = await savedBy(owner)
    shop.standIn.bank.vault.deleteCustomer(keptAtStripe(shop)[0]!.customer!)
    const answer = await buysOne(owner, mug, saved!)
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(answer.messages[0]!.content).toContain('does not know this customer any more')
    expect(await savedBy(owner)).toEqual([])
    expect(await completes(owner, answer, saving())).toMatchObject({ status: 'completed' })
    const [again] = await savedBy(owner)
    expect(await buysOne(owner, mug, again!)).toMatchObject({ status: 'completed' })
    expect(shop.standIn.bank.books.customers.size).toBe(1)
    await expectHealthy(database)
  })

  test('that its customer removed is detached as soon as Stripe answers', async () => {
    const { shop, mug, owner } = await aShopWithMug({ onError: () => {} })
    await buysOne(owner, mug, saving())
    const [saved] = await savedBy(owner)
    shop.standIn.setFaults(() => 'error_before')
    expect(await owner.removePaymentMethod({ id: saved!.id })).toEqual({ payment_methods: [] })
    await expect(shop.sweep()).rejects.toThrow('could not be finished')
    expect(keptAtStripe(shop)).toHaveLength(1)
    shop.standIn.setFaults(() => undefined)
    shop.wait(minute)
    await shop.sweep()
    const { customers } = shop.standIn.bank.books
    const [customer] = customers.keys()
    expect(shop.standIn.bank.vault.listMethods(account, { customer: customer! })).toMatchObject({ data: [] })
    expect(await shop.sweep()).toMatchObject({ methods: 0 })
  })

  test('that was removed on both sides is gone without ado', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, saving())
    const [saved] = await savedBy(owner)
    await owner.removePaymentMethod({ id: saved!.id })
    shop.standIn.bank.vault.detach(account, keptAtStripe(shop)[0]!.id)
    expect(await shop.sweep()).toMatchObject({ methods: 1 })
    expect(await shop.sweep()).toMatchObject({ methods: 0 })
  })

  test('is none of what a platform was granted once', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    const answer = await buysOne(owner, mug, saving(shop.standIn.bank.token('spt')))
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(shop.standIn.bank.charges()).toEqual([])
  })
})

describe('Paying while the cardholder is away', () => {
  const database = onSqlite()

  /** What a mandate will once do: the gateway is asked to charge a kept card, and nobody is there to confirm. */
  const chargesAway = async (shop: StripeShop, methodId: string, paymentId: string) => {
    const [customer] = shop.standIn.bank.books.customers.keys()
    const gateway = await openStripeGateway({ ...shop.settings, storage: { assertOutside: () => {} } })
    const request: PayRequest = {
      paymentId,
      idempotencyKey: `mitchweb-${paymentId}`,
      amount: money(1490, 'EUR'),
      instrument: { id: 'pmt_1', handler_id: 'stripe', type: 'card' },
      customer: { id: customer!, methodId, isAbsent: true },
      description: 'Order',
      returnUrl: 'https://shop.test/return',
      signal: AbortSignal.timeout(5_000),
    }
    return gateway.pay(request)
  }

  test.each([
    ['success', 'captured'],
    ['authentication_required_unless_set_up', 'captured'],
    ['3ds_optional_success', 'captured'],
    ['authentication_always_required', 'failed'],
    ['3ds_required_then_success', 'failed'],
  ] as const)('a kept card that behaves as %s ends %s', async (outcome, status) => {
    const shop = await aStripeShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const owner = shop.as(ann)
    const { id } = await buysOne(owner, mug, saving(shop.standIn.bank.method(outcome)))
    const page = await shop.askPayment(id)
    if (page) await fetch(page, { method: 'POST', redirect: 'manual' })
    await shop.askPayment(id)
    expect(await savedBy(owner)).toHaveLength(1)
    const ended = await chargesAway(shop, keptAtStripe(shop)[0]!.id, 'pay_away')
    expect(ended).toMatchObject(status === 'captured' ? { status } : { status, code: 'authentication_required' })
    const confirmed = shop.standIn.requests.filter(({ path }) => path.endsWith('/confirm')).at(-1)
    expect(confirmed?.params).toMatchObject({ off_session: 'true' })
  })
})
