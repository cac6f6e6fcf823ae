import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, guest, openEngine, system } from '@mitchweb/engine'
import { operationByName } from '@mitchweb/engine/contract'
import { encode } from 'gpt-tokenizer'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { furnish } from '../../engine/test/buying.ts'
import { dumpOf, isQuiet } from '../../engine/test/database-rows.ts'
import { aMorning, type Day } from '../../engine/test/merchant-day.ts'
import { merchantTable } from '../../mcp-server/src/merchant/tool-table.ts'
import { toolTable } from '../../mcp-server/src/tool-table.ts'
import { type AnyClient, bin, clients } from '../../mcp-server/test/clients.ts'
import { factsMissingFrom } from '../../mcp-server/test/facts.ts'
import { openAdminMcp, openMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'

const roles = ['owner', 'manager', 'catalogue_editor', 'stockkeeper', 'order_desk', 'accountant', 'viewer'] as const
type Role = (typeof roles)[number]

let folder: string
let database: string
let engine: Engine
let url: string
let day: Day
const keys = new Map<Role, string>()
const closing: (() => Promise<unknown>)[] = []

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-staff-tools-'))
  database = join(folder, 'shop.db')
  engine = await openEngine({ database, publicUrl: 'http://localhost', sweepEverySeconds: 0 })
  const staff = engine.as(system)
  await furnish(staff)
  day = await aMorning({ staff, guest: engine.as(guest) })
  for (const role of roles) {
    const { id } = await staff.saveStaffMember({ staff_member: { name: `The ${role}`, role } })
    keys.set(role, (await staff.createApiKey({ api_key: { staff_id: id, name: role } })).key)
  }
  const [mcp, adminMcp] = [await openMcp(engine, silent), await openAdminMcp(engine, silent)]
  const server = await startServer({ engine, mcp, adminMcp, log: silent, limits: false, port: 0 })
  url = server.url.replace('127.0.0.1', 'localhost')
  await engine.announce(url)
  closing.push(
    () => rm(folder, { recursive: true }),
    () => engine.close(),
    () => server.close(0),
    () => Promise.all([mcp.close(), adminMcp.close()]),
  )
}, 60_000)
afterAll(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

const modern = 'client 2.x, pinned to 2026-07-28'

async function as(role: Role | 'nobody', era: string = modern, path = '/admin/mcp'): Promise<AnyClient> {
  const client = await clients[era]!({ url: `${url}${path}`, token: role === 'nobody' ? undefined : keys.get(role) })
  closing.push(() => client.close())
  return client
}

const toolsOf = async (client: AnyClient) => (await client.raw.listTools()).tools
const tokens = (value: unknown) => encode(JSON.stringify(value)).length
/** The shop's tables, without when a key was last used, which is noted by itself. */
async function dump() {
  const { api_keys: _, ...tables } = await dumpOf(database)
  return tables
}

describe('The tools of the staff', () => {
  test.each(roles)('are at most 12 and 4,000 tokens for %s', async role => {
    const tools = await toolsOf(await as(role))
    const visible = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))
    expect(tools.length).toBeGreaterThan(3)
    expect(tools.length).toBeLessThanOrEqual(12)
    expect(tokens(visible)).toBeLessThanOrEqual(4000)
    await expect(tools.map(({ name }) => name).join('\n')).toMatchFileSnapshot(`staff-tools-${role}.snap`)
  })

  test('are 27 at most for all roles together', () => {
    expect(merchantTable.length).toBeLessThanOrEqual(27)
  })

  test.each(Object.keys(clients))('are the same by %s', async era => {
    const names = (tools: Awaited<ReturnType<typeof toolsOf>>) =>
      tools.map(({ name, inputSchema }) => ({ name, inputSchema }))
    expect(names(await toolsOf(await as('order_desk', era)))).toEqual(names(await toolsOf(await as('order_desk'))))
  })

  test('say truly what they do', async () => {
    for (const role of roles) {
      for (const { name, title, annotations } of await toolsOf(await as(role))) {
        const operation = operationByName.get(name)!
        expect(title).toBe(operation.title)
        expect(annotations?.readOnlyHint, name).toBe(operation.effect === 'read')
        expect(annotations?.openWorldHint, name).toBe(operation.effect === 'charge')
        if (operation.effect === 'charge') expect(annotations?.destructiveHint, name).toBe(true)
      }
    }
  })

  test('that only read leave every table as it was', async () => {
    const client = await as('owner')
    const inputs: Record<string, object> = {
      get_order: { id: day.orders[0] },
      get_saved_product: { id: 'mug' },
      get_stock: { variant_ids: [day.mug] },
      search_catalog: { catalog: { query: 'mug' } },
    }
    for (const { name } of merchantTable.filter(row => operationByName.get(row.name)?.effect === 'read')) {
      await isQuiet(database)
      const before = await dump()
      const { isError, text, structured } = await client.call(name, { ...inputs[name] })
      expect(isError, text).toBe(false)
      expect(factsMissingFrom(text, structured), name).toEqual([])
      expect(tokens(text), name).toBeLessThanOrEqual(4000)
      expect(await dump(), name).toEqual(before)
    }
  })

  test.each(merchantTable.map(row => [row.name, row] as const))('%s is worded for what it takes', (name, row) => {
    expect(row.description.split(/\s+/).length).toBeLessThanOrEqual(60)
    expect(operationByName.get(name)!.input.safeParse(row.example).error?.issues ?? []).toEqual([])
  })

  test('change what they say, and nothing in a dry run', async () => {
    const client = await as('owner')
    const stock = () => engine.as(system).getStock({ variant_ids: [day.plate] })
    const before = (await stock()).stock[0]!.on_hand
    const input = { adjustments: [{ variant_id: day.plate, by: 2 }] }
    const tried = await client.call('adjust_stock', { ...input, dry_run: true })
    expect(tried.text).toMatch(/^Nothing was changed/)
    expect(tried.structured).toMatchObject({ stock: [{ on_hand: before + 2 }] })
    expect((await stock()).stock[0]!.on_hand).toBe(before)
    const meta = { 'idempotency-key': randomUUID() }
    for (let time = 0; time < 2; time += 1) await client.call('adjust_stock', { ...input, meta })
    expect((await stock()).stock[0]!.on_hand).toBe(before + 2)
    const { entries } = await engine.as(system).listAudit({ operation: 'adjust_stock', pagination: { limit: 1 } })
    expect(entries).toMatchObject([{ actor: { kind: 'staff', name: 'The owner' }, door: 'mcp' }])
  })
})

