import { expect, test } from 'vitest'
import { ratesFor, type TaxRate } from './tax.ts'

const rate = (id: string, rest: Partial<TaxRate> = {}): TaxRate => ({
  id,
  title: id,
  country: 'US',
  region: '',
  postalPrefix: '',
  taxClass: 'standard',
  ratePpm: 50_000,
  appliesToShipping: true,
  stacking: 'replaces',
  ...rest,
})

const country = rate('country')
const region = rate('region', { region: 'NY' })
const prefix = rate('prefix', { postalPrefix: '100' })
const longerPrefix = rate('longer', { postalPrefix: '1000' })
const regionAndPrefix = rate('both', { region: 'NY', postalPrefix: '100' })
const all = [country, region, prefix, longerPrefix, regionAndPrefix]

const chosen = (destination: Parameters<typeof ratesFor>[1], rates = all) =>
  ratesFor(rates, destination).map(({ id }) => id)

test('the most specific rate of a class wins: the longest postal prefix before the region before the country', () => {
  expect(chosen({ country: 'US' })).toEqual(['country'])
  expect(chosen({ country: 'US', region: 'NY' })).toEqual(['region'])
  expect(chosen({ country: 'US', postalCode: '10099' })).toEqual(['prefix'])
  expect(chosen({ country: 'US', region: 'NY', postalCode: '10099' })).toEqual(['both'])
  expect(chosen({ country: 'US', region: 'NY', postalCode: '10001' })).toEqual(['longer'])
  expect(chosen({ country: 'US', region: 'CA', postalCode: '94016' })).toEqual(['country'])
  const short = rate('short', { postalPrefix: '1' })
  expect(chosen({ country: 'US', region: 'NY', postalCode: '1' }, [region, short])).toEqual(['short'])
})

test('the order in which rates were saved does not matter', () => {
  const destination = { country: 'US', region: 'NY', postalCode: '10099' }
  expect(chosen(destination, [...all].reverse())).toEqual(chosen(destination))
})

test('each class has its own rate, the highest first', () => {
  const reduced = rate('reduced', { taxClass: 'reduced', ratePpm: 10_000 })
  const local = rate('local', { taxClass: 'reduced', ratePpm: 20_000, region: 'NY' })
  expect(chosen({ country: 'US', region: 'NY' }, [reduced, country, local])).toEqual(['country', 'local'])
})

test('no rate is taken from another country', () => {
  expect(chosen({ country: 'DE', region: 'NY', postalCode: '10001' })).toEqual([])
})

test('letter case, blanks and ISO 3166-2 codes lead to the same rate', () => {
  expect(chosen({ country: 'us', region: ' ny ' })).toEqual(['region'])
  expect(chosen({ country: 'US', region: 'US-NY' })).toEqual(['region'])
  const london = rate('london', { country: 'GB', postalPrefix: 'SW1A 1' })
  expect(chosen({ country: 'GB', postalCode: 'sw1a1aa' }, [london])).toEqual(['london'])
  expect(chosen({ country: 'GB', postalCode: 'SW1B 1AA' }, [london])).toEqual([])
})
