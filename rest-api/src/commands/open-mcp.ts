import { type Engine, guest } from '@mitchweb/engine'
import { type McpHttp, mcpHttpHandler } from '@mitchweb/mcp-server'
import type { Log } from '../http/log.ts'

/** The MCP head on this engine. Whoever calls is a guest until there is a sign-in. */
export async function openMcp(engine: Engine, log: Log): Promise<McpHttp> {
  const shop = engine.as(guest)
  const { name } = await shop.getStore({})
  return mcpHttpHandler({
    shopFor: () => shop,
    subscribe: engine.subscribe,
    storeName: name,
    publicUrl: engine.publicUrl,
    onFault: (error, reference) => log.error({ request_id: reference, err: error }, 'unexpected error'),
    onError: error => log.debug({ err: error }, 'mcp request refused'),
  })
}