describe('What is done only when somebody has confirmed it', () => {
  const refund = (order: number, amount = 100) => ({ id: day.orders[order]!, amount })
  const refunded = async (order: number) =>
    (await engine.as(system).getOrder({ id: day.orders[order]! })).adjustments
      .filter(({ type }) => type === 'refund')
      .map(({ totals }) => -(totals?.[0]?.amount ?? 0))
  const tokenIn = ({ structured }: Awaited<ReturnType<AnyClient['call']>>) => String(structured?.confirmation_token)

  test('a refund: first said, then done as it was said, and done once', async () => {
    const client = await as('order_desk')
    await isQuiet(database)
    const before = await dump()
    const shown = await client.call('refund_order', refund(0))
    expect(shown.text).toContain('Nothing was done yet')
    expect(shown.text).toContain('1.00 EUR')
    expect(shown.structured).toMatchObject({ will: { refunds: { amount: 100, currency: 'EUR' } } })
    expect(shown.text).toContain(tokenIn(shown))
    expect(await dump()).toEqual(before)
    const done = { ...refund(0), confirmation_token: tokenIn(shown) }
    const [first, second] = [await client.call('refund_order', done), await client.call('refund_order', done)]
    expect(first.structured).toMatchObject({ adjustments: [{ type: 'refund', status: 'completed' }] })
    expect(second.structured).toEqual(first.structured)
    expect(await refunded(0)).toEqual([100])
  })

  test('a return that came back: how much goes back for it, then that, once', async () => {
    const client = await as('order_desk')
    const came = { id: day.sent.id, return_id: day.sent.returns[0]!, restocking_fee: 100, restock: {} }
    const shown = await client.call('receive_return', came)
    const [line] = (await engine.as(system).getOrder({ id: came.id })).line_items
    expect(shown.structured).toMatchObject({
      will: { refunds: { amount: line!.item.price - 100 }, line_items: [{ id: line!.id, quantity: 1 }] },
    })
    const done = { ...came, confirmation_token: tokenIn(shown) }
    const [first, second] = [await client.call('receive_return', done), await client.call('receive_return', done)]
    expect(first.text).toContain(`Return ${came.return_id} received`)
    expect(factsMissingFrom(first.text, first.structured)).toEqual([])
    expect(second.structured).toEqual(first.structured)
    const refused = { id: came.id, return_id: day.sent.returns[1]!, reason: 'The seal is broken.' }
    expect((await client.call('refuse_return', refused)).text).toContain('refused: "The seal is broken."')
  })

  test.each([
    ['another amount', { amount: 101 }],
    ['another order', { order: 2 }],
    ['somebody else', { role: 'owner' as const }],
    ['a token with one letter changed', { flip: true }],
    ['half a token', { cut: true }],
  ])('is refused for %s', async (_, { amount = 100, order = 1, role = 'order_desk' as Role, flip, cut }: Mischief) => {
    const token = tokenIn(await (await as('order_desk')).call('refund_order', refund(1)))
    const sent = flip ? token.replace(/.$/, last => (last === 'A' ? 'B' : 'A')) : cut ? token.slice(0, 20) : token
    const answer = await (await as(role)).call('refund_order', { ...refund(order, amount), confirmation_token: sent })
    expect(answer.isError).toBe(true)
    expect(answer.text).toMatch(/^invalid_input: /)
    expect(await refunded(order)).toEqual([])
  })

  test('is said anew when it would do something else by now', async () => {
    const client = await as('order_desk')
    const all = { id: day.orders[1]! }
    const shown = await client.call('refund_order', all)
    await engine.as(system).refundOrder(refund(1, 200), { idempotencyKey: randomUUID() })
    const again = await client.call('refund_order', { ...all, confirmation_token: tokenIn(shown) })
    expect(again.text).toContain('something has changed')
    expect(await refunded(1)).toEqual([200])
    const { will } = again.structured as { will: { refunds: { amount: number } } }
    await client.call('refund_order', { ...all, confirmation_token: tokenIn(again) })
    expect(await refunded(1)).toEqual([200, will.refunds.amount])
  })

  test('archiving, cancelling and imports say what they would do', async () => {
    const client = await as('owner')
    const bowl = { products: [{ title: 'Bowl', variants: [{ prices: [{ currency: 'EUR', amount: 500 }] }] }] }
    const shown = await client.call('import_products', bowl)
    expect(shown.structured).toMatchObject({ will: { creates: 1, replaces: 0, variants: 1 } })
    await client.call('import_products', { ...bowl, confirmation_token: tokenIn(shown) })
    const { id } = await engine.as(system).getSavedProduct({ id: 'bowl' })
    const archiving = await client.call('archive_product', { id })
    expect(archiving.structured).toMatchObject({ will: { archives: { id, title: 'Bowl' } } })
    expect((await engine.as(system).getSavedProduct({ id })).status).toBe('active')
    await client.call('archive_product', { id, confirmation_token: tokenIn(archiving) })
    expect((await engine.as(system).getSavedProduct({ id })).status).toBe('archived')
    const cancelling = await client.call('cancel_order', { id: day.orders[2] })
    expect(cancelling.structured).toMatchObject({ will: { cancels: true, refunds: { currency: 'EUR' } } })
    const counted = await client.call('import_stocktake', { stocktake: { rows: [{ sku: 'PLATE', counted: 1 }] } })
    expect(counted.structured).toMatchObject({ will: { changes: 1, first_changes: [{ sku: 'PLATE', to: 1 }] } })
  })
})

