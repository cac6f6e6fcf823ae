import { expect, test } from 'vitest'
import type { CheckoutView, InputOf, Shop } from '../src/contract.ts'
import { type Actor, guest } from '../src/index.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { agentOf, inDays, letsAct } from './mandating.ts'
import { buysOne, byToken, completes, savedBy } from './saving.ts'
import { aFurnishedShop, aProduct, readyCheckout, totalOf } from './shop.ts'

const ann: Actor = { kind: 'customer', customerId: 'cus_ann' }
const bob: Actor = { kind: 'customer', customerId: 'cus_bob' }

type Granted = Partial<InputOf<'grant_mandate'>['mandate']>

/** A mug costs 10.00 and its delivery 4.90. */
async function aShopWithAnn(database: TestDatabase, { token = 'success' } = {}) {
  const shop = await aFurnishedShop(database)
  await letsAct(database, { customerId: 'cus_ann', agentIds: ['agt_1', 'agt_2'] })
  const mug = await aProduct(shop.staff, 'mug', { stock: 1000 })
  const owner = shop.as(ann)
  const first = await buysOne(owner, mug, byToken('demo', token, { save: true }))
  if (first.status === 'requires_escalation') await shop.demoBank!.decide(first.id, 'approve')
  const grant = async (part: Granted = {}) =>
    owner.grantMandate({
      mandate: { agent_id: 'agt_1', currency: 'EUR', total: 10_000, expires_at: inDays(shop, 7), ...part },
    })
  const used = async () => (await owner.listMandates({})).mandates.map(mandate => mandate.used)
  return { shop, mug, owner, agent: shop.as(agentOf('cus_ann')), grant, used }
}

const why = ({ messages }: CheckoutView) => messages.filter(({ code }) => code === 'outside_mandate')

