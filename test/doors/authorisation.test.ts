import { InsufficientScopeError, SdkHttpError } from '@modelcontextprotocol/client'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CommerceError, type OperationName, operations } from '../../engine/src/contract.ts'
import { onBothDatabases, onSqlite, type TestDatabase } from '../../engine/test/databases.ts'
import { inDays, letsAct } from '../../engine/test/mandating.ts'
import { buysOne, byToken, completes } from '../../engine/test/saving.ts'
import { aFurnishedShop, aProduct, readyCheckout, type TestShop, totalOf } from '../../engine/test/shop.ts'
import { callers, expected, mandated, type Verdict } from './callers.ts'
import { adminMcpByName, type Door, libraryByName, mcpByName, restByName } from './doors-by-name.ts'
import { type Rights, rights } from './rights.ts'

async function verdictOf(call: () => Promise<unknown>, right: Rights): Promise<Verdict> {
  try {
    const answer = await call()
    return 'spends' in right && isPaid(answer) ? 'bought' : 'answered'
  } catch (error) {
    // A client of MCP hears 401 and 403 as such, and not as a tool's answer.
    const isRefused = error instanceof SdkHttpError && [401, 403].includes(error.status ?? 0)
    if (isRefused || error instanceof InsufficientScopeError) return 'refused'
    if (!(error instanceof CommerceError)) throw error
    if (error.code === 'unauthorized' || error.code === 'forbidden') return 'refused'
    return right.of === 'owner' && error.code === 'not_found' ? 'hidden' : 'answered'
  }
}

const isPaid = (answer: unknown): boolean => (answer as { status?: unknown }).status === 'completed'

type Thing = 'cart' | 'checkout' | 'order'
type Things = {
  readonly mug: string
  readonly make: (thing: Thing) => Promise<{ readonly id: string; readonly total: number; readonly line: string }>
}

/** What is Ann's: a way to pay, which some of her agents may use, and new carts, checkouts and orders. */
async function thingsOfAnn(shop: TestShop): Promise<Things> {
  const mug = await aProduct(shop.staff, 'mug', { stock: 100_000 })
  const ann = shop.as(callers.ann!)
  await buysOne(ann, mug, byToken('demo', 'success', { save: true }))
  for (const [agent_id, { total, isRevoked }] of Object.entries(mandated)) {
    const mandate = { agent_id, currency: 'EUR', total, expires_at: inDays(shop, 7) }
    const { id } = await ann.grantMandate({ mandate })
    if (isRevoked) await ann.revokeMandate({ id })
  }
  const make = async (thing: Thing) => {
    if (thing === 'cart') return ann.createCart({ cart: { line_items: [{ item: { id: mug }, quantity: 1 }] } })
    const checkout = await readyCheckout(ann, { [mug]: 1 })
    if (thing === 'checkout') return checkout
    const { id } = (await completes(ann, checkout, byToken('demo', 'success'))).order!
    return { ...checkout, id }
  }
  return {
    mug,
    make: async thing => {
      const made = await make(thing)
      return { id: made.id, total: totalOf(made), line: made.line_items[0]!.id }
    },
  }
}

/** What reaches the question of whose it is: some are asked for a thing, of the others most say that a field is missing. */
async function inputFor(name: OperationName, { mug, make }: Things): Promise<unknown> {
  const right: Rights = rights[name]
  if (right.of !== 'owner') return {}
  const { id, total, line } = await make(right.thing)
  const line_items = [{ item: { id: mug }, quantity: 1 }]
  const rest: { readonly [N in OperationName]?: object } = {
    update_cart: { cart: { line_items } },
    update_checkout: { checkout: { line_items } },
    complete_checkout: { checkout: {}, expected_total: total },
    request_return: { line_items: [{ id: line, quantity: 1, reason: 'other' }] },
    update_order: { order: { buyer: { email: 'lee@example.com' } } },
  }
  return { id, ...rest[name] }
}

/** Asks every operation that the door has as every caller: what came is compared with the table as a whole. */
async function holdsAgainstTable(database: TestDatabase, open: (shop: TestShop) => Promise<Door>): Promise<void> {
  const shop = await aFurnishedShop(database)
  await letsAct(database, { customerId: 'cus_ann', agentIds: Object.keys(mandated) })
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
      found[`${name} by ${caller}`] = await verdictOf(() => ask(name, caller, input), right)
      wanted[`${name} by ${caller}`] = isClosedTo?.(name, actor) ? 'refused' : expected(right, actor)
    }
  }
  expect(found).toEqual(wanted)
}

const timeout = 240_000

test('every operation has a row in the table of rights, and every row is of an operation', () => {
  expect(Object.keys(rights).sort()).toEqual(operations.map(({ name }) => name).sort())
})

onBothDatabases('In process', database => {
  test('each operation answers those whom the table names and nobody else', { timeout }, async () => {
    await holdsAgainstTable(database, libraryByName)
  })
})

describe('Through the heads', () => {
  const database = onSqlite()
  test.each([
    ['each address', restByName],
    ['each tool of shoppers', mcpByName],
    ['each tool of the staff', adminMcpByName],
  ])('%s answers those whom the table names and nobody else', { timeout }, async (_, open) => {
    await holdsAgainstTable(database, open)
  })
})