type Mischief = { amount?: number; order?: number; role?: Role; flip?: boolean; cut?: boolean }

describe('The door of the staff', () => {
  const post = (body: object, token?: string) =>
    fetch(`${url}/admin/mcp`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    })
  const call = (name: string, args = {}) => ({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name, arguments: args },
  })

  test('is shut without a key, and to one that opens nothing', async () => {
    const without = await post(call('find_orders'))
    expect([without.status, without.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    const wrong = await post(call('find_orders'), 'mwk_none')
    expect([wrong.status, wrong.headers.get('www-authenticate')]).toEqual([401, 'Bearer error="invalid_token"'])
  })

  test('names the scope of a tool that a key may not use', async () => {
    const answer = await post(call('set_prices'), keys.get('stockkeeper'))
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toContain('error="insufficient_scope", scope="pricing:write"')
    await expect((await as('stockkeeper')).call('set_prices')).rejects.toThrow()
  })

  test('closes on a key that was revoked, in the middle of a session', async () => {
    const { id } = await engine.as(system).saveStaffMember({ staff_member: { name: 'Gus', role: 'viewer' } })
    const made = await engine.as(system).createApiKey({ api_key: { staff_id: id, name: 'Gus' } })
    const client = await clients['sdk 1.x']!({ url: `${url}/admin/mcp`, token: made.key })
    expect((await client.call('find_orders')).isError).toBe(false)
    await engine.as(system).revokeApiKey({ id: made.id })
    await expect(client.call('find_orders')).rejects.toThrow()
    await client.close().catch(() => {})
  })
})

