import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { taxRateDraft } from './contract.ts'
import { type EuVatFile, prefixesOf, taxRatesFromEuFile } from './eu-tax-rates.ts'

const small: EuVatFile = {
  items: {
    DE: [
      { effective_from: '0000-01-01', rates: { standard: 16, reduced: 7 } },
      {
        effective_from: '2007-01-01',
        rates: { standard: 19, reduced: 7 },
        exceptions: [{ name: 'Heligoland', postcode: '27498', standard: 0 }],
      },
    ],
    FR: [
      {
        effective_from: '2014-01-01',
        rates: { standard: 20 },
        exceptions: [{ name: 'Reunion', postcode: '974\\d{2,}', standard: 8.5 }],
      },
    ],
  },
}

const brief = (day: string) =>
  taxRatesFromEuFile(small, { day }).map(({ country, tax_class, rate_ppm, postal_prefix }) =>
    [country, postal_prefix, tax_class, rate_ppm].filter(part => part !== undefined).join(' '),
  )

test('each country has the rates of the day, and places outside the area have none in any class', () => {
  expect(brief('2006-12-31')).toEqual(['DE standard 160000', 'DE reduced 70000'])
  expect(brief('2026-06-15')).toEqual([
    'DE standard 190000',
    'DE reduced 70000',
    'DE 27498 standard 0',
    'DE 27498 reduced 0',
    'FR standard 200000',
    'FR 974 standard 85000',
  ])
})

test('postal patterns become prefixes, and a pattern that says more is refused', () => {
  expect(prefixesOf('(35\\d{3}|38\\d{3})')).toEqual(['35', '38'])
  expect(prefixesOf('(5100[1-3]|5107[0-1]|51081)')).toEqual(['51001', '51002', '51003', '51070', '51071', '51081'])
  expect(prefixesOf('699[13]')).toEqual(['6991', '6993'])
  for (const pattern of ['9\\d{2}1', 'AB1', '1+', '']) expect(() => prefixesOf(pattern)).toThrow(RangeError)
})

const reference = join(import.meta.dirname, '../../../../shared/data/reference/eu_vat-rates.json')

describe.skipIf(!existsSync(reference))('the whole file (skipped where ../shared is absent)', () => {
  test('makes a rate that can be saved of every line', () => {
    const file: EuVatFile = JSON.parse(readFileSync(reference, 'utf8'))
    const drafts = taxRatesFromEuFile(file, { day: '2026-06-15' })
    for (const draft of drafts) expect(taxRateDraft.parse(draft)).toEqual(draft)
    const standard = drafts.filter(draft => draft.tax_class === 'standard' && draft.postal_prefix === undefined)
    expect(standard.map(({ country }) => country).sort()).toEqual(Object.keys(file.items).sort())
    expect(standard.find(({ country }) => country === 'DE')).toMatchObject({ rate_ppm: 190_000 })
    const zones = drafts.map(draft => `${draft.country} ${draft.postal_prefix} ${draft.tax_class}`)
    expect(new Set(zones).size).toBe(zones.length)
  })
})
