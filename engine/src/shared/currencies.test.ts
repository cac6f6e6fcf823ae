import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { currencyCodes, decimalsOf, isCurrency } from './currencies.ts'

const reference = fileURLToPath(new URL('../../../../shared/data/reference/iso4217_codes-all.csv', import.meta.url))

test('a currency has the minor units that ISO 4217 gives it', () => {
  expect(['EUR', 'JPY', 'KWD', 'CLF'].map(decimalsOf)).toEqual([2, 0, 3, 4])
})

test('what is no currency is not taken for one', () => {
  for (const code of ['', 'eur', 'XAU', 'XTS', 'XXX', 'DEM', 'constructor', 'EUR ']) {
    expect(isCurrency(code), code).toBe(false)
    expect(() => decimalsOf(code)).toThrow(RangeError)
  }
})

test('codes are listed once and in order', () => {
  expect([...new Set(currencyCodes)].sort()).toEqual(currencyCodes)
})

test('every active currency of the ISO table is known, and no other', context => {
  if (!existsSync(reference)) context.skip('the ISO 4217 table lies outside the project and is not here')
  expect(Object.fromEntries(currencyCodes.map(code => [code, decimalsOf(code)]))).toEqual(activeCurrencies())
})

/** Code and minor units of the rows without a date of withdrawal; "-" stands for codes that are no money. */
function activeCurrencies(): Record<string, number> {
  const rows = readFileSync(reference, 'utf8').trim().split(/\r?\n/).slice(1).map(cells)
  const active = rows.filter(row => row[2] && /^\d$/.test(row[4] ?? '') && !row[5])
  expect(active.length).toBeGreaterThan(200)
  return Object.fromEntries(active.map(row => [row[2], Number(row[4])]))
}

const cells = (line: string) =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
