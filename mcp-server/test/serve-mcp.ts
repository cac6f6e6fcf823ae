import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  type AuthInfo,
  InMemoryServerEventBus,
  type McpServer,
  type McpServerFactory,
} from '@modelcontextprotocol/server'
import { type McpHttpOptions, serveOverHttp } from '../src/http.ts'
import { dialogCodec } from '../src/payment-dialog.ts'
import { type McpShopOptions, mcpServerFactory } from '../src/server.ts'
import { registerConformanceFixtures } from './conformance-fixtures.ts'

/** What stands in front of the endpoint and finds out who calls. */
type Front = { readonly identify?: (authorization: string | undefined) => AuthInfo | undefined }

export type ServedMcp = { readonly url: string; readonly close: () => Promise<void> }

/** The shop's endpoint on a real port of this machine. */
export const serveMcp = (options: McpShopOptions & McpHttpOptions & Front): Promise<ServedMcp> =>
  listen(mcpServerFactory(options), options)

/** The shop's own factory on its own HTTP stack, with the fixtures of the official suite laid over it. */
export function serveWithFixtures(options: McpShopOptions): Promise<ServedMcp> {
  const stateSecret = 'a secret of the conformance test, 32 bytes or more'
  const world = { codec: dialogCodec(stateSecret), bus: new InMemoryServerEventBus() }
  const real = mcpServerFactory({ ...options, stateSecret })
  const withFixtures: McpServerFactory = async ctx => {
    const server = (await real(ctx)) as McpServer
    registerConformanceFixtures(server, world)
    return server
  }
  return listen(withFixtures, { ...options, bus: world.bus })
}

async function listen(factory: McpServerFactory, options: McpShopOptions & McpHttpOptions & Front): Promise<ServedMcp> {
  const mcp = serveOverHttp(factory, options)
  const http = createServer((req, res) => {
    const auth = options.identify?.(req.headers.authorization)
    if (req.url === '/mcp') void mcp.handle(auth ? Object.assign(req, { auth }) : req, res)
    else res.writeHead(404).end()
  })
  // A slow machine may take longer than Node's five seconds between two requests; a closing socket would fail the second.
  http.keepAliveTimeout = 120_000
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(http.address() as AddressInfo).port}/mcp`,
    async close() {
      await mcp.close()
      const closed = new Promise(resolve => http.close(resolve))
      http.closeAllConnections()
      await closed
    },
  }
}
