import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Engine, guest, openEngine, system } from '@mitchweb/engine'
import type { Shop } from '@mitchweb/engine/contract'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { furnish } from '../../engine/test/buying.ts'
import { dumpOf, rowsOf } from '../../engine/test/database-rows.ts'
import { aMorning, type Day, merchantDay } from '../../engine/test/merchant-day.ts'
import { adminRoutes } from '../src/admin-routes.ts'
import { httpClient } from '../src/client.ts'
import { defaultLimits } from '../src/http/limits.ts'
import { type AppOptions, startServer } from '../src/index.ts'
import { fakeEngine, silent } from './fake-engine.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** An open shop with its first owner's key. */
async function aShop(options: Partial<AppOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-admin-'))
  const database = join(folder, 'shop.db')
  const engine = await openEngine({ database, publicUrl: 'http://shop.example', sweepEverySeconds: 0 })
  const server = await startServer({ engine, log: silent, limits: false, port: 0, ...options })
  closing.push(
    () => rm(folder, { recursive: true }),
    () => engine.close(),
    () => server.close(0),
  )
  const { key, keyId } = (await engine.firstOwner())!
  return { engine, url: server.url, database, key, keyId, owner: httpClient(server.url, { token: key }) }
}

async function keyOf(engine: Engine, role: 'viewer' | 'stockkeeper'): Promise<string> {
  const { id } = await engine.as(system).saveStaffMember({ staff_member: { name: role, role } })
  return (await engine.as(system).createApiKey({ api_key: { staff_id: id, name: role } })).key
}

const addressOf = ({ path }: { path: string }) => `/api${path.replace(/\{\w+\}/g, 'x')}`
const methodOf = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Shop

describe('What the staff do over REST', () => {
  test('is a whole day of a merchant, each change first tried and noted in the audit', {
    timeout: 120_000,
  }, async () => {
    const { engine, owner, database, keyId } = await aShop()
    await furnish(engine.as(system))
    let day: Day = await aMorning({ staff: engine.as(system), guest: engine.as(guest) })
    for (const { operation, input } of merchantDay) {
      const perform = owner[methodOf(operation)] as (input: unknown, options: object) => Promise<never>
      const waiting = 'select id from outbox where delivered_at is null'
      await vi.waitFor(async () => expect(await rowsOf(database, waiting)).toEqual([]), 10_000)
      const before = await dumpOf(database)
      await perform(input(day), { dryRun: true, idempotencyKey: randomUUID() })
      expect(withoutUse(await dumpOf(database)), operation).toEqual(withoutUse(before))
      const answer = await perform(input(day), { idempotencyKey: randomUUID() })
      day = { ...day, made: { ...day.made, [operation]: answer } }
    }
    const noted = await rowsOf(database, `select operation, credential_id from audit_entries where door = 'rest'`)
    expect(new Set(noted.map(row => row.operation))).toEqual(new Set(merchantDay.map(step => step.operation)))
    expect(new Set(noted.map(row => row.credential_id))).toEqual(new Set([keyId]))
  })

  test('is found, listed and exported as they ask', async () => {
    const { engine, owner } = await aShop()
    await furnish(engine.as(system))
    await aMorning({ staff: engine.as(system), guest: engine.as(guest) })
    expect((await owner.getOwnAccess({})).staff_member).toMatchObject({ role: 'owner' })
    expect((await owner.findOrders({ email: 'ann@example.com', limit: 2 })).orders).toHaveLength(2)
    expect((await owner.listPromotions({ active: true, pagination: { limit: 1 } })).promotions).toHaveLength(1)
    expect((await owner.listPromotions({ active: false })).promotions).toEqual([])
    const { entries } = await owner.listAudit({ operation: 'save_promotion', pagination: { limit: 1 } })
    expect(entries).toMatchObject([{ actor: { kind: 'system' }, door: 'library' }])
    expect((await owner.exportProducts({ limit: 2 })).products).toHaveLength(2)
  })
})

describe('The addresses of the staff', () => {
  test('are shut without a key, and say how to ask', async () => {
    const { url } = await aShop()
    for (const route of adminRoutes) {
      const answer = await fetch(`${url}${addressOf(route)}`, { method: route.method })
      expect(answer.status, route.operation).toBe(401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    }
    const wrong = await fetch(`${url}/api/admin/me`, { headers: { authorization: 'Bearer mwk_none' } })
    expect(wrong.status).toBe(401)
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
    expect(await wrong.json()).toMatchObject({ code: 'unauthorized', details: { reason: 'unknown' } })
  })

  test('are nothing for customers, whatever they show', async () => {
    const { engine } = fakeEngine()
    const customer = { actor: { kind: 'customer', customerId: 'cus_ann' } as const }
    const server = await startServer({
      engine: { ...engine, identify: async () => customer },
      log: silent,
      limits: false,
      port: 0,
    })
    closing.push(() => server.close(0))
    for (const route of adminRoutes) {
      const answer = await fetch(`${server.url}${addressOf(route)}`, { method: route.method })
      expect(answer.status, route.operation).toBe(403)
    }
  })

  test('name the scope that a key has not', async () => {
    const { engine, url } = await aShop()
    const key = await keyOf(engine, 'viewer')
    const answer = await fetch(`${url}/api/admin/prices`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{"prices":[]}',
    })
    expect(answer.status).toBe(403)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="pricing:write"')
  })

  test('keep their answers out of every cache', async () => {
    const { url, key } = await aShop()
    const answer = await fetch(`${url}/api/admin/me`, { headers: { authorization: `Bearer ${key}` } })
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
  })

  test('refuse a dry run that is neither true nor false, and one of what changes nothing', async () => {
    const { url, key } = await aShop()
    for (const address of ['/api/admin/staff/x/disable?dry_run=yes', '/api/admin/orders/search?dry_run=true']) {
      const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
      const answer = await fetch(`${url}${address}`, { method: 'POST', headers, body: '{}' })
      expect(await answer.json(), address).toMatchObject({ status: 400, code: 'invalid_input' })
    }
  })
})

describe('How often somebody may call', () => {
  test('is counted for each key, not for the address that they share', async () => {
    const { engine, url, key } = await aShop({ limits: { ...defaultLimits, admin: { calls: 1, seconds: 60 } } })
    const other = await keyOf(engine, 'stockkeeper')
    const asks = async (token: string) =>
      (await fetch(`${url}/api/admin/me`, { headers: { authorization: `Bearer ${token}` } })).status
    expect([await asks(key), await asks(key), await asks(key)]).toEqual([200, 200, 429])
    expect(await asks(other)).toBe(200)
  })

  test('ends for who tries one bad key after another, and for nobody else', async () => {
    const { url, key } = await aShop({ limits: defaultLimits })
    const asks = async (token: string) =>
      (await fetch(`${url}/api/admin/me`, { headers: { authorization: `Bearer ${token}` } })).status
    const first = await asks(key)
    const tries: number[] = []
    for (let count = 0; count < 101; count += 1) tries.push(await asks(`mwk_${count}`))
    expect(first).toBe(200)
    expect(new Set(tries.slice(0, 100))).toEqual(new Set([401]))
    expect(tries.at(-1)).toBe(429)
    expect((await fetch(`${url}/api/store`)).status).toBe(200)
  })
})

/** When a key was last used is noted by itself. */
const withoutUse = ({ api_keys: _, ...tables }: Awaited<ReturnType<typeof dumpOf>>) => tables
