import { expect, test } from 'vitest'
import { gtinOf } from './google-feed.ts'

test.each([
  ['4006381333931', '4006381333931'],
  ['698615070527', '698615070527'],
  ['96385074', '96385074'],
  ['4006381-333931', '4006381333931'],
  ['4006381333932', undefined],
  ['ABC', undefined],
  ['3.65275E+11', undefined],
  [null, undefined],
])('the barcode %s is the GTIN %s', (barcode, gtin) => {
  expect(gtinOf(barcode)).toBe(gtin)
})
