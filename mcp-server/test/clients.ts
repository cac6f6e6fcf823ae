import { fileURLToPath } from 'node:url'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { Client as ClientOfTheOldSdk } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport as StdioOfTheOldSdk } from '@modelcontextprotocol/sdk/client/stdio.js'
import { StreamableHTTPClientTransport as HttpOfTheOldSdk } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { noteAnswer } from '../../test/ucp-answers.ts'

export type ToolResult = {
  readonly text: string
  readonly structured: Record<string, unknown> | undefined
  readonly isError: boolean
}

/** What the tests ask of any client, whoever wrote it. */
export type AnyClient = {
  readonly call: (name: string, args?: Record<string, unknown>) => Promise<ToolResult>
  readonly raw: Client
  readonly close: () => Promise<void>
}

export type Where =
  | { readonly url: string; readonly token?: string | undefined }
  | { readonly command: string; readonly args: string[]; readonly env?: Record<string, string>; readonly cwd?: string }

export const bin = fileURLToPath(new URL('../bin/mitchweb-mcp.mjs', import.meta.url))

/** Clients by name: the new SDK in both eras and by its own choice, and the independent 1.x SDK of the older era. */
export const clients: Readonly<Record<string, (where: Where) => Promise<AnyClient>>> = {
  'client 2.x, pinned to 2026-07-28': where =>
    newClient(where, { versionNegotiation: { mode: { pin: '2026-07-28' } } }),
  'client 2.x, negotiating': where => newClient(where, { versionNegotiation: { mode: 'auto' } }),
  'client 2.x, 2025 handshake': where => newClient(where, {}),
  'sdk 1.x': oldClient,
}

type ClientOptions = ConstructorParameters<typeof Client>[1]

export async function newClient(where: Where, options: ClientOptions): Promise<AnyClient> {
  const client = new Client({ name: 'mitchweb-tests', version: '1.0.0' }, options)
  await client.connect(
    'url' in where
      ? new StreamableHTTPClientTransport(new URL(where.url), bearing(where))
      : new StdioClientTransport(childOf(where)),
  )
  return asAnyClient(client)
}

async function oldClient(where: Where): Promise<AnyClient> {
  const client = new ClientOfTheOldSdk({ name: 'mitchweb-tests', version: '1.0.0' })
  const transport =
    'url' in where ? new HttpOfTheOldSdk(new URL(where.url), bearing(where)) : new StdioOfTheOldSdk(childOf(where))
  await client.connect(transport as Parameters<typeof client.connect>[0])
  return asAnyClient(client as unknown as Client)
}

const bearing = ({ token }: { readonly token?: string | undefined }) =>
  token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } }

const childOf = ({ command, args, env = {}, cwd }: Exclude<Where, { url: string }>) => ({
  command,
  args,
  env: { PATH: process.env.PATH ?? '', ...env },
  stderr: 'pipe' as const,
  ...(cwd && { cwd }),
})

export const asAnyClient = (client: Client): AnyClient => ({
  raw: client,
  close: () => client.close(),
  async call(name, args = {}) {
    const result = await client.callTool({ name, arguments: args })
    const [first] = result.content
    const structured = result.structuredContent as Record<string, unknown> | undefined
    // What waits to be confirmed is no answer of its operation yet.
    if (!result.isError && structured && !('confirmation_token' in structured)) noteAnswer(name, structured)
    return {
      text: first?.type === 'text' ? first.text : '',
      structured,
      isError: result.isError === true,
    }
  },
})
