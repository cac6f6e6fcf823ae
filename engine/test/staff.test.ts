import { describe, expect, test, vi } from 'vitest'
import type { Actor } from '../src/shared/actor.ts'
import { randomId } from '../src/shared/ids.ts'
import type { Role } from '../src/staff/roles.ts'
import { onBothDatabases, onPostgres } from './databases.ts'
import { aFurnishedShop, aShop, type TestShop } from './shop.ts'

const audience = 'https://shop.test/api'
const whoHolds = (shop: TestShop, key: string) => shop.identify({ authorization: `Bearer ${key}`, audience })
const actorWith = async (shop: TestShop, key: string): Promise<Actor> => (await whoHolds(shop, key)).actor
const repeatable = { idempotencyKey: '5b0c8f0e-0000-4000-8000-000000000001' }

/** Somebody who works for the shop, with a key. */
async function aMember(shop: TestShop, name: string, role: Role) {
  const { id } = await shop.staff.saveStaffMember({ staff_member: { name, role } })
  const made = await shop.staff.createApiKey({ api_key: { staff_id: id, name: `${name}’s key` } })
  return { id, keyId: made.id, key: made.key, shop: shop.as(await actorWith(shop, made.key)) }
}

test('A key holds 200 bits that nobody can guess, after letters that everybody knows', () => {
  expect(randomId('mwk', 'key')).toMatch(/^mwk_[0-9a-z]{40}$/)
})

