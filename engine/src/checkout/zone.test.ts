import { expect, test } from 'vitest'
import { lies, type Place } from './zone.ts'

const isIn = (places: Place[] | null, except: Place[], target: { country: string; region?: string; code?: string }) =>
  lies(
    {
      address_country: target.country,
      ...(target.region && { address_region: target.region }),
      ...(target.code && { postal_code: target.code }),
    },
    { places, except },
  )

test('a zone is countries, regions in them and postal codes, without what is taken out', () => {
  const mainland: [Place[], Place[]] = [
    [{ country: 'ES' }],
    [{ country: 'ES', postalCodes: ['07', '35000..35999', '38', '51', '52'] }],
  ]
  expect(isIn(...mainland, { country: 'ES', code: '28013' })).toBe(true)
  for (const code of ['07001', '35 001', '38670', '51001'])
    expect(isIn(...mainland, { country: 'ES', code })).toBe(false)
  expect(isIn(...mainland, { country: 'PT', code: '1000-001' })).toBe(false)
  expect(isIn(null, [{ country: 'GB', postalCodes: ['BT'] }], { country: 'GB', code: 'bt1 1aa' })).toBe(false)
  expect(isIn(null, [{ country: 'GB', postalCodes: ['BT'] }], { country: 'US' })).toBe(true)
})

test('a region counts whatever it is called', () => {
  const west: Place[] = [{ country: 'US', regions: ['California', 'US-OR', 'wa'] }]
  for (const region of ['CA', 'california', 'US-CA', 'Oregon', 'WA', ' washington ']) {
    expect(isIn(west, [], { country: 'US', region }), region).toBe(true)
  }
  for (const region of ['NV', 'Nowhere', '']) expect(isIn(west, [], { country: 'US', region }), region).toBe(false)
  const kanton: Place[] = [{ country: 'CH', regions: ['ZH'] }]
  expect(isIn(kanton, [], { country: 'CH', region: 'CH-ZH' })).toBe(true)
})

test('a region and a postal code both have to fit', () => {
  const part: Place[] = [{ country: 'US', regions: ['NY'], postalCodes: ['100..102'] }]
  expect(isIn(part, [], { country: 'US', region: 'NY', code: '10118' })).toBe(true)
  expect(isIn(part, [], { country: 'US', region: 'NY', code: '14201' })).toBe(false)
  expect(isIn(part, [], { country: 'US', region: 'NJ', code: '10118' })).toBe(false)
})
