import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InMemoryServerEventBus, type McpServer } from '@modelcontextprotocol/server'
import { serveOverHttp } from '../src/http.ts'
import { dialogCodec } from '../src/payment-dialog.ts'
import { type McpShopOptions, mcpServerFactory } from '../src/server.ts'
import { registerConformanceFixtures } from './conformance-fixtures.ts'

const stateSecret = 'a secret of the conformance test, 32 bytes or more'

/** The shop's own factory on its own HTTP stack, with or without the fixtures of the official suite laid over it. */
export async function conformanceServer(shop: McpShopOptions, { fixtures }: { fixtures: boolean }) {
  const bus = new InMemoryServerEventBus()
  const codec = dialogCodec(stateSecret)
  const real = mcpServerFactory({ ...shop, stateSecret })
  const factory: typeof real = async ctx => {
    const server = (await real(ctx)) as McpServer
    if (fixtures) registerConformanceFixtures(server, { codec, bus })
    return server
  }
  const mcp = serveOverHttp(factory, { ...shop, bus })
  const http = createServer((req, res) => {
    if (req.url === '/mcp') void mcp.handle(req, res)
    else res.writeHead(404).end()
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(http.address() as AddressInfo).port}/mcp`,
    async close() {
      await mcp.close()
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}
