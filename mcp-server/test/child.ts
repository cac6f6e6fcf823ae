import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { bin } from './clients.ts'

type Message = { readonly id?: number; readonly result?: Record<string, unknown>; readonly error?: { code: number } }

/** The command as a client starts it, spoken to line by line. */
export type Child = {
  readonly process: ChildProcessWithoutNullStreams
  readonly write: (line: string) => void
  readonly request: (id: number, method: string, params?: object) => Promise<Message>
  readonly end: () => void
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  readonly stdout: () => string
  readonly stderr: () => string
}

type Options = { readonly cwd?: string; readonly env?: Record<string, string>; readonly before?: readonly string[] }

export function startChild(args: readonly string[], { cwd, env = {}, before = [] }: Options = {}): Child {
  const child = spawn(process.execPath, [...before, bin, ...args], {
    env: { PATH: process.env.PATH ?? '', ...env },
    ...(cwd && { cwd }),
  })
  let out = ''
  let err = ''
  const waiting = new Map<number, (message: Message) => void>()
  child.stdout.on('data', chunk => {
    const before = out.lastIndexOf('\n') + 1
    out += chunk
    for (const line of out.slice(before, out.lastIndexOf('\n') + 1).split('\n')) settle(line)
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  // A process that has ended takes no more lines; what it said before is what the test looks at.
  child.stdin.on('error', () => {})
  const settle = (line: string) => {
    if (!line.startsWith('{')) return
    const message = JSON.parse(line) as Message
    if (message.id !== undefined) waiting.get(message.id)?.(message)
  }
  const write = (line: string) => child.stdin.write(`${line}\n`)
  return {
    process: child,
    write,
    request: (id, method, params = {}) =>
      new Promise(resolve => {
        waiting.set(id, resolve)
        write(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
      }),
    end: () => child.stdin.end(),
    exited: new Promise(resolve => child.on('close', (code, signal) => resolve({ code, signal }))),
    stdout: () => out,
    stderr: () => err,
  }
}

export const initialize = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'by hand', version: '1' },
}
