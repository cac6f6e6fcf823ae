import { expect, test } from 'vitest'
import { marketFor, type Store, unsetStore } from './store.ts'

const store: Store = {
  ...unsetStore,
  currencies: ['EUR', 'USD', 'CHF'],
  currencyByCountry: { US: 'USD', CH: 'CHF' },
}

test('a buyer of whom nothing is known is at home', () => {
  expect(marketFor(store, {})).toMatchObject({ currency: 'EUR', country: 'DE', languages: [] })
})

test('the currency that is asked for comes before that of the country, where the shop offers it', () => {
  expect(marketFor(store, { context: { address_country: 'US', currency: 'CHF' } }).currency).toBe('CHF')
  expect(marketFor(store, { context: { address_country: 'US', currency: 'usd' } }).currency).toBe('USD')
  expect(marketFor(store, { context: { address_country: 'US', currency: 'JPY' } }).currency).toBe('USD')
  expect(marketFor(store, { context: { address_country: 'FR', currency: 'JPY' } }).currency).toBe('EUR')
})

test('an address comes before the context, as a whole', () => {
  const context = { address_country: 'US', address_region: 'NY', postal_code: '10001' }
  expect(marketFor(store, { context })).toMatchObject({
    currency: 'USD',
    country: 'US',
    region: 'NY',
    postalCode: '10001',
  })
  expect(marketFor(store, { context, address: { address_country: 'ch' } })).toMatchObject({
    currency: 'CHF',
    country: 'CH',
    languages: [],
  })
})

test('a country that is no code leaves the buyer where else is known, or at home', () => {
  const context = { address_country: 'Germany' }
  expect(marketFor(store, { context }).country).toBe('DE')
  expect(marketFor(store, { context, address: { address_country: 'US' } }).country).toBe('US')
  expect(marketFor(store, { context: { postal_code: '10115' } })).toMatchObject({
    currency: 'EUR',
    country: 'DE',
    languages: [],
    postalCode: '10115',
  })
})