onBothDatabases('Staff', database => {
  test('begin with one owner, whose key is told once', async () => {
    const shop = await aShop(database)
    const first = await shop.firstOwner()
    expect(first).toMatchObject({ owner: 'Owner', key: expect.stringMatching(/^mwk_/) })
    expect(await shop.firstOwner()).toBeUndefined()
    const owner = shop.as(await actorWith(shop, first!.key))
    expect((await owner.getOwnAccess({})).staff_member).toMatchObject({ name: 'Owner', role: 'owner' })
    expect((await owner.listStaff({})).staff_members).toHaveLength(1)
  })

  test('who have lost the owner’s key get a new one on the machine, and the old one opens until it is revoked', async () => {
    const shop = await aShop(database)
    const first = await shop.firstOwner()
    const next = await shop.ownerKey('After the move')
    const owner = shop.as(await actorWith(shop, next.key))
    expect((await owner.listStaff({})).staff_members).toHaveLength(1)
    await owner.revokeApiKey({ id: first!.keyId })
    await expect(whoHolds(shop, first!.key)).rejects.toMatchObject({ code: 'unauthorized' })
  })

  test('are told apart from guests, and a key that opens nothing is no guest', async () => {
    const shop = await aShop(database)
    const cara = await aMember(shop, 'Cara', 'stockkeeper')
    expect(await shop.identify({ audience })).toEqual({ actor: { kind: 'guest' } })
    expect(await whoHolds(shop, cara.key)).toMatchObject({
      actor: { kind: 'staff', staffId: cara.id },
      credential: { kind: 'api_key', id: cara.keyId, name: 'Cara’s key' },
    })
    for (const authorization of ['Bearer mwk_none', 'bearer  mwk_none', 'Basic Y2FyYTo=', 'Bearer', 'Bearer a b', '']) {
      await expect(shop.identify({ authorization, audience }), authorization).rejects.toMatchObject({
        code: 'unauthorized',
        details: { reason: 'unknown' },
      })
    }
  })

  test('hold a key until it is revoked, they are shut out, or it ends', async () => {
    const shop = await aShop(database)
    const [ann, bob, cara] = [
      await aMember(shop, 'Ann', 'manager'),
      await aMember(shop, 'Bob', 'viewer'),
      await aMember(shop, 'Cara', 'viewer'),
    ]
    await shop.staff.revokeApiKey({ id: ann.keyId })
    await shop.staff.disableStaffMember({ id: bob.id })
    await expect(whoHolds(shop, ann.key)).rejects.toMatchObject({ details: { reason: 'revoked' } })
    await expect(whoHolds(shop, bob.key)).rejects.toMatchObject({ details: { reason: 'disabled' } })
    await shop.staff.enableStaffMember({ id: bob.id })
    await expect(whoHolds(shop, bob.key)).resolves.toBeDefined()
    shop.wait(366 * 24 * 3_600_000)
    await expect(whoHolds(shop, cara.key)).rejects.toMatchObject({ details: { reason: 'expired' } })
  })

  test('are given a key that ends, within two years', async () => {
    const shop = await aShop(database)
    const { id } = await aMember(shop, 'Ann', 'manager')
    const until = (expires_at: string) => shop.staff.createApiKey({ api_key: { staff_id: id, name: 'k', expires_at } })
    expect(await until('2028-03-01T00:00:00Z')).toMatchObject({ expires_at: '2028-03-01T00:00:00.000Z' })
    for (const wrong of ['2026-03-02T10:00:00Z', '2028-03-03T00:00:00Z']) {
      await expect(until(wrong)).rejects.toMatchObject({ code: 'invalid_input' })
    }
  })

  test('may do what their role says in this moment, and no more than their key', async () => {
    const shop = await aFurnishedShop(database)
    const { id, key } = await aMember(shop, 'Cara', 'stockkeeper')
    const now = async (secret: string) => shop.as(await actorWith(shop, secret))
    await expect((await now(key)).getStore({})).resolves.toBeDefined()
    await expect((await now(key)).listPriceLists({})).rejects.toMatchObject({ code: 'forbidden' })
    await shop.staff.saveStaffMember({ staff_member: { id, name: 'Cara', role: 'catalogue_editor' } })
    await expect((await now(key)).listPriceLists({})).resolves.toBeDefined()
    const narrow = await shop.staff.createApiKey({
      api_key: { staff_id: id, name: 'Reads prices', scopes: ['pricing:read'] },
    })
    expect(narrow).toMatchObject({ scopes: ['pricing:read'], narrowed: true })
    await expect((await now(narrow.key)).listPriceLists({})).resolves.toBeDefined()
    await expect((await now(narrow.key)).savePriceList({} as never)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      shop.staff.createApiKey({ api_key: { staff_id: id, name: 'Too wide', scopes: ['orders:refund'] } }),
    ).rejects.toMatchObject({ code: 'invalid_input' })
  })

  test('may not do by an id alone what a guest may', async () => {
    const shop = await aFurnishedShop(database)
    const viewer = await aMember(shop, 'Vic', 'viewer')
    const cart = await shop.guest.createCart({ cart: { line_items: [] } })
    await expect(viewer.shop.cancelCart({ id: cart.id })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(viewer.shop.cancelOrder({ id: 'ord_1' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('give nobody more than they hold', async () => {
    const shop = await aShop(database)
    const owner = await aMember(shop, 'Olga', 'owner')
    const { key } = await shop.staff.createApiKey({
      api_key: {
        staff_id: owner.id,
        name: 'Hires',
        scopes: ['staff:read', 'staff:write', 'inventory:read', 'inventory:write'],
      },
    })
    const hiring = shop.as(await actorWith(shop, key))
    const cara = await hiring.saveStaffMember({ staff_member: { name: 'Cara', role: 'stockkeeper' } })
    await expect(hiring.createApiKey({ api_key: { staff_id: cara.id, name: 'Scanner' } })).resolves.toBeDefined()
    const beyond = await Promise.allSettled([
      hiring.saveStaffMember({ staff_member: { name: 'Mallory', role: 'owner' } }),
      hiring.saveStaffMember({ staff_member: { id: owner.id, name: 'Olga', role: 'stockkeeper' } }),
      hiring.createApiKey({ api_key: { staff_id: owner.id, name: 'All of it' } }),
      hiring.disableStaffMember({ id: owner.id }),
    ])
    expect(beyond).toEqual(
      beyond.map(() => expect.objectContaining({ reason: expect.objectContaining({ code: 'forbidden' }) })),
    )
    const manager = await aMember(shop, 'Max', 'manager')
    await expect(manager.shop.createApiKey({ api_key: { staff_id: cara.id, name: 'k' } })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('always leave the shop an owner, also when two shut each other out at the same time', async () => {
    const shop = await aShop(database)
    const ann = await aMember(shop, 'Ann', 'owner')
    await expect(shop.staff.disableStaffMember({ id: ann.id })).rejects.toMatchObject({ code: 'invalid_state' })
    await expect(
      shop.staff.saveStaffMember({ staff_member: { id: ann.id, name: 'Ann', role: 'viewer' } }),
    ).rejects.toMatchObject({ code: 'invalid_state' })
    const bob = await aMember(shop, 'Bob', 'owner')
    const ends = await Promise.allSettled([
      ann.shop.disableStaffMember({ id: bob.id }),
      bob.shop.saveStaffMember({ staff_member: { id: ann.id, name: 'Ann', role: 'viewer' } }),
    ])
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const { staff_members } = await shop.staff.listStaff({})
    expect(staff_members.filter(({ role, disabled }) => role === 'owner' && !disabled)).toHaveLength(1)
  })

  test('see when a key was last used, to the minute', async () => {
    const shop = await aShop(database)
    const { key } = await aMember(shop, 'Ann', 'manager')
    const lastUsed = async () => (await shop.staff.listApiKeys({})).api_keys[0]!.last_used_at
    await vi.waitFor(async () => expect(await lastUsed()).toBe(shop.now().toISOString()))
    const noted = await lastUsed()
    shop.wait(59_000)
    await whoHolds(shop, key)
    shop.wait(1000)
    const later = shop.now().toISOString()
    expect(await lastUsed()).toBe(noted)
    await whoHolds(shop, key)
    await vi.waitFor(async () => expect(await lastUsed()).toBe(later))
  })

  test('list keys a page at a time, all of them or one person’s', async () => {
    const shop = await aShop(database)
    const ann = await aMember(shop, 'Ann', 'manager')
    await aMember(shop, 'Bob', 'viewer')
    for (const name of ['two', 'three']) await shop.staff.createApiKey({ api_key: { staff_id: ann.id, name } })
    const first = await shop.staff.listApiKeys({ staff_id: ann.id, pagination: { limit: 2 } })
    const rest = await shop.staff.listApiKeys({ staff_id: ann.id, pagination: { cursor: first.pagination.cursor! } })
    const names = [...first.api_keys, ...rest.api_keys].map(({ name }) => name)
    expect(names.sort()).toEqual(['Ann’s key', 'three', 'two'])
    expect(rest.pagination).toEqual({ has_next_page: false })
    expect((await shop.staff.listApiKeys({})).api_keys).toHaveLength(4)
    expect(JSON.stringify(first)).not.toMatch(/mwk_|hash/)
  })
})

onBothDatabases('A key that is made', database => {
  test('is in no table, and is told again only to who repeats the call', async () => {
    const shop = await aShop(database)
    const { id } = await aMember(shop, 'Ann', 'manager')
    const input = { api_key: { staff_id: id, name: 'Repeated' } }
    const made = await shop.staff.createApiKey(input, repeatable)
    expect(await shop.staff.createApiKey(input, repeatable)).toEqual(made)
    expect((await shop.staff.listApiKeys({})).api_keys).toHaveLength(2)
  })

  test('in a dry run opens nothing', async () => {
    const shop = await aShop(database)
    const { id } = await aMember(shop, 'Ann', 'manager')
    const rehearsed = await shop.staff.createApiKey({ api_key: { staff_id: id, name: 'Maybe' } }, { dryRun: true })
    await expect(whoHolds(shop, rehearsed.key)).rejects.toMatchObject({ code: 'unauthorized' })
  })
})

describe('Two nodes that open a new shop at once', () => {
  const database = onPostgres()

  test('make one owner', async () => {
    const nodes = [await aShop(database), await aShop(database, { newId: randomId })]
    const made = await Promise.all(nodes.map(node => node.firstOwner()))
    expect(made.filter(Boolean)).toHaveLength(1)
  })
})
