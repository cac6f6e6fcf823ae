import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEngine, system } from '@mitchweb/engine'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/mitchweb.mjs', import.meta.url))

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-stocktake-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Runs the command as a person would. */
function mitchweb(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: join(folder, 'shop.db') }
  return new Promise(resolve => {
    execFile(process.execPath, [bin, 'stocktake', ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

describe('mitchweb stocktake', () => {
  test('says what would change, books it, and names what is wrong by its line', { timeout: 60_000 }, async () => {
    const engine = await openEngine({ database: join(folder, 'shop.db'), sweepEverySeconds: 0 })
    const stock = { on_hand: 5, tracked: true, backorder: false }
    await engine.as(system).importProducts({
      products: [{ handle: 'mug', title: 'Mug', variants: [{ sku: 'MUG', prices: [], stock }] }],
    })
    await engine.close()
    await writeFile(join(folder, 'count.csv'), 'sku,counted\r\nMUG,3\r\n')
    expect(await mitchweb('count.csv', '--dry-run')).toMatchObject({
      code: 0,
      out: 'MUG: 5 expected, 3 counted, -2; on hand 3\nChecked, nothing was changed: 1 counted, 0 as expected, 1 different.\n',
    })
    const booked = await mitchweb('count.csv', '--reference', 'Spring', '--json')
    expect(JSON.parse(booked.out)).toMatchObject({ applied: true, reference: 'Spring', difference_count: 1 })
    await writeFile(join(folder, 'count.csv'), 'sku,counted\r\nMUG,4\r\nTIN,1\r\n')
    const refused = await mitchweb('count.csv')
    expect(refused.code).toBe(1)
    expect(refused.out).toContain('Line 3: There is no variant with the sku "TIN".')
    expect(refused.out).toContain('Nothing was changed: 1 problem.')
    expect(await mitchweb('count.csv', '--location', 'loc_none')).toMatchObject({
      code: 1,
      err: expect.stringContaining('There is no location "loc_none"'),
    })
    expect((await mitchweb('count.csv', '--counted-at', 'yesterday')).err).toContain('2026-03-02T18:00:00+01:00')
    expect((await mitchweb('none.csv')).err).toContain('There is no file')
  })
})
