import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngine, system } from '@mitchweb/engine'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { run } from './import-tax-rates.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mitchweb-tax-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

const vat = {
  items: {
    DE: [
      { effective_from: '0000-01-01', rates: { standard: 19, reduced: 7 } },
      { effective_from: '2027-01-01', rates: { standard: 20, reduced: 7 } },
    ],
    AT: [{ effective_from: '0000-01-01', rates: { standard: 20 } }],
  },
}

async function ran(...args: string[]): Promise<{ code: number; text: string }> {
  const said: string[] = []
  const listen = (text: unknown) => said.push(String(text)) > 0
  vi.spyOn(process.stdout, 'write').mockImplementation(listen)
  vi.spyOn(process.stderr, 'write').mockImplementation(listen)
  const code = await run([...args, '--database', join(folder, 'shop.db')])
  return { code, text: said.join('') }
}

async function rates() {
  const engine = await openEngine({ database: join(folder, 'shop.db'), sweepEverySeconds: 0 })
  const { tax_rates } = await engine.as(system).listTaxRates({ pagination: { limit: 50 } })
  await engine.close()
  return tax_rates.map(({ country, tax_class, rate_ppm }) => `${country} ${tax_class} ${rate_ppm}`).sort()
}

test('previews the rates of a day, imports them once, and changes only what has changed since', async () => {
  const file = join(folder, 'vat.json')
  await writeFile(file, JSON.stringify(vat))
  const preview = await ran(file, '--day', '2026-12-31', '--dry-run')
  expect(preview).toEqual({
    code: 0,
    text: '3 rates in force on 2026-12-31, 3 would be changed:\n  DE standard: 19 %, new\n  DE reduced: 7 %, new\n  AT standard: 20 %, new\n',
  })
  expect(await rates()).toEqual([])
  await ran(file, '--day', '2026-12-31')
  expect(await rates()).toEqual(['AT standard 200000', 'DE reduced 70000', 'DE standard 190000'])
  expect((await ran(file, '--day', '2026-12-31')).text).toBe('3 rates in force on 2026-12-31, 0 changed:\n')
  expect((await ran(file, '--day', '2027-01-01', '--countries', 'de')).text).toBe(
    '2 rates in force on 2027-01-01, 1 changed:\n  DE standard: 19 % becomes 20 %\n',
  )
})

test('says what is wrong with a file, a day or a country, and changes nothing', async () => {
  const file = join(folder, 'vat.json')
  await writeFile(file, '{"items": 5')
  expect(await ran(file)).toMatchObject({ code: 1, text: expect.stringContaining('is no JSON') })
  await writeFile(file, '{"rates": {}}')
  expect(await ran(file)).toMatchObject({ code: 1, text: expect.stringContaining('not the collection') })
  await writeFile(file, JSON.stringify(vat))
  expect(await ran(file, '--day', 'soon')).toMatchObject({ code: 1, text: expect.stringContaining('is no day') })
  expect(await ran(file, '--countries', 'XX')).toMatchObject({ code: 1, text: expect.stringContaining('no rates for') })
  expect(await ran(join(folder, 'none.json'))).toMatchObject({ code: 1, text: expect.stringContaining('no file') })
})

const collection = join(import.meta.dirname, '../../../../shared/data/reference/eu_vat-rates.json')
test.runIf(existsSync(collection))('takes over the whole collection', async () => {
  const { code, text } = await ran(collection, '--day', '2026-06-01')
  expect(code).toBe(0)
  expect(text).toContain('DE standard: 19 %, new')
  expect((await ran(collection, '--day', '2026-06-01')).text).toContain(' 0 changed')
})
