import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import compression from 'compression'
import express from 'express'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { packedFiles } from '../src/http/packed-files.ts'

const script = Array.from({ length: 4000 }, (_, index) => `export const name${index} = ${index * 7919}`).join('\n')

describe('the scripts of the pages', () => {
  let folder: string
  let close: () => Promise<void>
  let url: URL
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mitchweb-packed-'))
    await writeFile(join(folder, 'page-1.js'), script)
    const app = express()
    app.use(compression(), packedFiles(folder, { 'Cache-Control': 'immutable' }), express.static(folder))
    const server = app.listen(0)
    url = new URL(`http://localhost:${(server.address() as AddressInfo).port}/page-1.js`)
    close = () => new Promise(resolve => server.close(() => resolve()))
  })
  afterAll(async () => {
    await close()
    await rm(folder, { recursive: true })
  })

  test.each([
    ['br', 'gzip, deflate, br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const)('come packed as small as %s gets, and are the same', async (encoding, accepted, unpack) => {
    const first = await got(url, accepted)
    expect(unpack(first.body).toString()).toBe(script)
    const packed = await vi.waitFor(async () => {
      const answer = await got(url, accepted)
      expect(answer.headers['cache-control']).toBe('immutable')
      return answer
    })
    expect(packed.headers).toMatchObject({
      'content-encoding': encoding,
      'content-type': expect.stringContaining('javascript'),
      vary: 'Accept-Encoding',
    })
    expect(unpack(packed.body).toString()).toBe(script)
    expect(packed.body.length).toBeLessThan(first.body.length)
  })

  test('come as they are to who takes nothing packed', async () => {
    const { headers, body } = await got(url, 'identity')
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString()).toBe(script)
  })

  test('are no other files than those of their folder', async () => {
    for (const path of ['/none.js', '/..%2fpackage.js', '/%2e%2e/package.js']) {
      expect((await got(new URL(path, url), 'br')).status, path).toBeGreaterThanOrEqual(400)
    }
  })
})

/** As it was sent: `fetch` would unpack it. */
function got(address: URL, accepted: string) {
  type Answer = { status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }
  return new Promise<Answer>((resolve, reject) => {
    request(address, { headers: { 'accept-encoding': accepted } }, answer => {
      const parts: Buffer[] = []
      answer.on('data', part => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    })
      .on('error', reject)
      .end()
  })
}
