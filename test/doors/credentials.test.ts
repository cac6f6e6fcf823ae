import { describe, expect, onTestFinished, test } from 'vitest'
import { type OperationName, operations, shopOver } from '../../engine/src/contract.ts'
import type { Actor, Engine } from '../../engine/src/index.ts'
import { aShopWithAccounts } from '../../engine/test/accounts.ts'
import { onBothDatabases, onSqlite } from '../../engine/test/databases.ts'
import { merchantTable } from '../../mcp-server/src/merchant/tool-table.ts'
import { toolTable } from '../../mcp-server/src/tool-table.ts'
import { openAdminMcp, openMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { routeOf } from '../../rest-api/src/routes.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'
import { aWallet, type CredentialName, credentials, type DoorPath, doors, type Shown } from './credentials.ts'

const names = Object.keys(credentials) as CredentialName[]

/** Every credential at every door, by what this finds it to be. */
async function seenAtDoors<T>(see: (name: CredentialName, door: DoorPath) => Promise<T>) {
  const rows: Record<string, Record<string, T>> = {}
  for (const name of names) {
    const row: Record<string, T> = {}
    for (const door of doors) row[door] = await see(name, door)
    rows[name] = row
  }
  return rows
}

onBothDatabases('In process', database => {
  test('each credential is at each door what the table says, and nowhere anything else', async () => {
    const shop = await aShopWithAccounts(database)
    const wallet = await aWallet(shop)
    const seen = await seenAtDoors(async (name, door) => {
      const { cookie, ...shown } = wallet[name]
      const asking = { ...shown, ...(door === '/api' && { cookie }), audience: `${shop.publicUrl}${door}` }
      return shop.identify(asking).then(
        ({ actor }) => actor.kind,
        error => (error.code === 'unauthorized' ? 'nobody' : Promise.reject(error)),
      )
    })
    expect(seen).toEqual(credentials)
  })
})

describe('Through the heads', () => {
  const database = onSqlite()

  test('each credential is what the table says, and what counts for nothing opens no operation', async () => {
    const shop = await aShopWithAccounts(database)
    const wallet = await aWallet(shop)
    const { actsFor, asks } = await served(shop)
    const seen = await seenAtDoors(async (name, door) => {
      if (credentials[name][door] !== 'nobody') return actsFor(door, wallet[name])
      for (const operation of operationsAt(door)) {
        const { status, challenge } = await asks(door, operation, wallet[name])
        const isOfSession = 'cookie' in wallet[name]
        expect({ operation, name, door, status }).toEqual({ operation, name, door, status: 401 })
        expect(challenge).toMatch(isOfSession ? /^Bearer/ : /^Bearer error="invalid_token"/)
      }
      return 'nobody'
    })
    // Staff's door lets nobody in who is not known.
    const asTable = Object.entries(credentials).map(([name, row]) => [
      name,
      { ...row, '/admin/mcp': row['/admin/mcp'] === 'guest' ? 'nobody' : row['/admin/mcp'] },
    ])
    expect(seen).toEqual(Object.fromEntries(asTable))
  })
})

const operationsAt = (door: DoorPath): OperationName[] => {
  if (door === '/api') return operations.map(({ name }) => name).filter(name => routeOf(name) !== undefined)
  return (door === '/mcp' ? toolTable : merchantTable).map(({ name }) => name)
}

/** The shop behind its gateway, which tells for whom it acted last. */
async function served(shop: Engine) {
  const { engine, takeLast } = overheard(shop)
  const [mcp, adminMcp] = [await openMcp(engine, silent), await openAdminMcp(engine, silent)]
  const server = await startServer({ engine, mcp, adminMcp, log: silent, limits: false, port: 0 })
  onTestFinished(async () => {
    await Promise.all([mcp.close(), adminMcp.close()])
    await server.close(0)
  })
  const asks = async (door: DoorPath, operation: OperationName, shown: Shown) => {
    const { path, ...request } = door === '/api' ? restCall(operation) : toolCall(operation)
    const headers = { ...request.headers, ...shown }
    const answer = await fetch(`${server.url}${door}${path}`, { ...request, headers })
    await answer.text()
    return { status: answer.status, challenge: answer.headers.get('www-authenticate') }
  }
  /** What anybody may ask is asked. */
  const actsFor = async (door: DoorPath, shown: Shown): Promise<Actor['kind'] | 'nobody'> => {
    takeLast()
    const { status } = await asks(door, door === '/api' ? 'get_store' : 'search_catalog', shown)
    const last = takeLast()
    expect(status).toBe(last ? 200 : 401)
    return last?.kind ?? 'nobody'
  }
  return { asks, actsFor }
}

function overheard(shop: Engine): { readonly engine: Engine; readonly takeLast: () => Actor | undefined } {
  let last: Actor | undefined
  const perform: Engine['perform'] = (actor, ...asked) => {
    last = actor
    return shop.perform(actor, ...asked)
  }
  const as: Engine['as'] = actor => shopOver((name, input, call) => perform(actor, name, input, call) as never)
  return {
    engine: { ...shop, as, perform },
    takeLast: () => {
      const taken = last
      last = undefined
      return taken
    },
  }
}

type Call = { readonly method: string; readonly path: string; readonly headers: object; readonly body?: string }

const json = { 'content-type': 'application/json' }

function restCall(operation: OperationName): Call {
  const { method, path } = routeOf(operation)!
  const address = path.replace(/\{\w+\}/g, 'x')
  return { method, path: address, headers: json, ...(method !== 'GET' && { body: '{}' }) }
}

function toolCall(name: OperationName): Call {
  const params = { name, arguments: name === 'search_catalog' ? { catalog: {} } : {} }
  return {
    method: 'POST',
    path: '',
    headers: { ...json, accept: 'application/json, text/event-stream', 'mcp-protocol-version': '2025-11-25' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  }
}
