import { expect, test } from 'vitest'
import { dropEchoes, type InputOf, operationByName } from '../src/contract.ts'
import type { Actor } from '../src/index.ts'
import type { PaymentGateway } from '../src/payments/index.ts'
import { money } from '../src/shared/money.ts'
import { rowsOf, running } from './database-rows.ts'
import { onBothDatabases } from './databases.ts'
import { faultyGateway } from './faulty-gateway.ts'
import { expectHealthy } from './healthy.ts'
import { buysOne, byToken, completes, savedBy } from './saving.ts'
import { aFurnishedShop, aProduct, readyCheckout } from './shop.ts'

const ann: Actor = { kind: 'customer', customerId: 'cus_ann' }
const bob: Actor = { kind: 'customer', customerId: 'cus_bob' }
const agentOfAnn: Actor = {
  kind: 'agent',
  customerId: 'cus_ann',
  agentId: 'agt_1',
  scopes: ['cart:write', 'checkout:write', 'orders:read', 'account:read', 'account:write'],
}

onBothDatabases('A saved payment method', database => {
  const aShopWithMug = async () => {
    const shop = await aFurnishedShop(database)
    return { shop, mug: await aProduct(shop.staff, 'mug', { stock: 100 }), owner: shop.as(ann) }
  }

  test('is kept where its customer asks for it, is shown in the next checkout, and pays by its id', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    expect(await buysOne(owner, mug, byToken('demo', 'success'))).toMatchObject({ status: 'completed' })
    expect(await savedBy(owner)).toEqual([])
    expect(await buysOne(owner, mug, byToken('demo', 'success', { save: true }))).toMatchObject({ status: 'completed' })
    const display = { brand: 'demo', last_digits: '1001', expiry_month: 12, expiry_year: 2029 }
    const [saved] = await savedBy(owner)
    expect((await owner.listPaymentMethods({})).payment_methods).toEqual([{ ...saved!, display }])
    const checkout = await readyCheckout(owner, { [mug]: 1 })
    expect(checkout.payment).toEqual({
      instruments: [{ ...saved!, display, selected: false }],
      applied_amount: 0,
      remaining_amount: 1490,
    })
    const paid = await completes(owner, checkout, saved!)
    expect(paid).toMatchObject({ status: 'completed', payment: { instruments: [{ id: saved!.id, amount: 1490 }] } })
    const order = await owner.getOrder({ id: paid.order!.id })
    expect(order.payments).toEqual([{ handler_id: 'demo', type: 'demo', amount: 1490, display }])
    await expectHealthy(database)
    expect(await shop.as(bob).listPaymentMethods({})).toEqual({ payment_methods: [] })
  })

  test('that was only shown and is sent back unselected pays nothing', async () => {
    const { mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, byToken('demo', 'success', { save: true }))
    const checkout = await readyCheckout(owner, { [mug]: 1 })
    const [shown] = checkout.payment!.instruments
    expect(await completes(owner, checkout, shown!)).toMatchObject({ status: 'requires_escalation' })
  })

  test('may be sent back with the whole answer, however many there are, and is paid with where it is selected', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    const yearMs = 366 * 86_400_000
    for (let card = 1; card <= 12; card++) {
      await buysOne(owner, mug, byToken('demo', 'success', { save: true }))
      shop.wait(yearMs)
    }
    expect(await savedBy(owner)).toHaveLength(12)
    const shown = await readyCheckout(owner, { [mug]: 1 })
    expect(shown.payment!.instruments.map(({ id }) => id)).toEqual(
      (await savedBy(owner)).slice(0, 10).map(({ id }) => id),
    )
    const { buyer, fulfillment, payment } = shown
    const checkout = dropEchoes(
      { checkout: { buyer, fulfillment, payment } },
      operationByName.get('update_checkout')?.echoes,
    )
    const sent = await owner.updateCheckout({
      id: shown.id,
      ...(checkout as Pick<InputOf<'update_checkout'>, 'checkout'>),
    })
    expect(sent).toMatchObject({ status: 'ready_for_complete', payment: { instruments: payment!.instruments } })
    const chosen = payment!.instruments.map((instrument, place) => ({ ...instrument, selected: place === 7 }))
    const paid = await completes(owner, sent, ...chosen)
    expect(paid).toMatchObject({ status: 'completed', payment: { instruments: [{ id: chosen[7]!.id }] } })
  })

  test('of another customer, or of whoever is signed in while nobody is, is nothing that one could pay with', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, byToken('demo', 'success', { save: true }))
    const [saved] = await savedBy(owner)
    for (const stranger of [shop.as(bob), shop.guest, shop.staff]) {
      const answer = await buysOne(stranger, mug, saved!)
      expect(answer).toMatchObject({
        status: 'ready_for_complete',
        messages: [{ code: 'payment_method_unknown', severity: 'recoverable' }],
      })
      expect(await completes(stranger, answer, byToken('demo', 'success'))).toMatchObject({ status: 'completed' })
    }
    const unknown = await buysOne(owner, mug, { ...saved!, id: 'pmt_none' })
    expect(unknown).toMatchObject({ messages: [{ code: 'payment_method_unknown' }] })
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 96, reserved: 0 }])
    await expectHealthy(database)
  })

  test('is shown to its customer’s agent, who may not spend it: a person gets the link', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, byToken('demo', 'success', { save: true }))
    const agent = shop.as(agentOfAnn)
    const checkout = await readyCheckout(agent, { [mug]: 1 })
    const [shown] = checkout.payment!.instruments
    expect(shown).toMatchObject({ display: { last_digits: '1001' } })
    const { id, handler_id, type } = shown!
    const answer = await completes(agent, checkout, { id, handler_id, type })
    expect(answer).toMatchObject({
      status: 'requires_escalation',
      continue_url: expect.stringContaining(checkout.id),
      messages: [{ severity: 'requires_buyer_review' }],
    })
    expect(answer.order).toBeUndefined()
    expect((await shop.staff.getStock({ variant_ids: [mug] })).stock).toMatchObject([{ on_hand: 99, reserved: 0 }])
    expect(await completes(owner, answer, { id, handler_id, type })).toMatchObject({ status: 'completed' })
  })

  test('is kept for nobody but a customer who is signed in and asks in person', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    for (const other of [shop.guest, shop.as(agentOfAnn)]) {
      const refused = await buysOne(other, mug, byToken('demo', 'success', { save: true }))
      expect(refused).toMatchObject({
        status: 'ready_for_complete',
        messages: [{ code: 'payment_method_not_saved', severity: 'recoverable' }],
      })
    }
    expect(await buysOne(owner, mug, byToken('demo', 'declined', { save: true }))).toMatchObject({
      messages: [{ code: 'payment_failed' }],
    })
    expect(await savedBy(owner)).toEqual([])
  })

  test('that was removed is gone at once, for its customer alone, and soon at the bank', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, byToken('demo', 'success', { save: true }))
    await buysOne(owner, mug, byToken('demo', 'late', { save: true }))
    shop.wait(60_000)
    await shop.sweep()
    const [late, saved] = await savedBy(owner)
    await expect(shop.as(bob).removePaymentMethod({ id: saved!.id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(shop.as(agentOfAnn).removePaymentMethod({ id: saved!.id })).rejects.toMatchObject({
      code: 'forbidden',
    })
    for (const ask of [shop.guest.listPaymentMethods({}), shop.guest.removePaymentMethod({ id: saved!.id })])
      await expect(ask).rejects.toMatchObject({ code: 'unauthorized' })
    expect(await owner.removePaymentMethod({ id: saved!.id })).toMatchObject({ payment_methods: [late] })
    expect(await buysOne(owner, mug, saved!)).toMatchObject({ messages: [{ code: 'payment_method_unknown' }] })
    expect(await shop.sweep()).toMatchObject({ methods: 1 })
    expect(await shop.sweep()).toMatchObject({ methods: 0 })
    await expect(owner.removePaymentMethod({ id: saved!.id })).rejects.toMatchObject({ code: 'not_found' })
    expect(await savedBy(owner)).toEqual([late])
  })

  test('that the bank refuses opens the checkout again, and one that needs its person waits for them', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, byToken('demo', 'declined_later', { save: true }))
    const waiting = await buysOne(owner, mug, byToken('demo', 'needs_confirmation', { save: true }))
    await shop.demoBank!.decide(waiting.id, 'approve')
    const [confirming, refused] = await savedBy(owner)
    const answer = await buysOne(owner, mug, refused!)
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    const escalated = await completes(owner, answer, confirming!)
    expect(escalated).toMatchObject({ status: 'requires_escalation', continue_url: expect.any(String) })
    await shop.demoBank!.decide(escalated.id, 'approve')
    expect(await owner.getCheckout({ id: escalated.id })).toMatchObject({ status: 'completed' })
    await expectHealthy(database)
  })

  test('is kept although the answer to its payment was lost', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, byToken('demo', 'lost_answer', { save: true }))
    shop.wait(60_000)
    await shop.sweep()
    expect(await savedBy(owner)).toHaveLength(1)
  })

  test('that was saved once more and looks the same is shown once', async () => {
    const { shop, mug, owner } = await aShopWithMug()
    await buysOne(owner, mug, byToken('demo', 'success', { save: true }))
    const [first] = await savedBy(owner)
    shop.wait(1000)
    await buysOne(owner, mug, byToken('demo', 'success', { save: true }))
    const [second, ...none] = await savedBy(owner)
    expect([second!.id === first!.id, none]).toEqual([false, []])
    expect(await shop.sweep()).toMatchObject({ methods: 1 })
    expect(await buysOne(owner, mug, second!)).toMatchObject({ status: 'completed' })
  })

  test('pays while its customer is away, but not where the bank wants them, nor once the bank has lost it', async () => {
    let bank: PaymentGateway | undefined
    const gateways = faultyGateway(real => {
      bank = real
      return {}
    })
    const shop = await aFurnishedShop(database, { gateways })
    const mug = await aProduct(shop.staff, 'mug', { stock: 100 })
    const owner = shop.as(ann)
    await buysOne(owner, mug, byToken('demo', 'success', { save: true }))
    const [kept] = await rowsOf(
      await database.address(),
      'select c.provider_id as id, m.provider_id as method from payment_methods m join provider_customers c on c.customer_id = m.customer_id',
    )
    const pays = (paymentId: string) =>
      bank!.pay({
        paymentId,
        idempotencyKey: paymentId,
        amount: money(1490, 'EUR'),
        instrument: { id: 'pmt_1', handler_id: 'demo', type: 'demo' },
        customer: { id: String(kept!.id), methodId: String(kept!.method), isAbsent: true },
        description: 'Order',
        returnUrl: 'https://shop.test/return',
        signal: AbortSignal.timeout(5_000),
      })
    expect(await pays('pay_away')).toMatchObject({ status: 'captured' })
    await running(await database.address(), [`update demo_methods set token = 'needs_confirmation'`])
    expect(await pays('pay_away_too')).toMatchObject({ status: 'failed', code: 'authentication_required' })
    await running(await database.address(), ['delete from demo_methods'])
    const answer = await buysOne(owner, mug, (await savedBy(owner))[0]!)
    expect(answer).toMatchObject({ status: 'ready_for_complete', messages: [{ code: 'payment_failed' }] })
    expect(await savedBy(owner)).toEqual([])
  })
})
