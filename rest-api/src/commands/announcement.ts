import { fileURLToPath } from 'node:url'
import type { MailSettings, OwnerKey, StripeSettings } from '@mitchweb/engine'
import { mailLine } from './open-mail.ts'

export type GiftCard = { readonly code: string; readonly currency: string }

type Announcement = {
  readonly publicUrl: string
  readonly database: string
  readonly readySeconds: number
  /** Those of the demo shop, whose codes are told only once. */
  readonly giftCards: readonly GiftCard[]
  readonly stripe: StripeSettings | undefined
  readonly mail: MailSettings | undefined
  /** The key of the first owner, when the shop has just been given one: told only once. */
  readonly owner: OwnerKey | undefined
}

/** What a person reads when the shop is open: where it is, and what to paste into Claude Desktop. */
export function announcement(shop: Announcement): string {
  const { publicUrl, database, readySeconds, giftCards, stripe, owner } = shop
  const isFile = !database.includes('://')
  return `
MitchWeb is open (ready in ${readySeconds.toFixed(2)} s)

  Shop        ${publicUrl}
  REST        ${publicUrl}/api
  Reference   ${publicUrl}/api/docs
  MCP         ${publicUrl}/mcp
  Database    ${isFile ? database : new URL(database).host}
  Payments    ${paymentsLine(stripe)}
  Mail        ${mailLine(shop)}
${giftCards.map(giftCardLine).join('')}${owner ? ownerLines(owner) : ''}
For Claude Desktop, paste this into claude_desktop_config.json:

${JSON.stringify(claudeDesktop({ publicUrl, database, isFile }), null, 2)}

Other MCP clients take the MCP address above. Stop with Ctrl+C.

`
}

const paymentsLine = (stripe: StripeSettings | undefined): string => {
  if (!stripe) return 'a demo bank; no money moves'
  return stripe.secretKey.includes('_live_') ? 'Stripe' : 'Stripe in test mode; no money moves'
}

const giftCardLine = ({ code, currency }: GiftCard) =>
  `  Gift card   ${code} (${currency}, to try with; shown this once)\n`

const ownerLines = ({ key }: OwnerKey) =>
  `  Owner’s key ${key}
              (shown this once: keep it safe. It opens /api/admin and /admin/mcp; mitchweb key makes another)
`

/**
 * Names this very Node and whole paths: Claude Desktop starts programs with another PATH and from another folder. A
 * database URL holds a password, so the program is pointed to the running shop instead.
 */
function claudeDesktop({ publicUrl, database, isFile }: { publicUrl: string; database: string; isFile: boolean }) {
  const command = fileURLToPath(new URL('../bin/mitchweb-mcp.mjs', import.meta.resolve('@mitchweb/mcp-server')))
  const env = isFile ? { MITCHWEB_DATABASE: database } : { MITCHWEB_URL: publicUrl }
  return { mcpServers: { mitchweb: { command: process.execPath, args: [command], env } } }
}
