import { expect, test } from 'vitest'
import { readStripeSettings } from './stripe-settings.ts'

const key = 'sk_test_canary123456'
const secret = 'whsec_canary123456'
const known = { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret }

test('without a key the shop takes no real money', () => {
  expect(readStripeSettings({})).toBeUndefined()
  expect(readStripeSettings({ STRIPE_SECRET_KEY: '  ' })).toBeUndefined()
})

test('a key and its secret are enough', () => {
  expect(readStripeSettings({ STRIPE_SECRET_KEY: ` ${key}\n`, STRIPE_WEBHOOK_SECRET: secret })).toEqual({
    secretKey: key,
    webhookSecret: secret,
    capture: 'automatic',
  })
})

test('the key that browsers are told may be among them', () => {
  const settings = readStripeSettings({ ...known, STRIPE_PUBLISHABLE_KEY: 'pk_test_canary123456' })
  expect(settings).toMatchObject({ publishableKey: 'pk_test_canary123456' })
})

test('a key for browsers of another mode than the secret one is refused, and both are named', () => {
  const live = { ...known, STRIPE_PUBLISHABLE_KEY: 'pk_live_canary123456' }
  expect(() => readStripeSettings(live)).toThrow(/PUBLISHABLE_KEY is a live key and STRIPE_SECRET_KEY a test key/)
})

test('a stand-in and later capture may be told', () => {
  const settings = readStripeSettings({
    STRIPE_SECRET_KEY: 'rk_live_abcdefgh12',
    STRIPE_WEBHOOK_SECRET: secret,
    STRIPE_API_BASE: 'http://127.0.0.1:12111/',
    STRIPE_CAPTURE: 'manual',
  })
  expect(settings).toMatchObject({ apiBase: 'http://127.0.0.1:12111', capture: 'manual' })
})

type Wrong = readonly [name: string, environment: Readonly<Record<string, string>>]

const addresses = [
  'http://canary.example',
  'https://canary.example/v1',
  'https://u@canary.example',
  'canary',
  'ftp://x',
]

const wrong: readonly Wrong[] = [
  ['STRIPE_SECRET_KEY', { ...known, STRIPE_SECRET_KEY: 'canary' }],
  ['STRIPE_SECRET_KEY', { ...known, STRIPE_SECRET_KEY: 'pk_test_canary123456' }],
  ['STRIPE_SECRET_KEY', { ...known, STRIPE_SECRET_KEY: `${key} canary` }],
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_SECRET_KEY: key }],
  ['STRIPE_WEBHOOK_SECRET', { ...known, STRIPE_WEBHOOK_SECRET: 'canary' }],
  ['STRIPE_WEBHOOK_SECRET', { STRIPE_WEBHOOK_SECRET: secret }],
  ['STRIPE_PUBLISHABLE_KEY', { ...known, STRIPE_PUBLISHABLE_KEY: 'canary' }],
  ['STRIPE_PUBLISHABLE_KEY', { ...known, STRIPE_PUBLISHABLE_KEY: key }],
  ['STRIPE_PUBLISHABLE_KEY', { ...known, STRIPE_PUBLISHABLE_KEY: 'pk_live_canary123456' }],
  ['STRIPE_PUBLISHABLE_KEY', { STRIPE_PUBLISHABLE_KEY: 'pk_test_canary123456' }],
  ['STRIPE_CAPTURE', { ...known, STRIPE_CAPTURE: 'canary' }],
  ...addresses.map((address): Wrong => ['STRIPE_API_BASE', { ...known, STRIPE_API_BASE: address }]),
]

test.each(wrong)('what is wrong with %s is said without its value', (name, environment) => {
  const said = (() => {
    try {
      readStripeSettings(environment)
      return 'nothing'
    } catch (error) {
      return String(error)
    }
  })()
  expect(said).toContain(name)
  expect(said).not.toContain('canary')
})