onBothDatabases('A mandate', database => {
  test('lets an agent buy by itself with what its customer saved, and says what it bought', async () => {
    const { mug, owner, agent, grant, shop } = await aShopWithAnn(database)
    const { id } = await grant()
    const paid = await buysOne(agent, mug)
    expect(paid).toMatchObject({ status: 'completed', payment: { instruments: [{ amount: 1490 }] } })
    const seen = { id, status: 'active', used: 1490, remaining: 8510 }
    const uses = [{ amount: 1490, status: 'spent', checkout_id: paid.id, order_id: paid.order!.id }]
    expect((await owner.listMandates({})).mandates).toMatchObject([{ ...seen, uses }])
    expect((await agent.listMandates({})).mandates).toMatchObject([{ id, uses }])
    expect((await owner.listOrders({})).orders.map(order => order.id)).toContain(paid.order!.id)
    expect((await shop.as(bob).listMandates({})).mandates).toEqual([])
    await expectHealthy(database)
  })

  test('is needed: without one, for another agent, or of another customer, a person gets the link', async () => {
    const { shop, mug, agent, grant, owner } = await aShopWithAnn(database)
    expect(await buysOne(agent, mug)).toMatchObject({ status: 'requires_escalation' })
    await grant({ agent_id: 'agt_2' })
    expect(await buysOne(agent, mug)).toMatchObject({ status: 'requires_escalation' })
    await grant()
    const [saved] = await savedBy(owner)
    const foreign = await buysOne(shop.as(agentOf('cus_bob')), mug, saved!)
    expect(foreign).toMatchObject({ messages: [{ code: 'payment_method_unknown' }] })
    expect(await buysOne(shop.as(agentOf('cus_bob')), mug)).toMatchObject({ status: 'requires_escalation' })
    await expectHealthy(database)
  })

  test('pays no order that would not be its customer’s', async () => {
    const { shop, mug, agent, grant } = await aShopWithAnn(database)
    await grant()
    const anothers = await readyCheckout(shop.as(guest), { [mug]: 1 })
    expect(await completes(agent, anothers)).toMatchObject({ status: 'requires_escalation' })
  })

  test.each([
    ['in all', { total: 1489 }, 'is left'],
    ['on one order', { per_order: 1489 }, 'one order'],
    ['without asking', { ask_above: 1489 }, 'confirm'],
    ['in this currency', { currency: 'USD' }, 'currency'],
  ])('charges nothing beyond what may be spent %s, and says why', async (_, part, words) => {
    const { mug, agent, grant, used } = await aShopWithAnn(database)
    await grant(part)
    const answer = await buysOne(agent, mug)
    expect(answer).toMatchObject({ status: 'requires_escalation', continue_url: expect.any(String) })
    expect(why(answer)).toMatchObject([{ type: 'info', content: expect.stringContaining(words) }])
    expect(await used()).toEqual([0])
    await expectHealthy(database)
  })

  test('of some categories buys in them and below, and nothing else', async () => {
    const { shop, agent, grant } = await aShopWithAnn(database)
    const inKitchen = await aProductIn(shop.staff, 'pan', 'Kitchen > Pans')
    const elsewhere = await aProductIn(shop.staff, 'lamp', 'Light')
    await grant({ categories: ['Kitchen'] })
    const both = await completes(agent, await readyCheckout(agent, { [inKitchen]: 1, [elsewhere]: 1 }))
    expect(both).toMatchObject({ status: 'requires_escalation' })
    expect(why(both)).toHaveLength(1)
    expect(await buysOne(agent, inKitchen)).toMatchObject({ status: 'completed' })
    expect((await agent.listMandates({})).mandates).toMatchObject([{ categories: ['Kitchen'] }])
  })

  test('ends when its customer takes it back, and when its time is over', async () => {
    const { shop, mug, owner, agent, grant } = await aShopWithAnn(database)
    const { id } = await grant()
    expect(await owner.revokeMandate({ id })).toMatchObject({ status: 'revoked' })
    expect(await owner.revokeMandate({ id })).toMatchObject({ status: 'revoked' })
    const ended = [{ content: expect.stringContaining('has ended') }]
    expect(why(await buysOne(agent, mug))).toMatchObject(ended)
    await grant({ expires_at: inDays(shop, 1) })
    shop.wait(86_400_000)
    const late = await buysOne(agent, mug)
    expect(late).toMatchObject({ status: 'requires_escalation', continue_url: expect.any(String) })
    expect(why(late)).toMatchObject(ended)
    expect((await owner.listMandates({})).mandates.map(({ status }) => status)).toEqual(['expired', 'revoked'])
  })

  test('is granted by the person alone, and ended by the person and by its own agent', async () => {
    const { shop, owner, agent, grant } = await aShopWithAnn(database)
    const mandate = { agent_id: 'agt_1', currency: 'EUR', total: 100, expires_at: inDays(shop, 1) }
    await expect(agent.grantMandate({ mandate })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(shop.guest.grantMandate({ mandate })).rejects.toMatchObject({ code: 'unauthorized' })
    const { id } = await grant()
    for (const stranger of [shop.as(bob), shop.as(agentOf('cus_ann', 'agt_2')), shop.as(agentOf('cus_bob'))])
      await expect(stranger.revokeMandate({ id })).rejects.toMatchObject({ code: 'not_found' })
    expect((await shop.as(agentOf('cus_ann', 'agt_2')).listMandates({})).mandates).toEqual([])
    expect(await agent.revokeMandate({ id })).toMatchObject({ status: 'revoked' })
    expect((await owner.listMandates({})).mandates).toMatchObject([{ status: 'revoked' }])
  })

  test('is refused where it could not be kept: over a year, in the past, of a method or category that is not there', async () => {
    const { shop, grant } = await aShopWithAnn(database)
    for (const days of [0, 367])
      await expect(grant({ expires_at: inDays(shop, days) })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(grant({ per_order: 10_001 })).rejects.toMatchObject({ code: 'invalid_input' })
    await expect(grant({ payment_method_id: 'pmt_none' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(grant({ categories: ['Nowhere'] })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('is granted to an agent only that its customer has connected, and who is connected is said', async () => {
    const { shop, owner, grant } = await aShopWithAnn(database)
    const refusal = (agent_id: string) => grant({ agent_id }).catch(error => error)
    const refused = await refusal('agt_9')
    expect(refused).toMatchObject({
      code: 'invalid_input',
      details: {
        path: '$.mandate.agent_id',
        connected: [{ agent_id: 'agt_1', name: 'Helper' }, { agent_id: 'agt_2' }],
      },
    })
    expect(refused.message).toContain('"agt_9"')
    expect(refused.message).toContain('"agt_1" ("Helper")')
    const mandate = { agent_id: 'agt_1', currency: 'EUR', total: 100, expires_at: inDays(shop, 1) }
    const toBob = await shop
      .as(bob)
      .grantMandate({ mandate })
      .catch(error => error)
    expect(toBob).toMatchObject({ code: 'invalid_input' })
    expect(toBob.message).toContain('https://shop.test/mcp')
    expect((await owner.listMandates({})).mandates).toEqual([])
    expect((await shop.as(bob).listMandates({})).mandates).toEqual([])
  })

  test('gets its money back where the payment is refused or the order is cancelled', async () => {
    const { mug, owner, agent, grant, used } = await aShopWithAnn(database)
    await grant()
    const paid = await buysOne(agent, mug)
    expect(await used()).toEqual([1490])
    await owner.cancelOrder({ id: paid.order!.id })
    expect(await used()).toEqual([0])
    await expectHealthy(database)
  })

  test('whose bank wants its customer leaves the order to the person, and the budget whole', async () => {
    const { mug, agent, grant, used } = await aShopWithAnn(database, { token: 'needs_confirmation' })
    await grant()
    const answer = await buysOne(agent, mug)
    expect(answer).toMatchObject({ status: 'requires_escalation', continue_url: expect.any(String) })
    expect(await used()).toEqual([0])
    await expectHealthy(database)
  })

  test('of enough for ten orders pays ten of a hundred that are bought at once', async () => {
    const { mug, owner, agent, grant } = await aShopWithAnn(database)
    await grant({ total: 14_900 })
    const checkouts = await Promise.all(Array.from({ length: 100 }, () => readyCheckout(agent, { [mug]: 1 })))
    const answers = await Promise.all(checkouts.map(checkout => buysWith(agent, checkout)))
    const paid = answers.filter(({ status }) => status === 'completed')
    expect(paid).toHaveLength(10)
    for (const answer of answers) if (!paid.includes(answer)) expect(answer.status).toBe('requires_escalation')
    const [mandate] = (await owner.listMandates({})).mandates
    expect(mandate).toMatchObject({ used: 14_900, remaining: 0, status: 'used_up' })
    expect(mandate!.uses.filter(({ status }) => status === 'spent')).toHaveLength(10)
    await expectHealthy(database)
  })
})

const buysWith = (shop: Shop, checkout: CheckoutView) =>
  shop.completeCheckout({ id: checkout.id, checkout: {}, expected_total: totalOf(checkout) })

/** A product of one variant in this category, and the variant's id. */
async function aProductIn(staff: Shop, handle: string, category: string): Promise<string> {
  await staff.importProducts({
    products: [
      {
        handle,
        title: handle,
        status: 'active',
        categories: [category],
        variants: [
          {
            sku: handle,
            prices: [{ currency: 'EUR', amount: 1000 }],
            stock: { on_hand: 10, tracked: true, backorder: false },
          },
        ],
      },
    ],
  })
  const { product } = await staff.getProduct({ catalog: { id: handle, context: { currency: 'EUR' } } })
  return product!.variants[0]!.id
}