describe('The door of shoppers', () => {
  test('never shows a tool of the staff, to guests or to staff', async () => {
    const staffOnly = merchantTable.map(row => row.name).filter(name => !toolTable.some(row => row.name === name))
    for (const role of ['nobody', 'owner'] as const) {
      const names = (await toolsOf(await as(role, modern, '/mcp'))).map(({ name }) => name)
      expect(names.filter(name => (staffOnly as string[]).includes(name))).toEqual([])
    }
  })

  test.each(Object.keys(clients))('answers a tool of the staff as one that there is not, by %s', async era => {
    const client = await as('nobody', era, '/mcp')
    const answerTo = (name: string) =>
      client.call(name, {}).then(
        answer => answer,
        (error: { code?: number; message: string }) => ({ code: error.code, text: error.message }),
      )
    for (const name of ['refund_order', 'find_orders', 'save_product', 'create_api_key']) {
      const [staffs, none] = [await answerTo(name), await answerTo('frobnicate_shop')]
      expect({ ...staffs, text: staffs.text.replaceAll(name, 'X') }).toEqual({
        ...none,
        text: none.text.replaceAll('frobnicate_shop', 'X'),
      })
    }
  })
})

describe('mitchweb-mcp for the staff', { timeout: 60_000 }, () => {
  const open = async (args: string[], token: string | undefined): Promise<AnyClient> => {
    const env = { ...(token !== undefined && { MITCHWEB_TOKEN: token }), MITCHWEB_DATABASE: database }
    const client = await clients[modern]!({
      command: process.execPath,
      args: [bin, '--profile', 'merchant', ...args],
      env,
    })
    closing.push(() => client.close())
    return client
  }

  test('has the tools of the key’s owner, in a shop that runs elsewhere', async () => {
    const client = await open(['--url', url], keys.get('order_desk'))
    expect((await toolsOf(client)).map(({ name }) => name)).toEqual(
      (await toolsOf(await as('order_desk'))).map(({ name }) => name),
    )
    const { structured } = await client.call('find_orders', { limit: 1 })
    expect(structured).toMatchObject({ orders: [{ customer: { email: expect.any(String) } }] })
    const tried = await client.call('fulfill_order', { id: day.orders[0], event: { type: 'shipped' }, dry_run: true })
    expect(tried.structured).toMatchObject({ line_items: [{ status: 'fulfilled' }] })
  })

  test('with --read-only has no tool that changes anything', async () => {
    const tools = await toolsOf(await open(['--url', url, '--read-only'], keys.get('owner')))
    expect(tools.length).toBeGreaterThan(3)
    expect(tools.filter(({ name }) => operationByName.get(name)?.effect !== 'read')).toEqual([])
  })

  test('says what is missing without a key', async () => {
    await expect(open([], undefined)).rejects.toThrow()
  })
})
