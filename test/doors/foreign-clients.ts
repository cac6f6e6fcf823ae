import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { createMCPClient } from '@ai-sdk/mcp'
import { Experimental_StdioMCPTransport as StdioOfTheAiSdk } from '@ai-sdk/mcp/mcp-stdio'
import { MultiServerMCPClient } from '@langchain/mcp-adapters'
import { bin, clients } from '../../mcp-server/test/clients.ts'
import { root } from '../root.ts'
import { noteAnswer } from '../ucp-answers.ts'

/** A shop behind an address, or one on a database file that the client starts `mitchweb-mcp` for. */
export type Counter = { readonly url: string } | { readonly database: string }

/** What a client is asked: one tool, and the text that its model would read. */
export type ForeignClient = {
  readonly call: (tool: string, args: Readonly<Record<string, unknown>>) => Promise<string>
  readonly close: () => Promise<void>
}

/** MCP clients that were not written here, as their users install them. */
export const foreignClients: Readonly<Record<string, (counter: Counter) => Promise<ForeignClient>>> = {
  '@modelcontextprotocol/sdk 1.x': async counter => {
    const client = await clients['sdk 1.x']!('url' in counter ? counter : child(counter.database))
    return { call: async (tool, args) => (await client.call(tool, args)).text, close: client.close }
  },

  '@ai-sdk/mcp': async counter => {
    const client = await createMCPClient({
      transport: 'url' in counter ? { type: 'http', url: counter.url } : new StdioOfTheAiSdk(child(counter.database)),
    })
    const tools = await client.tools()
    return {
      call: async (tool, args) => {
        const result = await tools[tool]!.execute!(args, { toolCallId: 'call', messages: [], context: {} } as never)
        return textOf(tool, result)
      },
      close: () => client.close(),
    }
  },

  '@langchain/mcp-adapters': async counter => {
    const shop =
      'url' in counter ? { transport: 'http', url: counter.url } : { transport: 'stdio', ...child(counter.database) }
    const client = new MultiServerMCPClient({ mcpServers: { shop: shop as never } })
    const tools = await client.getTools()
    return {
      call: async (name, args) => {
        const content: unknown = await tools.find(tool => tool.name === name)!.invoke(args)
        return typeof content === 'string' ? content : textOf(name, { content: [content].flat() })
      },
      close: () => client.close(),
    }
  },

  'mcp-inspector --cli': counter =>
    commandLine('@modelcontextprotocol/inspector', 'mcp-inspector', (tool, args) => [
      '--cli',
      ...('url' in counter ? [counter.url, '--transport', 'http'] : [process.execPath, bin]),
      ...('url' in counter
        ? []
        : Object.entries(child(counter.database).env).flatMap(([name, value]) => ['-e', `${name}=${value}`])),
      ...['--method', 'tools/call', '--tool-name', tool],
      ...Object.entries(args).flatMap(([name, value]) => ['--tool-arg', `${name}=${JSON.stringify(value)}`]),
    ]),

  mcporter: counter =>
    commandLine('mcporter', 'mcporter', (tool, args) => [
      'call',
      ...('url' in counter
        ? ['--http-url', counter.url, '--allow-http']
        : ['--stdio', process.execPath, '--stdio-arg', bin, ...envOptions(counter.database)]),
      ...['--name', 'shop', '--tool', tool, '--args', JSON.stringify(args), '--output', 'text'],
    ]),
}

const child = (database: string) => ({
  command: process.execPath,
  args: [bin],
  env: { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: database, MITCHWEB_DEMO: '0' },
})

const envOptions = (database: string): string[] =>
  Object.entries(child(database).env).flatMap(([name, value]) => ['--env', `${name}=${value}`])

const run = promisify(execFile)

/** A command of another package, started anew for each call, with a home of its own so that it finds nobody's settings. */
async function commandLine(
  name: string,
  command: string,
  argumentsFor: (tool: string, args: Readonly<Record<string, unknown>>) => string[],
): Promise<ForeignClient> {
  const home = await mkdtemp(join(tmpdir(), 'mitchweb-client-'))
  const file = commandOf(name, command)
  return {
    call: async (tool, args) => {
      const { stdout } = await run(process.execPath, [file, ...argumentsFor(tool, args)], {
        env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}`, HOME: home },
        cwd: home,
        maxBuffer: 10_000_000,
      })
      return stdout.startsWith('{') ? textOf(tool, JSON.parse(stdout)) : stdout
    },
    close: () => rm(home, { recursive: true, force: true }),
  }
}

function commandOf(name: string, command: string): string {
  const file = createRequire(join(root, 'package.json')).resolve(join(root, 'node_modules', name, 'package.json'))
  const { bin: bins } = createRequire(file)(file) as { bin: string | Record<string, string> }
  return join(dirname(file), typeof bins === 'string' ? bins : bins[command]!)
}

function textOf(tool: string, result: unknown): string {
  const { content, structuredContent, isError } = result as {
    content: { type: string; text?: string }[]
    structuredContent?: unknown
    isError?: boolean
  }
  const text = content.map(part => (part.type === 'text' ? part.text : '')).join('\n')
  if (isError) throw new Error(text)
  if (structuredContent) noteAnswer(tool, structuredContent)
  return text
}
