import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEngine, system } from '@mitchweb/engine'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/mitchweb.mjs', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-export-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

type Ended = { code: number; out: string; err: string }

/** Runs the command as a person would. */
function mitchweb(...args: string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: join(folder, 'shop.db') }
  return new Promise(resolve => {
    execFile(process.execPath, [bin, ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

async function withShop(fill: (shop: ReturnType<Awaited<ReturnType<typeof openEngine>>['as']>) => Promise<unknown>) {
  const engine = await openEngine({ database: join(folder, 'shop.db'), sweepEverySeconds: 0 })
  try {
    await fill(engine.as(system))
  } finally {
    await engine.close()
  }
}

const files = fileURLToPath(new URL('../../../../shared/data/shopify-csv/', import.meta.url))

describe('mitchweb export products', () => {
  test.skipIf(!existsSync(files))('gives an imported file out again', { timeout: 60_000 }, async () => {
    const source = join(files, 'shopifypartners_home-and-garden.csv')
    expect((await mitchweb('import', source)).code).toBe(0)
    const ended = await mitchweb('export', 'products', '-o', 'out.csv')
    expect(ended).toMatchObject({ code: 0, out: '', err: expect.stringContaining('Written: 20 products') })
    const lines = (text: string) => text.trim().split('\r\n').sort()
    expect(lines(await readFile(join(folder, 'out.csv'), 'utf8'))).toEqual(lines(await readFile(source, 'utf8')))
    expect(await readdir(folder)).not.toContain('out.csv.part')
  })

  test('writes to its output without a file, and says what has no place', { timeout: 60_000 }, async () => {
    await withShop(shop =>
      shop.importProducts({
        products: [{ handle: 'mug', title: 'Mug', categories: ['A', 'B'], variants: [{ prices: [] }] }],
      }),
    )
    const { code, out, err } = await mitchweb('export', 'products')
    expect(code).toBe(0)
    expect(out).toMatch(/^Handle,Title,.*\r\nmug,Mug,/)
    expect(err).toContain('Note: 1 variant without a price in EUR; the cell is empty.')
    expect(err).toContain('Note: 1 product in several categories')
  })

  test('says plainly what it cannot do', { timeout: 60_000 }, async () => {
    const cases: [string[], RegExp][] = [
      [[], /Export what\?/],
      [['everything'], /There is no export "everything"/],
      [['products', '-o', join(folder, 'no', 'such', 'place.csv')], /cannot be written \(ENOENT\)/],
      [['products', '--currency', 'GBP'], /sells in EUR/],
    ]
    for (const [args, message] of cases) {
      const { code, err } = await mitchweb('export', ...args)
      expect({ code, err }, args.join(' ')).toMatchObject({ code: 1, err: expect.stringMatching(message) })
      expect(err).not.toMatch(/^\s+at /m)
    }
  })
})
