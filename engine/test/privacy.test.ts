import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { personalData } from '../src/privacy/index.ts'
import { aLife, anAgentOf, customerIn, email } from './a-life.ts'
import { aShopWithAccounts, ordersAsGuest, password } from './accounts.ts'
import { dumpOf, isQuiet, rowsOf } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { expectHealthy } from './healthy.ts'
import { byToken, completes } from './saving.ts'
import { aProduct, buys, readyCheckout } from './shop.ts'

onBothDatabases('A customer', database => {
  test('is given all that the shop keeps of them, and is nowhere in it once they are erased', {
    timeout: 60_000,
  }, async () => {
    const shop = await aShopWithAccounts(database)
    const { planted, ann, customerId } = await aLife({ ...shop, database: await database.address() })
    const told = await shop.as(ann).exportAccount({})
    const said = JSON.stringify(told)
    expect(planted.filter(text => !said.includes(text))).toEqual([])
    expect((await shop.staff.exportCustomer({ id: customerId })).records).toEqual(told.records)
    await isQuiet(await database.address())
    expect(await unplanted(database)).toEqual([])
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

/** What a table keeps of people, that has no words in it: ids, sums, days and hashes. */
const wordless: readonly (keyof typeof personalData)[] = [
  'customerPurchases',
  'customerReturns',
  'customerOrders',
  'mandates',
  'mandateUses',
  'disputes',
  'providerCustomers',
  'paymentMethods',
  'giftCards',
  'giftCardEntries',
  'oauthRefreshTokens',
  'oauthAccessTokens',
  'oauthConsents',
  'accountCredentials',
  'accountVerifications',
  'accountAttempts',
]

/**
 * The tables of people's data in which Ann's life left nothing to look for, and those in which it did although nothing
 * is said of people there: whoever adds one adds it to her life.
 */
async function unplanted(database: TestDatabase): Promise<string[]> {
  const dump = await dumpOf(await database.address())
  return Object.entries(personalData).flatMap(([name, kept]) => {
    const rows = dump[name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)]
    if (!rows) return `no table of ${name}`
    const isPlanted = rows.some(row => /canary/i.test(row))
    if (typeof kept === 'string') return isPlanted === /^Told and forgotten with/.test(kept) ? [] : name
    return (wordless as readonly string[]).includes(name) ? (rows.length > 0 ? [] : name) : isPlanted ? [] : name
  })
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
