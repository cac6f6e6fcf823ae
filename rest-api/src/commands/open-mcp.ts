import { type Actor, type Engine, guest } from '@mitchweb/engine'
import type { Shop } from '@mitchweb/engine/contract'
import { type McpHttp, mcpHttpHandler, merchantHttpHandler } from '@mitchweb/mcp-server'
import type { Log } from '../http/log.ts'

/** The MCP head on this engine. Whoever calls without a credential is a guest. */
export async function openMcp(engine: Engine, log: Log): Promise<McpHttp> {
  const shopOf = shopsOf(engine)
  const { name } = await engine.as(guest).getStore({})
  return mcpHttpHandler({
    shopFor: authInfo => shopOf((authInfo?.extra?.actor as Actor | undefined) ?? guest, authInfo?.token),
    subscribe: engine.subscribe,
    stateSecret: await engine.secretFor('payment_dialogs'),
    storeName: name,
    publicUrl: engine.publicUrl,
    onFault: (error, reference) => log.error({ request_id: reference, err: error }, 'unexpected error'),
    onError: error => log.debug({ err: error }, 'mcp request refused'),
  })
}

/** The same engine for its staff. The door in front lets nobody else in. */
export async function openAdminMcp(engine: Engine, log: Log): Promise<McpHttp> {
  const shopOf = shopsOf(engine)
  const { name } = await engine.as(guest).getStore({})
  return merchantHttpHandler({
    shopFor: authInfo => shopOf((authInfo?.extra?.actor as Actor | undefined) ?? guest, authInfo?.token),
    storeName: name,
    stateSecret: await engine.secretFor('confirmations'),
    publicUrl: engine.publicUrl,
    maxBodyBytes: 1024 * 1024,
    onFault: (error, reference) => log.error({ request_id: reference, err: error }, 'unexpected error'),
    onError: error => log.debug({ err: error }, 'mcp request refused'),
  })
}

const mostShops = 1000

/** The same shop for the same caller; of many callers, those seen last. */
function shopsOf(engine: Engine): (actor: Actor, credentialId: string | undefined) => Shop {
  const shops = new Map<string, Shop>()
  return (actor, credentialId) => {
    const key = JSON.stringify([actor, credentialId])
    const shop = shops.get(key) ?? engine.as(actor, { door: 'mcp', credentialId })
    shops.delete(key)
    shops.set(key, shop)
    const [oldest] = shops.keys()
    if (shops.size > mostShops && oldest !== undefined) shops.delete(oldest)
    return shop
  }
}
