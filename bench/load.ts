import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { startChild } from './child.ts'

export type Request = {
  readonly path: string
  readonly bodies: readonly string[]
  readonly headers?: Record<string, string>
  /** Makes each body another one, by the number of those before it. */
  readonly vary?: (body: string, count: number) => string
}

export type Load = { readonly perSecond: number; readonly p50: number; readonly p95: number }

/** Sends the bodies in turn, over keep-alive connections, for so many seconds or so many requests. Any answer but 2xx is an error. */
export async function load(
  url: string,
  { path, bodies, headers, vary }: Request,
  limit: { readonly seconds: number } | { readonly requests: number },
  connections = 16,
): Promise<Load> {
  let count = 0
  const requests = bodies.map(body => ({
    method: 'POST' as const,
    path,
    body,
    headers: { 'content-type': 'application/json', ...headers },
    ...(vary && { setupRequest: (request: autocannon.Request) => ({ ...request, body: vary(body, count++) }) }),
  }))
  const result = await autocannon({
    url,
    requests,
    connections,
    ...('seconds' in limit ? { duration: limit.seconds } : { amount: limit.requests }),
  })
  if (result.errors > 0 || result.non2xx > 0) {
    throw new Error(`${url}${path}: ${result.errors} errors and ${result.non2xx} answers that are not 2xx.`)
  }
  const { p50, p97_5: p95 } = result.latency
  return { perSecond: result.requests.total / result.duration, p50, p95 }
}

export type Compared = { readonly measured: Load; readonly baseline: Load; readonly ratio: number }

type Comparison = {
  readonly shopUrl: string
  readonly request: Request
  readonly bare: 'express' | 'node'
  readonly folder: string
  readonly seconds: number
  readonly rounds: number
}

/** The shop against a bare server of the same bytes, in turns, so that a busy machine slows both. The median round counts. */
export async function compared({ shopUrl, request, bare, folder, seconds, rounds }: Comparison): Promise<Compared> {
  const file = join(folder, `${bare}.json`)
  const [body = ''] = request.bodies
  const headers = { 'content-type': 'application/json', ...request.headers }
  const answer = await fetch(shopUrl + request.path, { method: 'POST', body, headers })
  if (!answer.ok) throw new Error(`${request.path} answered ${answer.status}: ${await answer.text()}`)
  await writeFile(file, Buffer.from(await answer.arrayBuffer()))
  const server = await startChild('serve-bytes.ts', [bare, file])
  try {
    const plain = { ...request, path: '/' }
    await load(shopUrl, request, { seconds: 1 })
    await load(server.url, plain, { seconds: 1 })
    const results: Compared[] = []
    for (let round = 0; round < rounds; round++) {
      const baseline = await load(server.url, plain, { seconds })
      const measured = await load(shopUrl, request, { seconds })
      results.push({ baseline, measured, ratio: measured.perSecond / baseline.perSecond })
    }
    return results.sort((a, b) => a.ratio - b.ratio)[Math.floor(rounds / 2)]!
  } finally {
    await server.stop()
  }
}
