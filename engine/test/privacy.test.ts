import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Actor } from '../src/index.ts'
import { aShopWithAccounts, cookieOf, ordersAsGuest, password, type Visitors } from './accounts.ts'
import { dumpOf, rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { isQuiet } from './quiet.ts'
import { byToken, completes } from './saving.ts'
import { aProduct, berlin, buys, readyCheckout, type TestShop } from './shop.ts'

const email = 'canary-mail@example.com'

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

type Shop = TestShop & Visitors

onBothDatabases('A customer', database => {
  test('is given all that the shop keeps of them, and is nowhere in it once they are erased', {
    timeout: 60_000,
  }, async () => {
    const shop = await aShopWithAccounts(database)
    const { planted, ann, customerId } = await aLife(shop)
    const told = await shop.as(ann).exportAccount({})
    const said = JSON.stringify(told)
    expect(planted.filter(text => !said.includes(text))).toEqual([])
    expect((await shop.staff.exportCustomer({ id: customerId })).records).toEqual(told.records)
    const books = await booksOf(database)
    expect((await canariesIn(database)).length).toBeGreaterThan(planted.length)
    await shop.staff.eraseCustomer({ id: customerId })
    await isQuiet(await database.address())
    if (database.dialect === 'sqlite') expect(await shop.scrub()).toBe(true)
    expect(await canariesIn(database)).toEqual([])
    expect(await booksOf(database)).toEqual(books)
    await shop.sweep()
    await shop.close()
    expect(await canariesIn(database)).toEqual([])
    await expectHealthy(database)
  })

  test('who is erased twice is erased once, and is somebody new who comes again', async () => {
    const shop = await aShopWithAccounts(database)
    await shop.joins('ann@example.com')
    const mug = await aProduct(shop.staff, 'mug')
    const [known] = (await shop.staff.findCustomers({ email: 'ann@example.com' })).customers
    const id = known!.id
    const erased = await shop.staff.eraseCustomer({ id })
    expect(await shop.staff.eraseCustomer({ id })).toEqual(erased)
    await ordersAsGuest(shop, mug, 'ann@example.com')
    const [again] = (await shop.staff.findCustomers({ email: 'ann@example.com' })).customers
    expect(again!.id).not.toBe(id)
    expect(await shop.staff.eraseCustomer({ id })).toEqual(erased)
    await expect(shop.staff.exportCustomer({ id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(shop.staff.eraseCustomer({ id: 'cus_nobody' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('closes the account themselves, and whoever holds its cookie is nobody then', async () => {
    const shop = await aShopWithAccounts(database)
    const cookie = await shop.joins('ann@example.com')
    const ann = await shop.whoIs(cookie)
    const wrong = shop.as(ann).closeAccount({ email: 'bob@example.com' })
    await expect(wrong).rejects.toMatchObject({ code: 'invalid_state' })
    await shop.as(ann).closeAccount({ email: 'Ann@example.com' })
    await expect(shop.whoIs(cookie)).rejects.toMatchObject({ code: 'unauthorized' })
    const signIn = shop.sends('/sign-in/email', { email: 'ann@example.com', password })
    await expect(signIn).rejects.toMatchObject({ code: 'unauthorized' })
    for (const [actor, code] of [
      [{ kind: 'guest' }, 'unauthorized'],
      [anAgentOf(ann), 'forbidden'],
    ] as const) {
      await expect(shop.as(actor).exportAccount({})).rejects.toMatchObject({ code })
      await expect(shop.as(actor).closeAccount({ email })).rejects.toMatchObject({ code })
    }
  })

  test('stays while something is owed, on its way or being paid, and hears what', async () => {
    const shop = await aShopWithAccounts(database)
    const ann = await shop.whoIs(await shop.joins('ann@example.com'))
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buys(shop.as(ann), { [mug]: 1 })
    await shop.staff.issueStoreCredit({
      store_credit: { customer_id: customerIn(ann), amount: 500, currency: 'EUR' },
    })
    await completes(
      shop.as(ann),
      await readyCheckout(shop.as(ann), { [mug]: 1 }),
      byToken('demo', 'needs_confirmation'),
    )
    const before = await dumpOf(await database.address())
    const refused = await shop
      .as(ann)
      .closeAccount({ email: 'ann@example.com' })
      .catch(error => error)
    expect(refused).toMatchObject({
      code: 'invalid_state',
      details: {
        obstacles: [{ code: 'order_open' }, { code: 'payment_under_way' }, { code: 'store_credit_left' }],
      },
    })
    expect(refused.message).toContain(order!.label)
    expect(refused.message).toContain('5.00')
    expect(await dumpOf(await database.address())).toEqual(before)
  })

  test('takes nothing with them of what others ordered and named them in', async () => {
    const shop = await aShopWithAccounts(database)
    const bob = await shop.whoIs(await shop.joins('bob@example.com'))
    const ann = await shop.whoIs(await shop.joins('ann@example.com'))
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buys(shop.as(bob), { [mug]: 1 })
    await shop.as(ann).closeAccount({ email: 'ann@example.com' })
    const kept = await shop.as(bob).getOrder({ id: order!.id })
    expect(kept.buyer).toEqual({})
    expect(kept.fulfillment.expectations).toMatchObject([{ destination: { street_address: 'Lindenstr. 1' } }])
    expect(JSON.stringify(await dumpOf(await database.address()))).not.toContain('ann@example.com')
  })

  test('leaves a refund that was asked for again neither open nor made twice', async () => {
    const shop = await aShopWithAccounts(database)
    const mug = await aProduct(shop.staff, 'mug')
    const id = await ordersAsGuest(shop, mug, email)
    await shop.staff.fulfillOrder({ id, event: { type: 'delivered' } })
    const key = { idempotencyKey: randomUUID() }
    await shop.staff.refundOrder({ id, amount: 100 }, key)
    const [known] = (await shop.staff.findCustomers({ email: email })).customers
    await shop.staff.eraseCustomer({ id: known!.id })
    await expect(shop.staff.refundOrder({ id, amount: 100 }, key)).rejects.toMatchObject({ code: 'invalid_state' })
    expect(await rowsOf(await database.address(), 'select amount from refunds')).toHaveLength(1)
  })
})

const customerIn = (actor: Actor): string => ('customerId' in actor ? actor.customerId : '')

const anAgentOf = (actor: Actor) =>
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
async function aLife(shop: Shop): Promise<{ planted: readonly string[]; ann: Actor; customerId: string }> {
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
  for (const id of [bought, order!.id]) await byStaff(shop, id)
  const customerId = customerIn(ann)
  const group = { name: 'Trade', members: [{ email }, { customer_id: customerId }] }
  await shop.staff.saveCustomerGroup({ customer_group: group })
  for (const certificate of [canary('old-certificate'), canary('certificate')]) {
    await shop.staff.saveTaxExemption({ tax_exemption: { customer_id: customerId, country: 'DE', certificate } })
  }
  await shop.sends('/change-email', { newEmail: 'canary-new@example.com', password }, { cookie })
  await shop.sends('/request-password-reset', { email })
  const isTold = Object.values(address).filter(text => /canary/i.test(text))
  const fields = `consent campaign intent region cart-page card-holder billing failed-holder left-page tracking parcel-note
    refund-reason certificate old-certificate agent`
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

/** What bookkeeping rests on: it is the same before and after. */
const booksOf = async (database: TestDatabase) =>
  rowsOf(
    await database.address(),
    `select o.number, o.currency, o.totals, o.taxes, o.discounts, o.placed_at, l.title, l.quantity, l.unit_amount, l.totals as of_line
      from orders o join order_lines l on l.order_id = o.id order by o.number`,
  )

/** What is still there of Ann: in the rows and, on SQLite, anywhere in the bytes of the file and of its logs. */
async function canariesIn(database: TestDatabase): Promise<string[]> {
  const place = await database.address()
  const inRows = Object.entries(await dumpOf(place)).flatMap(([table, rows]) =>
    rows.flatMap(row => (row.match(/canary[\w-]*/gi) ?? []).map(found => `${found} in ${table}`)),
  )
  const files = database.dialect === 'sqlite' ? [place, `${place}-wal`, `${place}-journal`].filter(existsSync) : []
  const inBytes = files.flatMap(file =>
    (
      readFileSync(file)
        .toString('latin1')
        .match(/canary[\w-]*/gi) ?? []
    ).map(found => `${found} in ${file}`),
  )
  return [...new Set([...inRows, ...inBytes])]
}
