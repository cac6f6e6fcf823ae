import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CheckoutView, InputOf, OutputOf, Shop } from '../../engine/src/contract.ts'
import { system } from '../../engine/src/index.ts'
import { later } from '../../engine/test/accounts.ts'
import { onBothDatabases } from '../../engine/test/databases.ts'
import { expectHealthy } from '../../engine/test/healthy.ts'
import { byToken } from '../../engine/test/saving.ts'
import { aProduct, furnish, readyCheckout, totalOf } from '../../engine/test/shop.ts'
import { asAnyClient } from '../../mcp-server/test/clients.ts'
import { httpClient } from '../../rest-api/src/client.ts'
import { aConnectedShop, allows, type Browser, type ConnectedShop } from './connecting.ts'
import { shopThrough } from './doors.ts'
import { type Kept, oauthClients } from './oauth-clients.ts'

/** A mug costs everybody 10.00, and ann 8.00; its delivery 4.90. */
const annsTotal = 1290

let shop: ConnectedShop
let mug: string

onBothDatabases('An assistant that has signed in by OAuth', database => {
  beforeEach(async () => {
    const fill = async (staff: Shop) => {
      await furnish(staff)
      mug = await aProduct(staff, 'mug', { stock: 1000 })
    }
    shop = await aConnectedShop({ database: await database.address(), fill })
  })
  afterEach(() => shop.close())

  describe.each(Object.keys(oauthClients))('through %s', name => {
    test('sees its customer’s orders and prices, and buys within a mandate what they then see', async () => {
      const { ann, agent, agentId, earlier } = await anAgentOfAnn(name)
      expect((await agent.listOrders({})).orders.map(({ id }) => id)).toEqual([earlier.order!.id])
      const { product } = await agent.getProduct({ catalog: { id: mug } })
      expect(product.variants[0]).toMatchObject({
        price: { amount: 800, currency: 'EUR' },
        price_reason: 'Gold prices instead of 10.00 EUR',
      })
      expect((await agent.listMandates({})).mandates).toEqual([])
      const unasked = await buysOne(agent)
      expect(unasked).toMatchObject({ status: 'requires_escalation', continue_url: linkTo(unasked) })
      expect(reasonIn(unasked)).toBeUndefined()

      const { id } = await grants(ann, { agent_id: agentId, total: 2 * annsTotal })
      const paid = await buysOne(agent)
      expect(paid).toMatchObject({ status: 'completed', payment: { instruments: [{ amount: annsTotal }] } })
      const order = paid.order!.id
      const uses = [{ amount: annsTotal, status: 'spent', checkout_id: paid.id, order_id: order }]
      const history = [{ id, agent_id: agentId, used: annsTotal, remaining: annsTotal, uses }]
      expect((await ann.listMandates({})).mandates).toMatchObject(history)
      expect((await agent.listMandates({})).mandates).toMatchObject(history)
      expect((await ann.listOrders({})).orders.map(({ id }) => id)).toEqual([order, earlier.order!.id])
      expect(await ann.getOrder({ id: order })).toMatchObject({ totals: expect.arrayContaining([total(annsTotal)]) })
      await expectHealthy(database)
    })

    test('is told why and given a link outside of it, and charges nothing', async () => {
      const { ann, agent, agentId } = await anAgentOfAnn(name)
      const outside: [string, Partial<Granted>][] = [
        ['one order', { per_order: annsTotal - 1 }],
        ['is left', { total: annsTotal - 1 }],
        ['currency', { currency: 'USD' }],
        ['confirm', { ask_above: annsTotal - 1 }],
      ]
      for (const [words, part] of outside) {
        const { id } = await grants(ann, { agent_id: agentId, ...part })
        const answer = await buysOne(agent)
        expect(answer, words).toMatchObject({ status: 'requires_escalation', continue_url: linkTo(answer) })
        expect(reasonIn(answer)).toContain(words)
        expect(await ann.revokeMandate({ id })).toMatchObject({ used: 0, status: 'revoked' })
      }
      const revoked = await buysOne(agent)
      expect(revoked).toMatchObject({ status: 'requires_escalation', continue_url: linkTo(revoked) })
      expect(reasonIn(revoked)).toContain('has ended')

      await grants(ann, { agent_id: agentId, expires_at: inMinutes(10) })
      later(10 * 60_000)
      const late = await buysOne(agent)
      expect(late).toMatchObject({ status: 'requires_escalation', continue_url: linkTo(late) })
      expect(reasonIn(late)).toContain('has ended')
      const { mandates } = await ann.listMandates({})
      expect(mandates.map(({ status }) => status)).toEqual(['expired', ...outside.map(() => 'revoked')])
      expect(mandates.flatMap(({ uses }) => uses)).toEqual([])
      expect((await ann.listOrders({})).orders).toHaveLength(1)
    })

    test('spends nothing any more once it is disconnected, nor when it is connected anew', async () => {
      const { browser, ann, agent, agentId, signsIn, Refused } = await anAgentOfAnn(name)
      await grants(ann, { agent_id: agentId })
      const ready = await readyCheckout(agent, { [mug]: 1 })
      await browser.sends('/api/auth/disconnect-agent', { client_id: agentId })
      await expect(completes(agent, ready)).rejects.toThrow(Refused)
      expect((await ann.listMandates({})).mandates).toMatchObject([{ status: 'revoked', used: 0 }])
      await expect(grants(ann, { agent_id: agentId })).rejects.toMatchObject({ code: 'invalid_input' })

      await signsIn()
      expect(await completes(agent, ready)).toMatchObject({ status: 'requires_escalation' })
      expect(await ann.getCheckout({ id: ready.id })).toMatchObject({ status: 'requires_escalation' })
    })
  })

  test.each(['client 2.x, negotiating', 'sdk 1.x'])(
    'pays ten of a hundred orders at once through %s, on a mandate for ten',
    { timeout: 120_000 },
    async name => {
      const { ann, agent, agentId } = await anAgentOfAnn(name)
      await grants(ann, { agent_id: agentId, total: 10 * annsTotal })
      const checkouts = await Promise.all(Array.from({ length: 100 }, () => readyCheckout(agent, { [mug]: 1 })))
      const answers = await Promise.all(checkouts.map(checkout => completes(agent, checkout)))
      const paid = answers.filter(({ status }) => status === 'completed')
      expect(paid).toHaveLength(10)
      for (const answer of answers) if (!paid.includes(answer)) expect(answer.status).toBe('requires_escalation')
      const [mandate] = (await ann.listMandates({})).mandates
      expect(mandate).toMatchObject({ used: 10 * annsTotal, remaining: 0, status: 'used_up' })
      const spent = mandate!.uses.filter(({ status }) => status === 'spent').map(({ order_id }) => order_id)
      expect(spent.sort()).toEqual(paid.map(({ order }) => order!.id).sort())
      expect((await ann.listOrders({ limit: 50 })).orders).toHaveLength(11)
      await expectHealthy(database)
    },
  )
})

