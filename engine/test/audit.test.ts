import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { type OperationName, type OutputOf, operations } from '../src/contract.ts'
import { guest, system } from '../src/index.ts'
import type { Actor } from '../src/shared/actor.ts'
import { personScopes, shopperScopes } from '../src/shared/scopes.ts'
import { staffPersonalData } from '../src/staff/index.ts'
import { nobody } from '../src/storage/personal-data.ts'
import { dumpOf, isQuiet, rowsOf, running } from './database-rows.ts'
import { onBothDatabases, type TestDatabase } from './databases.ts'
import { aMorning, type Day, merchantDay } from './merchant-day.ts'
import { aFurnishedShop, aProduct, buys, readyCheckout, type TestShop } from './shop.ts'

const through = { door: 'rest', credentialId: 'key_1' } as const

async function anOwner(shop: TestShop): Promise<Actor> {
  const { key } = (await shop.firstOwner())!
  return (await shop.identify({ authorization: `Bearer ${key}`, audience: 'https://shop.test/api' })).actor
}

const entriesOf = async (shop: TestShop, wish: Parameters<TestShop['staff']['listAudit']>[0] = {}) =>
  (await shop.staff.listAudit({ pagination: { limit: 50 }, ...wish })).entries

test('A merchant’s day holds every change that only staff can make, and those of orders', () => {
  const isShoppers = ({ name, scope }: (typeof operations)[number]) =>
    name !== 'cancel_order' && [...shopperScopes, ...personScopes].includes(scope)
  const changes = operations.filter(operation => operation.effect !== 'read' && !isShoppers(operation))
  const names = merchantDay.map(step => step.operation)
  expect([...names].sort()).toEqual(changes.map(({ name }) => name).sort())
})

