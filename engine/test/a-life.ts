import { randomUUID } from 'node:crypto'
import type { Actor } from '../src/index.ts'
import { cookieOf, password, type Visitors } from './accounts.ts'
import { anAssistant } from './agents.ts'
import { running } from './database-rows.ts'
import { buysOne, byToken, completes, type Instrument } from './saving.ts'
import { aProduct, berlin, readyCheckout, type TestShop } from './shop.ts'

export const email = 'canary-mail@example.com'

/** Whatever anybody said about Ann has this in it, so that one look finds all of it. */
const canary = (field: string) => `canary-${field}`
const name = { first_name: 'Canaryfirst', last_name: 'Canarylast' }
const address = {
  ...berlin,
  ...name,
  street_address: canary('street'),
  extended_address: canary('floor'),
  address_locality: canary('city'),
}

/** The shop, and where its tables are: some of what others say of a customer only they could write. */
type Shop = TestShop & Visitors & { readonly database: string }

export const customerIn = (actor: Actor): string => ('customerId' in actor ? actor.customerId : '')

export const anAgentOf = (actor: Actor) =>
  ({
    kind: 'agent',
    customerId: customerIn(actor),
    agentId: 'agent_1',
    scopes: ['cart:write', 'account:read', 'account:write', 'account:manage', 'orders:read'],
  }) as const satisfies Actor

/**
 * Ann as a guest, with an account, through an agent and in the hands of staff. Answers her and all that was planted and is
 * hers to be told.
 */
export async function aLife(shop: Shop): Promise<{ planted: readonly string[]; ann: Actor; customerId: string }> {
  const mug = await aProduct(shop.staff, 'mug', { stock: 50 })
  const asGuest = await readyCheckout(shop.guest, { [mug]: 1 }, ['TEN'])
  const buyer = { ...name, email, phone_number: '+49 30 5550100', consent: { [canary('consent')]: true } }
  const bought = await completesFor(shop.guest, asGuest.id, {
    buyer,
    attribution: { source: canary('campaign') },
    context: { intent: canary('intent') },
  })
  const cookie = await anAccount(shop)
  const ann = await shop.whoIs(cookie)
  const owner = shop.as(ann)
  await owner.updateProfile({
    profile: { ...name, phone_number: '+49 30 5550101', addresses: [{ ...address, address_region: canary('region') }] },
  })
  await owner.createCart(
    { cart: { line_items: [{ item: { id: mug }, quantity: 1 }], buyer, attribution: { page: canary('cart-page') } } },
    { idempotencyKey: canary('idempotency-key') },
  )
  await shop.as(anAgentOf(ann)).reorder({ id: bought }, { idempotencyKey: canary('agent-key') })
  const saved = await readyCheckout(owner, { [mug]: 1 })
  const display = { holder: canary('card-holder') }
  const { order } = await completes(
    owner,
    saved,
    byToken('demo', 'success', { save: true, display, billing_address: { street_address: canary('billing') } }),
  )
  const failed = await readyCheckout(owner, { [mug]: 1 })
  await completes(owner, failed, byToken('demo', 'declined', { display: { holder: canary('failed-holder') } }))
  await readyCheckout(shop.guest, { [mug]: 1 }).then(({ id }) =>
    shop.guest.updateCheckout({ id, checkout: { buyer, attribution: { page: canary('left-page') } } }),
  )
  const customerId = customerIn(ann)
  await spendsCredit(shop, ann, mug)
  const byAgent = await letsAnAgentBuy(shop, { ann, cookie, mug })
  for (const id of [bought, order!.id, byAgent]) await byStaff(shop, id)
  await sendsBack(shop, ann, { id: order!.id, note: canary('return-note') })
  const { line_items } = await owner.getOrder({ id: byAgent })
  const lines = [{ id: line_items[0]!.id, quantity: 1 }]
  await shop.staff.refundOrder({ id: byAgent, line_items: lines }, { idempotencyKey: randomUUID() })
  await isDisputed(shop, bought)
  const group = { name: 'Trade', members: [{ email }, { customer_id: customerId }] }
  await shop.staff.saveCustomerGroup({ customer_group: group })
  for (const certificate of [canary('old-certificate'), canary('certificate')]) {
    await shop.staff.saveTaxExemption({ tax_exemption: { customer_id: customerId, country: 'DE', certificate } })
  }
  await shop.sends('/change-email', { newEmail: 'canary-new@example.com', password }, { cookie })
  await shop.sends('/request-password-reset', { email })
  const isTold = Object.values(address).filter(text => /canary/i.test(text))
  const fields = `consent campaign intent region cart-page card-holder billing failed-holder left-page tracking parcel-note
    refund-reason return-note return-refusal certificate old-certificate agent`
  return { planted: [email, ...isTold, ...fields.split(/\s+/).map(canary)], ann, customerId }
}

