import { expect, test } from 'vitest'
import { addressLine, fingerprint, missingFrom, type PostalAddress, postalAddress } from './address.ts'

const berlin: PostalAddress = {
  first_name: 'Ann',
  last_name: 'Lee',
  street_address: '1 Main St',
  address_locality: 'Berlin',
  postal_code: '10115',
  address_country: 'DE',
}

test('nothing can be delivered without street, town and country, nor without a postal code where there are any', () => {
  expect(missingFrom(berlin)).toEqual([])
  expect(missingFrom({})).toEqual(['street_address', 'address_locality', 'address_country', 'postal_code'])
  for (const field of ['street_address', 'address_locality', 'postal_code', 'address_country'] as const) {
    expect(missingFrom({ ...berlin, [field]: '  ' })).toEqual([field])
  }
  const { postal_code: _, ...without } = berlin
  expect(missingFrom({ ...without, address_country: 'hk' })).toEqual([])
})

test('a country of states needs the state', () => {
  for (const country of ['US', 'us', 'CA', 'AU']) {
    expect(missingFrom({ ...berlin, address_country: country })).toEqual(['address_region'])
    expect(missingFrom({ ...berlin, address_country: country, address_region: 'NY' })).toEqual([])
  }
})

test('the same address is recognised whatever its letter case and blanks', () => {
  expect(fingerprint({ ...berlin, street_address: ' 1  MAIN\tst ', extended_address: '' })).toBe(fingerprint(berlin))
})

test('addresses that differ anywhere are told apart', () => {
  const others = Object.keys(postalAddress.shape).map(field => ({ ...berlin, [field]: 'other' }))
  expect(new Set([berlin, ...others].map(fingerprint)).size).toBe(others.length + 1)
  for (const mark of ['|', ',', '","', '\\', ' ']) {
    const split = fingerprint({ street_address: `a${mark}b`, extended_address: 'c' })
    expect(fingerprint({ street_address: 'a', extended_address: `b${mark}c` }), mark).not.toBe(split)
  }
})

test('an address reads as one line, without holes where something is missing', () => {
  expect(addressLine(berlin)).toBe('Ann Lee, 1 Main St, 10115 Berlin, DE')
  expect(addressLine({ address_locality: 'Berlin' })).toBe('Berlin')
  expect(addressLine({})).toBe('')
})
