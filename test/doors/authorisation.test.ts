import { InsufficientScopeError, SdkHttpError } from '@modelcontextprotocol/client'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type CallOptions,
  CommerceError,
  type OperationName,
  operations,
  type Shop,
} from '../../engine/src/contract.ts'
import { type Actor, type Engine, guest, type Identity } from '../../engine/src/index.ts'
import { grantableScopes, type Scope } from '../../engine/src/shared/scopes.ts'
import { roleNames, scopesOfRole } from '../../engine/src/staff/roles.ts'
import { onBothDatabases, onSqlite, type TestDatabase } from '../../engine/test/databases.ts'
import { byToken, completes } from '../../engine/test/saving.ts'
import { aFurnishedShop, aProduct, readyCheckout, type TestShop } from '../../engine/test/shop.ts'
import { toolTable } from '../../mcp-server/src/tool-table.ts'
import { httpClient } from '../../rest-api/src/client.ts'
import { openMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { routeOf } from '../../rest-api/src/routes.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'
import { throughMcp } from './doors.ts'
import { type Rights, rights } from './rights.ts'

/** Every kind of caller; `ann` owns what is asked about. */
const callers: Readonly<Record<string, Actor>> = {
  guest,
  ann: { kind: 'customer', customerId: 'cus_ann' },
  bob: { kind: 'customer', customerId: 'cus_bob' },
  'ann’s agent': agentOf('cus_ann', grantableScopes),
  'ann’s agent without leave': agentOf('cus_ann', []),
  'bob’s agent': agentOf('cus_bob', grantableScopes),
  ...Object.fromEntries(
    roleNames.map(role => [role, { kind: 'staff', staffId: `stf_${role}`, scopes: scopesOfRole(role) }]),
  ),
}

function agentOf(customerId: string, scopes: readonly Scope[]): Actor {
  return { kind: 'agent', customerId, agentId: 'agt_1', scopes }
}

/** `hidden`: as if it were not there. `refused`: it is said that the right is missing. `answered`: anything but these. */
type Verdict = 'answered' | 'hidden' | 'refused'

const leaveOf = (actor: Actor, scope: string): boolean =>
  actor.kind === 'agent' && (actor.scopes as readonly string[]).includes(scope)

const roleOf = (actor: Actor) => roleNames.find(role => actor.kind === 'staff' && actor.staffId === `stf_${role}`)

/** What the table says of this caller. */
function expected(right: Rights, actor: Actor): Verdict {
  const role = roleOf(actor)
  const isAnns = (actor.kind === 'customer' || actor.kind === 'agent') && actor.customerId === 'cus_ann'
  const isOf = (staff: readonly string[]) => role !== undefined && staff.includes(role)
  switch (right.of) {
    case 'everybody':
      return 'answered'
    case 'buyers':
      if (actor.kind === 'staff') return isOf(right.staff) ? 'answered' : 'refused'
      return actor.kind !== 'agent' || leaveOf(actor, right.agentWith) ? 'answered' : 'refused'
    case 'owner':
      if (actor.kind === 'staff') return isOf(right.staff) ? 'answered' : 'refused'
      if (actor.kind === 'agent' && !leaveOf(actor, right.agentWith)) return 'refused'
      return isAnns ? 'answered' : 'hidden'
    case 'account':
      return actor.kind === 'customer' || leaveOf(actor, right.agentWith) ? 'answered' : 'refused'
    case 'person':
      return actor.kind === 'customer' ? 'answered' : 'refused'
    case 'staff':
      return isOf(right.staff) ? 'answered' : 'refused'
  }
}

async function verdictOf(call: () => Promise<unknown>, isAbout: boolean): Promise<Verdict> {
  try {
    await call()
    return 'answered'
  } catch (error) {
    // A client of MCP hears 401 and 403 as such, and not as a tool's answer.
    const isRefused = error instanceof SdkHttpError && [401, 403].includes(error.status ?? 0)
    if (isRefused || error instanceof InsufficientScopeError) return 'refused'
    if (!(error instanceof CommerceError)) throw error
    if (error.code === 'unauthorized' || error.code === 'forbidden') return 'refused'
    return isAbout && error.code === 'not_found' ? 'hidden' : 'answered'
  }
}

type Things = { readonly mug: string; readonly make: (thing: 'cart' | 'checkout' | 'order') => Promise<string> }

async function thingsOfAnn(shop: TestShop): Promise<Things> {
  const mug = await aProduct(shop.staff, 'mug', { stock: 100_000 })
  const ann = shop.as(callers.ann!)
  const line_items = [{ item: { id: mug }, quantity: 1 }]
  return {
    mug,
    make: async thing => {
      if (thing === 'cart') return (await ann.createCart({ cart: { line_items } })).id
      const checkout = await readyCheckout(ann, { [mug]: 1 })
      return thing === 'checkout' ? checkout.id : (await completes(ann, checkout, byToken('demo', 'success'))).order!.id
    },
  }
}

/** What reaches the question of whose it is: some are asked for a thing, of the others most say that a field is missing. */
async function inputFor(name: OperationName, { mug, make }: Things): Promise<unknown> {
  const right: Rights = rights[name]
  if (right.of !== 'owner') return {}
  const line_items = [{ item: { id: mug }, quantity: 1 }]
  const whole = { update_cart: { cart: { line_items } }, update_checkout: { checkout: { line_items } } }
  return { id: await make(right.thing), ...(name in whole && whole[name as keyof typeof whole]) }
}

type Door = {
  readonly ask: (name: OperationName, caller: string, input: unknown) => Promise<unknown>
  readonly reaches: (name: OperationName) => boolean
  /** Who is turned away before it is looked at what they ask for: guests at an account's tools, shoppers at staff's door. */
  readonly isClosedTo?: (name: OperationName, actor: Actor) => boolean
  readonly close?: () => Promise<void>
}

/** Asks every operation that the door has as every caller: what came is compared with the table as a whole. */
async function holdsAgainstTable(database: TestDatabase, open: (shop: TestShop) => Promise<Door>): Promise<void> {
  const shop = await aFurnishedShop(database)
  const things = await thingsOfAnn(shop)
  const { ask, reaches, isClosedTo, close } = await open(shop)
  onTestFinished(async () => close?.())
  const reached = operations.map(({ name }) => name).filter(reaches)
  expect(reached.length).toBeGreaterThan(15)
  const found: Record<string, Verdict> = {}
  const wanted: Record<string, Verdict> = {}
  for (const name of reached) {
    const right: Rights = rights[name]
    for (const [caller, actor] of Object.entries(callers)) {
      const input = await inputFor(name, things)
      found[`${name} by ${caller}`] = await verdictOf(() => ask(name, caller, input), right.of === 'owner')
      wanted[`${name} by ${caller}`] = isClosedTo?.(name, actor) ? 'refused' : expected(right, actor)
    }
  }
  expect(found).toEqual(wanted)
}

/** The shop as the heads know it, where a caller's name is a credential: how real ones are read is tested elsewhere. */
function takingNames(shop: TestShop): Engine {
  const identify = async ({ authorization }: { readonly authorization?: string | undefined }): Promise<Identity> => {
    const name = decodeURIComponent(authorization?.replace(/^Bearer /, '') ?? 'guest')
    return { actor: callers[name]!, ...(name !== 'guest' && { credential: { kind: 'token', id: name } }) }
  }
  return { ...shop, identify }
}

const tokenOf = (caller: string) => (caller === 'guest' ? {} : { token: encodeURIComponent(caller) })

async function throughRest(shop: TestShop): Promise<Door> {
  const server = await startServer({ engine: takingNames(shop), log: silent, limits: false, port: 0 })
  return {
    reaches: name => routeOf(name) !== undefined,
    isClosedTo: (name, { kind }) => kind !== 'staff' && routeOf(name)?.path.startsWith('/admin/') === true,
    ask: (name, caller, input) =>
      methodOf(httpClient(server.url, { attempts: 1, ...tokenOf(caller) }), name)(input, {
        idempotencyKey: crypto.randomUUID(),
      }),
    close: () => server.close(0),
  }
}

async function throughMcpHead(shop: TestShop): Promise<Door> {
  const engine = takingNames(shop)
  const mcp = await openMcp(engine, silent)
  const server = await startServer({ engine, mcp, log: silent, limits: false, port: 0 })
  const clients = new Map<string, Awaited<ReturnType<typeof throughMcp>>>()
  const clientOf = async (caller: string) => {
    const known = clients.get(caller) ?? (await throughMcp({ url: `${server.url}/mcp`, ...tokenOf(caller) }))
    clients.set(caller, known)
    return known
  }
  return {
    reaches: name => toolTable.some(row => row.name === name),
    isClosedTo: (name, { kind }) =>
      kind === 'guest' && toolTable.some(row => row.name === name && row.isForAccounts === true),
    ask: async (name, caller, input) => methodOf((await clientOf(caller)).shop, name)(input),
    close: async () => {
      for (const client of clients.values()) await client.close()
      await mcp.close()
      await server.close(0)
    },
  }
}

const methodOf = (shop: Shop, name: OperationName) =>
  shop[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Shop] as (
    input: unknown,
    options?: CallOptions,
  ) => Promise<unknown>

const timeout = 240_000

test('every operation has a row in the table of rights, and every row is of an operation', () => {
  expect(Object.keys(rights).sort()).toEqual(operations.map(({ name }) => name).sort())
})

onBothDatabases('In process', database => {
  test('each operation answers those whom the table names and nobody else', { timeout }, async () => {
    await holdsAgainstTable(database, async shop => ({
      reaches: () => true,
      ask: (name, caller, input) => shop.perform(callers[caller]!, name, input, {}),
    }))
  })
})

describe('Through the heads', () => {
  const database = onSqlite()
  test('each address answers those whom the table names and nobody else', { timeout }, async () => {
    await holdsAgainstTable(database, throughRest)
  })

  test('each tool answers those whom the table names and nobody else', { timeout }, async () => {
    await holdsAgainstTable(database, throughMcpHead)
  })
})
