import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { type Engine, openEngine, system } from '@mitchweb/engine'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

const bin = fileURLToPath(new URL('../../bin/mitchweb.mjs', import.meta.url))

let folder: string
let engine: Engine | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-doctor-'))
})
afterEach(async () => {
  await engine?.close()
  engine = undefined
  await rm(folder, { recursive: true, force: true })
})

/** Runs the command as a person would. */
function doctor(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { PATH: process.env.PATH ?? '', MITCHWEB_DATABASE: join(folder, 'shop.db') }
  return new Promise(resolve => {
    execFile(process.execPath, [bin, 'doctor', ...args], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, out, err })
    })
  })
}

describe('mitchweb doctor', () => {
  test('finds a running shop well, and names what is wrong when something is', { timeout: 60_000 }, async () => {
    engine = await openEngine({ database: join(folder, 'shop.db'), sweepEverySeconds: 0 })
    const stock = { on_hand: 5, tracked: true, backorder: false }
    await engine.as(system).importProducts({
      products: [{ handle: 'mug', title: 'Mug', variants: [{ sku: 'MUG', prices: [], stock }] }],
    })
    const well = await doctor()
    expect(well).toMatchObject({ code: 0, err: '' })
    expect(well.out).toContain('ok      stock_is_its_ledger (1): What is on hand is the sum of its movements.')
    expect(well.out).toMatch(/\d\d checks of \d+ things\. All is well\.\n$/)

    const file = new DatabaseSync(join(folder, 'shop.db'))
    file.exec('update stock set on_hand = 7; delete from packed_products')
    file.close()
    const ill = await doctor()
    expect(ill.code).toBe(1)
    expect(ill.out).toMatch(/WRONG {3}stock_is_its_ledger .*\n +\S+ at loc_main: counted 7, adds up to 5\n/)
    expect(ill.out).toMatch(/warning products_are_counted_in_facets/)
    expect(ill.out).toMatch(/1 of them found something wrong, 1 with a warning\.\n$/)
    const told = await doctor('--json')
    expect(told.code).toBe(1)
    expect(JSON.parse(told.out)).toMatchObject({
      isHealthy: false,
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'stock_is_its_ledger', seen: 1, broken: 1, severity: 'error' }),
      ]),
    })
  })

  test('says what it needs, and makes no shop where there is none', { timeout: 60_000 }, async () => {
    expect((await doctor('--help')).out).toContain('mitchweb doctor --database')
    expect(await doctor()).toMatchObject({ code: 2, err: expect.stringContaining('There is no shop in') })
    expect(existsSync(join(folder, 'shop.db'))).toBe(false)
    expect(await doctor('--loud')).toMatchObject({ code: 2 })
    new DatabaseSync(join(folder, 'shop.db')).close()
    expect(await doctor()).toMatchObject({ code: 2, err: expect.stringContaining('could not be checked') })
  })
})
