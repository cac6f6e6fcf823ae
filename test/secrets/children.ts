import { ChildProcess } from 'node:child_process'
import type { Readable } from 'node:stream'
import { lookAtFile } from './databases.ts'
import { lookAtLine } from './findings.ts'

type SpawnOptions = { readonly args?: readonly string[]; readonly envPairs?: readonly string[] }
type Spawning = { spawn: (options: SpawnOptions) => unknown }

/** Looks at every line that a child process says, and at the database that it was given once it has ended. */
export function watchChildren(): void {
  const children = ChildProcess.prototype as unknown as Spawning
  const { spawn } = children
  children.spawn = function (this: ChildProcess, options) {
    const answer = spawn.call(this as unknown as Spawning, options)
    for (const stream of [this.stdout, this.stderr]) if (stream) watch(stream)
    const files = databasesIn([...(options.args ?? []), ...(options.envPairs ?? [])])
    if (files.length > 0) this.once('exit', () => files.forEach(lookAtFile))
    return answer
  }
}

/** Looks at what comes before any reader does; a listener would take it from those that begin to read later. */
function watch(stream: Readable): void {
  let begun = ''
  const look = (text: string) => {
    for (const line of text.split('\n')) lookAtLine(line)
  }
  const { push } = stream
  stream.push = (chunk, encoding) => {
    const text = chunk === null ? '\n' : String(chunk)
    const last = text.lastIndexOf('\n') + 1
    if (last > 0) look(begun + text.slice(0, last))
    begun = last > 0 ? text.slice(last) : begun + text
    return push.call(stream, chunk, encoding)
  }
}

const databasesIn = (given: readonly string[]): string[] => [
  ...new Set(given.flatMap(text => text.match(/\/[^\s"'=:]+\.db\b/g) ?? [])),
]