/** Fills in what the checkout lacks and pays for it. */
async function completesFor(shop: TestShop['guest'], id: string, about: object): Promise<string> {
  const { fulfillment } = await shop.getCheckout({ id })
  const created = await shop.updateCheckout({
    id,
    checkout: {
      ...about,
      discounts: { codes: ['TEN'] },
      fulfillment: { methods: [{ type: 'shipping', destinations: [address] }] },
    },
  })
  const [method] = created.fulfillment.methods
  const option = fulfillment.methods[0]!.groups[0]!.options[0]!.id
  const ready = await shop.updateCheckout({
    id,
    checkout: {
      ...about,
      discounts: { codes: ['TEN'] },
      fulfillment: {
        methods: [
          { selected_destination_id: method!.selected_destination_id, groups: [{ selected_option_id: option }] },
        ],
      },
    },
  })
  const { order } = await completes(shop, ready, byToken('demo', 'success'))
  return order!.id
}

/** An account with two sessions, of which one tells the browser. */
async function anAccount(shop: Shop): Promise<string> {
  await shop.joins(email)
  const headers = { 'user-agent': canary('agent') }
  return cookieOf(await shop.sends('/sign-in/email', { email, password }, { headers }))
}

async function byStaff(shop: Shop, id: string): Promise<void> {
  const { key } = (await shop.firstOwner()) ?? (await shop.ownerKey('second'))
  const { actor } = await shop.identify({ authorization: `Bearer ${key}`, audience: 'https://shop.test/api' })
  const event = { tracking_number: canary('tracking'), description: canary('parcel-note') }
  await shop.as(actor).fulfillOrder({ id, event: { type: 'delivered', ...event } })
  await shop
    .as(actor)
    .refundOrder({ id, amount: 100, reason: canary('refund-reason') }, { idempotencyKey: randomUUID() })
}

const credit: Instrument = { id: 'credit', handler_id: 'gift_card', type: 'store_credit' }

/** All of it, or who owes it would be asked first. */
async function spendsCredit(shop: Shop, ann: Actor, mug: string): Promise<void> {
  const store_credit = { customer_id: customerIn(ann), amount: 500, currency: 'EUR' }
  await shop.staff.issueStoreCredit({ store_credit })
  const { order } = await buysOne(shop.as(ann), mug, credit, byToken('demo', 'success'))
  await byStaff(shop, order!.id)
}

/** The id of what an assistant bought with a saved card, within its mandate. */
async function letsAnAgentBuy(
  shop: Shop,
  { ann, cookie, mug }: { readonly ann: Actor; readonly cookie: string; readonly mug: string },
): Promise<string> {
  const assistant = anAssistant(shop)
  const { clientId, tokens } = await assistant.connects(cookie, undefined, { scope: 'cart:write checkout:write' })
  const { actor } = await assistant.is(tokens.access_token)
  const expires_at = new Date(Date.now() + 86_400_000).toISOString()
  await shop.as(ann).grantMandate({ mandate: { agent_id: clientId, currency: 'EUR', total: 9000, expires_at } })
  const { order } = await buysOne(shop.as(actor), mug)
  return order!.id
}

/** Asks to send something back, which comes to nothing. */
async function sendsBack(shop: Shop, ann: Actor, { id, note }: { readonly id: string; readonly note: string }) {
  const { line_items } = await shop.as(ann).getOrder({ id })
  const wanted = [{ id: line_items[0]!.id, quantity: 1, reason: 'other' as const }]
  const { returns } = await shop.as(ann).requestReturn({ id, line_items: wanted, note })
  await shop.staff.refuseReturn({ id, return_id: returns![0]!.id, reason: canary('return-refusal') })
}

/** The bank’s word comes through its provider. */
async function isDisputed({ database }: Shop, orderId: string): Promise<void> {
  await running(database, [
    `insert into disputes (id, payment_id, status, amount, reason, created_at)
      select 'dp_1', p.id, 'won', 100, 'general', p.created_at
      from payments p join orders o on o.checkout_id = p.reference where o.id = '${orderId}'`,
  ])
}
