import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** A server in a process of its own, so that what is measured and its baseline live alike. */
export type Child = {
  readonly url: string
  /** Bytes of live objects, after a collection. */
  readonly heapBytes: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** Starts a file of this folder as a shop is operated, and waits until it says where it listens. */
export async function startChild(file: string, args: readonly string[]): Promise<Child> {
  const child = fork(join(import.meta.dirname, file), args, {
    execArgv: ['--conditions=mitchweb-src', '--expose-gc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const { url } = await answer<{ url: string }>(child)
  return {
    url,
    heapBytes: async () => {
      child.send('heap')
      return (await answer<{ heap: number }>(child)).heap
    },
    stop: async () => {
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

async function answer<T>(child: ChildProcess): Promise<T> {
  const answered = new AbortController()
  const { signal } = answered
  const failed = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A server of the benchmark ended with ${code}.`)
  })
  const message = once(child, 'message', { signal }) as Promise<[T]>
  try {
    const [first] = await Promise.race([message, failed])
    return first
  } finally {
    failed.catch(() => {})
    message.catch(() => {})
    answered.abort()
  }
}
