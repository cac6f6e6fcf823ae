import { fileURLToPath } from 'node:url'

type Announcement = {
  readonly publicUrl: string
  readonly database: string
  readonly readySeconds: number
  /** The code of the demo shop's gift card, which is told only once. */
  readonly giftCard?: string | undefined
}

/** What a person reads when the shop is open: where it is, and what to paste into Claude Desktop. */
export function announcement({ publicUrl, database, readySeconds, giftCard }: Announcement): string {
  const isFile = !database.includes('://')
  return `
MitchWeb is open (ready in ${readySeconds.toFixed(2)} s)

  Shop        ${publicUrl}
  REST        ${publicUrl}/api
  Reference   ${publicUrl}/api/docs
  MCP         ${publicUrl}/mcp
  Database    ${isFile ? database : new URL(database).host}
${giftCard === undefined ? '' : `  Gift card   ${giftCard} (to try with; shown this once)\n`}
For Claude Desktop, paste this into claude_desktop_config.json:

${JSON.stringify(claudeDesktop({ publicUrl, database, isFile }), null, 2)}

Other MCP clients take the MCP address above. Stop with Ctrl+C.

`
}

/**
 * Names this very Node and whole paths: Claude Desktop starts programs with another PATH and from another folder. A
 * database URL holds a password, so the program is pointed to the running shop instead.
 */
function claudeDesktop({ publicUrl, database, isFile }: { publicUrl: string; database: string; isFile: boolean }) {
  const command = fileURLToPath(new URL('../bin/mitchweb-mcp.mjs', import.meta.resolve('@mitchweb/mcp-server')))
  const env = isFile ? { MITCHWEB_DATABASE: database } : { MITCHWEB_URL: publicUrl }
  return { mcpServers: { mitchweb: { command: process.execPath, args: [command], env } } }
}
