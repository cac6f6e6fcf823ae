import type { CallOptions, OperationName, Shop } from '../../engine/src/contract.ts'
import type { Actor, Engine, Identity } from '../../engine/src/index.ts'
import type { TestShop } from '../../engine/test/shop.ts'
import { merchantTable } from '../../mcp-server/src/merchant/tool-table.ts'
import { toolTable } from '../../mcp-server/src/tool-table.ts'
import { httpClient } from '../../rest-api/src/client.ts'
import { openAdminMcp, openMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { routeOf } from '../../rest-api/src/routes.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'
import { callers } from './callers.ts'
import { type McpDoor, throughMcp } from './doors.ts'

/** A door at which the name of a caller is all that has to be shown. */
export type Door = {
  readonly ask: (name: OperationName, caller: string, input: unknown) => Promise<unknown>
  readonly reaches: (name: OperationName) => boolean
  /** Who is turned away before it is looked at what they ask for: guests at an account's tools, shoppers at staff's door. */
  readonly isClosedTo?: (name: OperationName, actor: Actor) => boolean
  readonly close?: () => Promise<void>
}

export const libraryByName = async (shop: TestShop): Promise<Door> => ({
  reaches: () => true,
  ask: (name, caller, input) => shop.perform(callers[caller]!, name, input, {}),
})

export async function restByName(shop: TestShop): Promise<Door> {
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

export async function mcpByName(shop: TestShop): Promise<Door> {
  const engine = takingNames(shop)
  const mcp = await openMcp(engine, silent)
  const server = await startServer({ engine, mcp, log: silent, limits: false, port: 0 })
  return {
    ...askingMcp(`${server.url}/mcp`, async () => {
      await mcp.close()
      await server.close(0)
    }),
    reaches: name => toolTable.some(row => row.name === name),
    isClosedTo: (name, { kind }) =>
      kind === 'guest' && toolTable.some(row => row.name === name && row.isForAccounts === true),
  }
}

export async function adminMcpByName(shop: TestShop): Promise<Door> {
  const engine = takingNames(shop)
  const adminMcp = await openAdminMcp(engine, silent)
  const server = await startServer({ engine, adminMcp, log: silent, limits: false, port: 0 })
  return {
    ...askingMcp(`${server.url}/admin/mcp`, async () => {
      await adminMcp.close()
      await server.close(0)
    }),
    reaches: name => merchantTable.some(row => row.name === name),
    isClosedTo: (_, { kind }) => kind !== 'staff',
  }
}

/** Each caller comes with one client; who is not let in tries again each time. */
function askingMcp(url: string, closeServer: () => Promise<void>): Pick<Door, 'ask' | 'close'> {
  const clients = new Map<string, McpDoor>()
  const clientOf = async (caller: string) => {
    const known = clients.get(caller) ?? (await throughMcp({ url, ...tokenOf(caller) }))
    clients.set(caller, known)
    return known
  }
  return {
    ask: async (name, caller, input) => methodOf((await clientOf(caller)).shop, name)(input),
    close: async () => {
      for (const client of clients.values()) await client.close()
      await closeServer()
    },
  }
}

/** The shop as the heads know it, where a caller's name is a credential; how real ones are read is in `credentials.ts`. */
function takingNames(shop: TestShop): Engine {
  const identify = async ({ authorization }: { readonly authorization?: string | undefined }): Promise<Identity> => {
    const name = decodeURIComponent(authorization?.replace(/^Bearer /, '') ?? 'guest')
    return { actor: callers[name]!, ...(name !== 'guest' && { credential: { kind: 'token', id: name } }) }
  }
  return { ...shop, identify }
}

const tokenOf = (caller: string) => (caller === 'guest' ? {} : { token: encodeURIComponent(caller) })

const methodOf = (shop: Shop, name: OperationName) =>
  shop[name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as keyof Shop] as (
    input: unknown,
    options?: CallOptions,
  ) => Promise<unknown>
