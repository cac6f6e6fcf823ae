import type { Shop } from '@mitchweb/engine/contract'
import { type AuthInfo, McpServer, type McpServerFactory } from '@modelcontextprotocol/server'
import { oneLine, shortened } from '../clean-text.ts'
import type { OnFault } from '../guarded-shop.ts'
import { listHint, version } from '../server.ts'
import { type Access, accessOf as accessOfAuth } from './access.ts'
import { confirmations } from './confirmation.ts'
import { merchantInstructions } from './instructions.ts'
import { registerMerchantTools } from './tools.ts'

export type MerchantOptions = {
  /** The shop as this member of the staff may use it. */
  readonly shopFor: (authInfo: AuthInfo | undefined) => Shop
  /** Who calls; what the door in front found behind the key unless told. */
  readonly accessOf?: (authInfo: AuthInfo | undefined) => Access | undefined
  readonly storeName?: string
  /** Keeps only the tools that read; beats everything else. */
  readonly readOnly?: boolean
  /** Signs confirmations: at least 32 bytes, the same on every node. Random for this process unless told. */
  readonly stateSecret?: Uint8Array | string
  readonly onFault?: OnFault
}

/** The shop as its staff use it through an assistant: tools alone, one factory for both protocol eras. */
export function merchantServerFactory(options: MerchantOptions): McpServerFactory {
  const { shopFor, accessOf = accessOfAuth, storeName, readOnly = false, onFault = () => {} } = options
  const confirming = confirmations({ secret: options.stateSecret ?? crypto.getRandomValues(new Uint8Array(32)) })
  const title = `${shortened(oneLine(storeName ?? 'MitchWeb'), 90)}, staff`
  return ({ authInfo }) => {
    const server = new McpServer(
      { name: 'mitchweb-admin', title, version },
      {
        instructions: merchantInstructions,
        cacheHints: { 'server/discover': { ttlMs: 300_000, cacheScope: 'private' }, 'tools/list': listHint },
      },
    )
    const authInfoOf = (ctx: { http?: { authInfo?: AuthInfo } }) => ctx.http?.authInfo ?? authInfo
    const shopOf = (ctx: { http?: { authInfo?: AuthInfo } }) => shopFor(authInfoOf(ctx))
    registerMerchantTools(server, { shopOf, accessOf, authInfoOf, confirmations: confirming, readOnly, onFault })
    return server
  }
}