type Granted = InputOf<'grant_mandate'>['mandate']

/** Grants it in person, over REST, for a week and 100.00 unless told. */
const grants = (ann: Shop, mandate: Pick<Granted, 'agent_id'> & Partial<Granted>): Promise<OutputOf<'grant_mandate'>> =>
  ann.grantMandate({
    mandate: { currency: 'EUR', total: 10_000, expires_at: inMinutes(7 * 24 * 60), ...mandate },
  })

const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString()

/** Ann is a member with a price of her own, has bought before and saved how she paid, and lets an assistant act for her. */
async function anAgentOfAnn(name: string) {
  const browser = await shop.joins('ann@example.com')
  const headers = { origin: shop.url, cookie: browser.cookie() }
  const ann = httpClient(shop.url, { attempts: 1, headers })
  await givesOwnPrice(browser)
  const instruments = [byToken('demo', 'success', { save: true })]
  const earlier = await completes(ann, await readyCheckout(ann, { [mug]: 1 }), { payment: { instruments } })

  const kept: Kept = {}
  const { client, finish, Refused } = await oauthClients[name]!({ url: shop.mcpUrl, kept })
  const signsIn = async () => {
    delete kept.asked
    await expect(client.callTool({ name: 'list_orders', arguments: {} })).rejects.toThrow(Refused)
    await finish(await allows(browser, (kept as { asked?: URL }).asked!))
  }
  const agent = shopThrough(asAnyClient(client))
  const { product } = await agent.getProduct({ catalog: { id: mug } })
  expect(product.variants[0]!.price.amount).toBe(1000)
  await signsIn()
  const { agents } = (await (await browser.goes('/api/auth/list-agents')).json()) as { agents: { client_id: string }[] }
  return { browser, ann, agent, agentId: agents[0]!.client_id, earlier, signsIn, Refused }
}

async function givesOwnPrice(browser: Browser): Promise<void> {
  const { engine, url } = shop
  const { actor } = await engine.identify({ cookie: browser.cookie(), audience: `${url}/api` })
  if (actor.kind !== 'customer') throw new Error('Ann has no account.')
  const staff = engine.as(system)
  await staff.saveCustomerGroup({ customer_group: { name: 'gold', members: [{ customer_id: actor.customerId }] } })
  const prices = [{ variant_id: mug, amount: 800 }]
  await staff.savePriceList({
    price_list: { title: 'Gold prices', currency: 'EUR', customer_group: 'gold', prices },
  })
}

const buysOne = async (buyer: Shop): Promise<CheckoutView> => completes(buyer, await readyCheckout(buyer, { [mug]: 1 }))

/** Pays the total that was shown; without a payment of its own, with what there is. */
const completes = (
  buyer: Shop,
  checkout: CheckoutView,
  paying: InputOf<'complete_checkout'>['checkout'] = {},
): Promise<CheckoutView> =>
  buyer.completeCheckout(
    { id: checkout.id, checkout: paying, expected_total: totalOf(checkout) },
    { idempotencyKey: randomUUID() },
  )

const reasonIn = ({ messages }: CheckoutView): string | undefined =>
  messages.find(({ code }) => code === 'outside_mandate')?.content

const linkTo = ({ id }: CheckoutView): unknown => expect.stringContaining(`${shop.url}/checkout/${id}`)

const total = (amount: number): unknown => expect.objectContaining({ type: 'total', amount })
