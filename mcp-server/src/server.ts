import type { Shop } from '@mitchweb/engine/contract'
import { type AuthInfo, McpServer, type McpServerFactory, type McpServerOptions } from '@modelcontextprotocol/server'
import { oneLine, shortened } from './clean-text.ts'
import { guardedShop, type OnFault } from './guarded-shop.ts'
import { instructions } from './instructions.ts'
import { announceEverything, type Subscribe, serveSubscriptions } from './live-updates.ts'
import { dialogCodec } from './payment-dialog.ts'
import { registerPrompts } from './prompts.ts'
import { pageResourceList } from './resource-list.ts'
import { registerResources } from './resources.ts'
import { registerTools } from './tools.ts'

export type McpShopOptions = {
  /** The shop as this caller may use it; called on each request, so give the same `Shop` again for the same caller. */
  readonly shopFor: (authInfo: AuthInfo | undefined) => Shop
  /** The engine's events, for subscriptions to carts and orders. */
  readonly subscribe?: Subscribe
  readonly storeName?: string
  /** Keeps only the tools that read; beats everything else. */
  readonly readOnly?: boolean
  /** Signs the state of payment dialogs: at least 32 bytes, the same on every node. Random for this process unless told. */
  readonly stateSecret?: Uint8Array | string
  /** Faults of the shop, with the reference that the caller was given. */
  readonly onFault?: OnFault
}

/**
 * The shop as an MCP server, one factory for both protocol eras and every transport. Each call builds a new server,
 * because a shared one leaks; what is costly is made once, outside.
 */
export function mcpServerFactory(options: McpShopOptions): McpServerFactory {
  const { shopFor, subscribe, storeName, readOnly = false, onFault = () => {} } = options
  const codec = dialogCodec(options.stateSecret ?? crypto.getRandomValues(new Uint8Array(32)))
  const title = shortened(oneLine(storeName ?? 'MitchWeb'), 100)
  const serverOptions = { ...common, requestState: { verify: codec.verify } }
  return ({ era, authInfo, requestInfo }) => {
    const server = new McpServer(
      { name: 'mitchweb', title, version },
      { ...serverOptions, capabilities: era === 'legacy' ? legacyCapabilities : capabilities },
    )
    const authInfoOf = (ctx: { http?: { authInfo?: AuthInfo } }) => ctx.http?.authInfo ?? authInfo
    const shopOf = (ctx: { http?: { authInfo?: AuthInfo } }) => shopFor(authInfoOf(ctx))
    const guardedOf: typeof shopOf = ctx => guardedShop(shopOf(ctx), onFault)
    const shop = guardedShop(shopFor(authInfo), onFault)
    const declaredAtStart = () => server.server.getClientCapabilities()
    const clientName = () => {
      const client = server.server.getClientVersion()
      return client?.title ?? client?.name
    }
    registerTools(server, {
      shopOf,
      authInfoOf,
      readOnly,
      onFault,
      clientName,
      dialog: { era, codec, declaredAtStart },
    })
    registerResources(server, shop, guardedOf)
    pageResourceList(server, guardedOf)
    registerPrompts(server, shop)
    if (era === 'legacy') serveSubscriptions(server, subscribe)
    else if (requestInfo === undefined) announceEverything(server, subscribe)
    return server
  }
}

export const version = '0.1.0'

/** The lists of a shop do not change while it runs, and nobody is told that they might. */
const capabilities = {
  resources: { subscribe: true, listChanged: false },
  prompts: { listChanged: false },
  completions: {},
}
const legacyCapabilities = { ...capabilities, logging: {} }

/** Lists follow from the caller's rights and are private; what a resource says of its own caching wins. */
export const listHint = { ttlMs: 300_000, cacheScope: 'private' } as const
const common: McpServerOptions = {
  instructions,
  cacheHints: {
    'server/discover': { ttlMs: 300_000, cacheScope: 'public' },
    'tools/list': listHint,
    'prompts/list': listHint,
    'resources/list': { ttlMs: 60_000, cacheScope: 'private' },
    'resources/templates/list': listHint,
  },
}
