import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a process told the operating system about its files, in its order. */
export type DiskEvent =
  | { readonly kind: 'write'; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly length: number }
  | { readonly kind: 'sync'; readonly path: string }
  | { readonly kind: 'remove'; readonly path: string }
  /** A line that the process printed. */
  | { readonly kind: 'said'; readonly text: string }

/** Whether this machine lets one process watch another's calls; some containers do not. */
export const canTrace = (): boolean => spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0

const calls = 'pwrite64,write,ftruncate,fsync,fdatasync,?unlink,unlinkat'

/** Runs the program under strace until it kills itself, and answers what it did to these files, and what it printed. */
export function traced(program: readonly string[], files: readonly string[]): DiskEvent[] {
  const traces = mkdtempSync(join(tmpdir(), 'mitchweb-trace-'))
  try {
    // SQLite works on the main thread, whose calls have a file of their own and so their true order.
    const options = ['-ff', '-y', '-xx', '-s', '70000', '-e', `trace=${calls}`, '-o', join(traces, 'thread')]
    const { stderr, error, signal } = spawnSync('strace', [...options, ...program], {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    })
    if (error) throw error
    if (signal !== 'SIGKILL') throw new Error(`The program did not come to the place where it dies:\n${stderr}`)
    const threads = readdirSync(traces).sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]))
    const [main] = threads
    if (!main) throw new Error(`Nothing was traced: ${stderr}`)
    return readFileSync(join(traces, main), 'latin1')
      .split('\n')
      .flatMap(line => eventOf(line))
      .filter(event => event.kind === 'said' || files.includes(event.path))
  } finally {
    rmSync(traces, { recursive: true, force: true })
  }
}

function eventOf(line: string): DiskEvent[] {
  const [, call = '', args = '', answer = ''] = /^(\w+)\((.*)\) += (\d+)$/.exec(line) ?? []
  const path = textOf(/<([^>]*)>/.exec(args)?.[1] ?? '')
  const bytes = () => bytesOf(/"((?:\\x[0-9a-f]{2})*)"/.exec(args)?.[1] ?? '')
  switch (call) {
    case 'pwrite64':
      return [
        { kind: 'write', path, offset: Number(/(\d+)$/.exec(args)?.[1]), bytes: bytes().subarray(0, Number(answer)) },
      ]
    case 'ftruncate':
      return [{ kind: 'truncate', path, length: Number(/(\d+)$/.exec(args)?.[1]) }]
    case 'fsync':
    case 'fdatasync':
      return [{ kind: 'sync', path }]
    case 'unlink':
    case 'unlinkat':
      return [{ kind: 'remove', path: bytes().toString() }]
    case 'write':
      return args.startsWith('1<') ? [{ kind: 'said', text: bytes().toString().trim() }] : []
    default:
      return []
  }
}

const bytesOf = (escaped: string): Buffer => Buffer.from(escaped.replaceAll('\\x', ''), 'hex')

const textOf = (text: string): string => (text.startsWith('\\x') ? bytesOf(text).toString() : text)

type Change = Extract<DiskEvent, { kind: 'write' | 'truncate' }>

/**
 * A disk that keeps what was synced and nothing else for sure. `onDisk` is what a power cut leaves: of what was written
 * and not synced, only those changes that the given choice lets through, as a real disk may keep some of them.
 */
export class Disk {
  readonly #files = new Map<string, { synced: Buffer | undefined; pending: Change[] }>()

  constructor(files: Readonly<Record<string, Buffer>>) {
    for (const [path, bytes] of Object.entries(files)) this.#files.set(path, { synced: bytes, pending: [] })
  }

  take(event: DiskEvent): void {
    if (event.kind === 'said') return
    if (event.kind === 'remove') {
      this.#files.delete(event.path)
      return
    }
    const file = this.#files.get(event.path) ?? { synced: undefined, pending: [] }
    this.#files.set(event.path, file)
    if (event.kind !== 'sync') file.pending.push(event)
    else {
      file.synced = changed(file.synced, file.pending)
      file.pending = []
    }
  }

  onDisk(isKept: (change: Change) => boolean = () => false): Record<string, Buffer> {
    const files: Record<string, Buffer> = {}
    for (const [path, { synced, pending }] of this.#files) {
      const kept = pending.filter(isKept)
      if (synced || kept.length > 0) files[path] = changed(synced, kept)
    }
    return files
  }
}

function changed(before: Buffer | undefined, changes: readonly Change[]): Buffer {
  let length = before?.length ?? 0
  const bytes = Buffer.alloc(Math.max(length, ...changes.map(endOf)))
  before?.copy(bytes)
  for (const change of changes) {
    if (change.kind === 'write') change.bytes.copy(bytes, change.offset)
    else bytes.fill(0, change.length)
    length = change.kind === 'write' ? Math.max(length, endOf(change)) : change.length
  }
  return bytes.subarray(0, length)
}

const endOf = (change: Change): number =>
  change.kind === 'write' ? change.offset + change.bytes.length : change.length