onBothDatabases('The audit', database => {
  test('has every change of a merchant’s day: who, through which door, before and after', {
    timeout: 60_000,
  }, async () => {
    const { shop, owner, noted } = await aDay(database)
    expect(noted.map(({ operation }) => operation)).toEqual(merchantDay.map(step => step.operation))
    for (const { operation, entries } of noted) {
      expect(entries.length, operation).toBeGreaterThan(0)
      for (const entry of entries) {
        expect(entry).toMatchObject({
          at: shop.now().toISOString(),
          actor: {
            kind: 'staff',
            id: owner.kind === 'staff' ? owner.staffId : '',
            name: 'Owner',
            credential_id: 'key_1',
          },
          door: 'rest',
          operation,
          subject: { type: expect.any(String) },
        })
        expect(entry.before ?? entry.after, operation).toBeDefined()
        expect(entry.before, operation).not.toEqual(entry.after)
      }
    }
    const isTold = (secret: RegExp) => noted.filter(({ entries }) => secret.test(JSON.stringify(entries)))
    for (const secret of [/ann@example/, /\/orders\//, /mwk_/, /gift_\d/])
      expect(isTold(secret), `${secret}`).toEqual([])
  })

  test('is left alone by a dry run of any change, and so is the shop', { timeout: 120_000 }, async () => {
    await aDay(database, async ({ shop, owner, operation, input }) => {
      await isQuiet(await database.address())
      const before = await dumpOf(await database.address())
      await shop.perform(owner, operation, input, { ...through, dryRun: true })
      expect(await dumpOf(await database.address()), operation).toEqual(before)
    })
  })

  test('shows a product as it was and as it is', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    await shop.as(await anOwner(shop)).saveProduct({
      product: { handle: 'mug', title: 'Cup', description: { plain: 'For tea' }, variants: [{ sku: 'MUG' }] },
    })
    const [entry] = await entriesOf(shop, { operation: 'save_product' })
    expect(entry).toMatchObject({
      door: 'library',
      subject: { type: 'product', id: (await shop.staff.getSavedProduct({ id: 'mug' })).id },
      before: { title: 'Mug', variants: [{ id: mug, prices: [{ amount: 1000 }] }] },
      after: { title: 'Cup', description: { plain: 'For tea' } },
    })
    expect(entry?.before).not.toHaveProperty('description')
  })

  test('has an entry for each variant whose stock was changed, and none for the others', async () => {
    const shop = await aFurnishedShop(database)
    const [mug, plate] = [await aProduct(shop.staff, 'mug'), await aProduct(shop.staff, 'plate')]
    const owner = shop.as(await anOwner(shop))
    await owner.adjustStock({
      adjustments: [
        { variant_id: mug, to: 3 },
        { variant_id: plate, to: 10 },
      ],
    })
    expect(await entriesOf(shop, { subject: { type: 'variant', id: mug } })).toMatchObject([
      { before: { on_hand: 10 }, after: { on_hand: 3 } },
    ])
    expect(await entriesOf(shop, { subject: { type: 'variant', id: plate } })).toEqual([])
  })

  test('says that somebody changed whose a cart or a checkout is, and not to whom', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const owner = shop.as(await anOwner(shop))
    const { id, fulfillment } = await readyCheckout(shop.guest, { [mug]: 1 })
    const [{ selected_destination_id, groups }] = fulfillment.methods as [(typeof fulfillment.methods)[number]]
    const [{ selected_option_id }] = groups as [(typeof groups)[number]]
    const methods = [{ selected_destination_id, groups: [{ selected_option_id: selected_option_id! }] }]
    const buyer = { email: 'bob@example.com' }
    await owner.updateCheckout({ id, checkout: { buyer, fulfillment: { methods } } })
    const line_items = [{ item: { id: mug }, quantity: 1 }]
    const cart = await shop.guest.createCart({ cart: { line_items } })
    await owner.updateCart({ id: cart.id, cart: { line_items, buyer } })
    for (const subject of [
      { type: 'checkout', id },
      { type: 'cart', id: cart.id },
    ]) {
      const [entry, ...others] = await entriesOf(shop, { subject })
      expect([entry?.actor.kind, others]).toEqual(['staff', []])
      expect({ ...entry?.before, version: 0 }).toEqual({ ...entry?.after, version: 0 })
      expect(JSON.stringify(entry)).not.toContain('bob@')
    }
  })

  test('has one change for a call that is repeated with its key, and nothing of one that was refused', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const owner = shop.as(await anOwner(shop))
    const input = { adjustments: [{ variant_id: mug, by: 1 }] }
    const idempotencyKey = randomUUID()
    for (let time = 0; time < 3; time += 1) await owner.adjustStock(input, { idempotencyKey })
    await expect(owner.adjustStock({ adjustments: [{ variant_id: mug, by: -100 }] })).rejects.toBeDefined()
    expect(await entriesOf(shop, { operation: 'adjust_stock' })).toMatchObject([{ idempotency_key: idempotencyKey }])
  })

  test('tells a refund as it was written down and as the provider took it', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const { order } = await buys(shop.guest, { [mug]: 1 })
    const owner = shop.as(await anOwner(shop))
    const input = { id: order!.id, amount: 100 }
    const idempotencyKey = randomUUID()
    await owner.refundOrder(input, { idempotencyKey })
    await owner.refundOrder(input, { idempotencyKey })
    const statusIn = (state: OutputOf<'list_audit'>['entries'][number]['after']) =>
      (state as { adjustments: { status: string }[] }).adjustments.map(({ status }) => status)
    const entries = (await entriesOf(shop, { operation: 'refund_order' })).reverse()
    expect(entries.map(({ before, after }) => [statusIn(before), statusIn(after)])).toEqual([
      [[], ['pending']],
      [['pending'], ['completed']],
    ])
  })

  test('counts what an import brings, and does not list it', async () => {
    const shop = await aFurnishedShop(database)
    const product = (handle: string) => ({ handle, title: handle, variants: [{ prices: [] }] })
    await shop.importRecords(
      system,
      (async function* () {
        yield ['a', 'b', 'c'].map(name => ({ operation: 'import_products', input: { products: [product(name)] } }))
      })(),
      { door: 'command' },
    )
    const [entry] = await entriesOf(shop)
    expect(entry).toMatchObject({
      actor: { kind: 'system' },
      door: 'command',
      operation: 'import_products',
      after: { imported_records: 3 },
    })
  })

  test('has nothing of what shoppers do', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const count = async () => (await rowsOf(await database.address(), 'select number from audit_entries')).length
    const before = await count()
    await buys(shop.guest, { [mug]: 1 })
    await shop.perform(system, 'create_cart', { cart: { line_items: [] } })
    expect(await count()).toBe(before)
  })

  test('is listed by who, what, which thing and when, a page at a time', async () => {
    const shop = await aFurnishedShop(database)
    const mug = await aProduct(shop.staff, 'mug')
    const owner = await anOwner(shop)
    const begun = shop.now().toISOString()
    for (const by of [1, 2, 3]) {
      shop.wait(1000)
      await shop.as(owner).adjustStock({ adjustments: [{ variant_id: mug, by }] })
    }
    const mine = { actor_id: owner.kind === 'staff' ? owner.staffId : '' }
    const first = await shop.staff.listAudit({ ...mine, pagination: { limit: 2 } })
    const rest = await shop.staff.listAudit({ ...mine, pagination: { cursor: first.pagination.cursor! } })
    const counts = [...first.entries, ...rest.entries].map(({ after }) => after?.on_hand)
    expect(counts).toEqual([16, 13, 11])
    expect(rest.pagination).toEqual({ has_next_page: false })
    const between = { from: new Date(Date.parse(begun) + 2000).toISOString(), before: shop.now().toISOString() }
    expect((await entriesOf(shop, between)).map(({ after }) => after?.on_hand)).toEqual([13])
    await expect(
      shop.staff.listAudit({ operation: 'save_store', pagination: { cursor: first.pagination.cursor! } }),
    ).rejects.toMatchObject({ code: 'invalid_cursor' })
    await expect(shop.as(guest).listAudit({})).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('cannot be changed or emptied, whoever asks the database', async () => {
    const shop = await aFurnishedShop(database)
    await aProduct(shop.staff, 'mug')
    const address = await database.address()
    const before = await dumpOf(address)
    const columns = Object.keys((await rowsOf(address, 'select * from audit_entries limit 1'))[0] ?? {})
    expect(columns.length).toBeGreaterThan(12)
    for (const column of columns) {
      const value = ['number', 'at', 'redacted_at'].includes(column) ? `"${column}"` : 'null'
      await expect(running(address, [`update audit_entries set "${column}" = ${value}`]), column).rejects.toThrow(
        'never',
      )
    }
    await expect(running(address, ['delete from audit_entries'])).rejects.toThrow('never')
    const copied = columns.map(column => `"${column}"`).join(', ')
    const replaced = `insert ${database.dialect === 'sqlite' ? 'or replace ' : ''}into audit_entries (${copied}) select ${copied} from audit_entries`
    await expect(running(address, [replaced])).rejects.toThrow()
    if (database.dialect === 'postgres') {
      await expect(running(address, ['truncate audit_entries'])).rejects.toThrow('never')
    }
    expect(await dumpOf(address)).toEqual(before)
  })

  test('lets go of what it tells of a customer who is erased, and of nothing else', async () => {
    const shop = await aFurnishedShop(database)
    const owner = shop.as(await anOwner(shop))
    for (const customer_id of ['cus_ann', 'cus_bob']) {
      await owner.saveTaxExemption({ tax_exemption: { customer_id, certificate: `canary-of-${customer_id}` } })
    }
    await shop.close()
    const storage = await database.open()
    const { auditEntries } = staffPersonalData
    if (typeof auditEntries === 'string') throw new Error('The audit tells of customers.')
    await storage.write(tx => auditEntries.forget(tx, nobody('cus_ann')))
    const ofExemptions = `where operation = 'save_tax_exemption' order by number`
    const rows = await rowsOf(await database.address(), `select * from audit_entries ${ofExemptions}`)
    expect(rows).toMatchObject([
      { actor_name: 'Owner', state_after: null, redacted_at: expect.anything() },
      { actor_name: 'Owner', redacted_at: null },
    ])
    expect(JSON.stringify(rows)).toContain('canary-of-cus_bob')
    expect(JSON.stringify(rows)).not.toContain('canary-of-cus_ann')
  })
})

type Doing = { shop: TestShop; owner: Actor; operation: OperationName; input: unknown }

/** A merchant's day by an owner, with the entries that each step left. */
async function aDay(database: TestDatabase, before: (doing: Doing) => Promise<void> = async () => {}) {
  const shop = await aFurnishedShop(database)
  const owner = await anOwner(shop)
  let day: Day = await aMorning(shop)
  const noted: { operation: OperationName; entries: OutputOf<'list_audit'>['entries'] }[] = []
  let last = Number((await entriesOf(shop))[0]?.id ?? 0)
  for (const { operation, input } of merchantDay) {
    const asked = input(day)
    await before({ shop, owner, operation, input: asked })
    const answer = await shop.perform(owner, operation, asked, { ...through, idempotencyKey: randomUUID() })
    day = { ...day, made: { ...day.made, [operation]: answer } }
    const entries = (await entriesOf(shop)).filter(({ id }) => Number(id) > last)
    last = Math.max(last, ...entries.map(({ id }) => Number(id)))
    noted.push({ operation, entries })
  }
  return { shop, owner, noted }
}
