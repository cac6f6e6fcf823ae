import { CommerceError, type ErrorCode, errorTable, type Shop, shopOver } from '../../engine/src/contract.ts'
import { type Actor, type Engine, guest } from '../../engine/src/index.ts'
import { mcpHttpHandler } from '../../mcp-server/src/index.ts'
import { type AnyClient, bin, newClient, type Where } from '../../mcp-server/test/clients.ts'
import { httpClient } from '../../rest-api/src/client.ts'
import { startServer } from '../../rest-api/src/index.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'

/** A running shop's addresses; faults are what nobody should ever see, in the order in which they came. */
export type OpenDoors = {
  readonly url: string
  readonly mcpUrl: string
  readonly faults: unknown[]
  readonly close: () => Promise<void>
}

/** The real gateway with the real MCP head on a free port, without limits on traffic. */
export async function openDoors(engine: Engine): Promise<OpenDoors> {
  const faults: unknown[] = []
  const shop = engine.as(guest)
  const shopOfActor = (actor: Actor | undefined) => (actor ? engine.as(actor, { door: 'mcp' }) : shop)
  const mcp = mcpHttpHandler({
    shopFor: authInfo => shopOfActor(authInfo?.extra?.actor as Actor | undefined),
    subscribe: engine.subscribe,
    onFault: error => faults.push(error),
  })
  const server = await startServer({ engine, mcp, log: silent, limits: false, port: 0 })
  return {
    url: server.url,
    mcpUrl: `${server.url}/mcp`,
    faults,
    close: async () => {
      await mcp.close()
      await server.close(0)
    },
  }
}

/** The shop as a client of the gateway sees it; each call is tried once, so that nothing is glossed over. */
export const throughRest = (url: string, token?: string): Shop =>
  httpClient(url, { attempts: 1, ...(token !== undefined && { token }) })

export type McpDoor = { readonly shop: Shop; readonly client: AnyClient; readonly close: () => Promise<void> }

/** The shop as an MCP client of the newest era sees it, over HTTP or as a child process on stdio. */
export async function throughMcp(where: Where): Promise<McpDoor> {
  const client = await newClient(where, { versionNegotiation: { mode: { pin: '2026-07-28' } } })
  return { shop: shopThrough(client), client, close: client.close }
}

/** `mitchweb-mcp` on this database, as a desktop application would start it. */
export const stdioOn = (database: string): Where => ({
  command: process.execPath,
  args: [bin, '--database', database],
  env: { MITCHWEB_DEMO: '0' },
})

/** Tool results as a shop's answers, and tool errors as the errors that they tell of. */
export const shopThrough = (client: Pick<AnyClient, 'call'>): Shop =>
  shopOver(async (name, input, { idempotencyKey } = {}) => {
    const meta = idempotencyKey === undefined ? {} : { meta: { 'idempotency-key': idempotencyKey } }
    const { isError, text, structured } = await client.call(name, { ...input, ...meta })
    if (isError) throw new CommerceError(codeIn(text), text)
    return structured as never
  })

/** An error of a tool begins with its code from the one table; a text that does not is a fault of the head. */
export function codeIn(text: string): ErrorCode {
  const code = /^(\w+):/.exec(text)?.[1] ?? ''
  if (!Object.hasOwn(errorTable, code)) throw new Error(`A tool error without a code of the table: ${text}`)
  return code as ErrorCode
}
