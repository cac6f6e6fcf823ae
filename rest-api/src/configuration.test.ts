import { expect, test } from 'vitest'
import { ConfigurationError, readConfiguration } from './configuration.ts'
import { defaultLimits } from './http/limits.ts'

const read = (environment: Record<string, string>) => readConfiguration(environment, '/shop')

test('nothing needs to be set', () => {
  expect(read({})).toEqual({
    port: 3000,
    host: '127.0.0.1',
    database: '/shop/data/shop.db',
    publicUrl: undefined,
    demo: true,
    trustedProxies: 0,
    logLevel: 'info',
    limits: defaultLimits,
  })
})

test('what is wrong with Stripe’s secrets names the variable', () => {
  expect(() => read({ STRIPE_SECRET_KEY: 'canary' })).toThrow(ConfigurationError)
  expect(() => read({ STRIPE_SECRET_KEY: 'canary' })).toThrow('STRIPE_SECRET_KEY must be a key')
})

test('what is wrong with mail names the variable', () => {
  expect(() => read({ SMTP_URL: 'canary' })).toThrow(ConfigurationError)
  expect(() => read({ SMTP_URL: 'smtp://mail.example' })).toThrow('MAIL_FROM is missing')
})

test('what is set is taken, and an empty variable is one that is not set', () => {
  expect(
    read({
      PORT: '0',
      HOST: '0.0.0.0',
      MITCHWEB_DATABASE: 'postgres://shop@db.example/shop',
      MITCHWEB_PUBLIC_URL: 'https://shop.example/',
      MITCHWEB_DEMO: '0',
      MITCHWEB_TRUST_PROXY: '2',
      MITCHWEB_RATE_LIMITS: 'browse=500/s, checkout=9/min',
      LOG_LEVEL: ' ',
    }),
  ).toEqual({
    port: 0,
    host: '0.0.0.0',
    database: 'postgres://shop@db.example/shop',
    publicUrl: 'https://shop.example',
    demo: false,
    trustedProxies: 2,
    logLevel: 'info',
    limits: { ...defaultLimits, browse: { calls: 500, seconds: 1 }, checkout: { calls: 9, seconds: 60 } },
  })
  expect(read({ MITCHWEB_RATE_LIMITS: 'off' }).limits).toBe(false)
  expect(read({ MITCHWEB_DATABASE: '/var/shop.db' }).database).toBe('/var/shop.db')
})

test.each([
  ['PORT', '80a'],
  ['PORT', '-1'],
  ['PORT', '65536'],
  ['MITCHWEB_DATABASE', 'mysql://db/shop'],
  ['MITCHWEB_DATABASE', 'postgres://[broken/shop'],
  ['MITCHWEB_PUBLIC_URL', 'shop.example'],
  ['MITCHWEB_PUBLIC_URL', 'ftp://shop.example'],
  ['MITCHWEB_PUBLIC_URL', 'https://shop.example/under/a/path'],
  ['MITCHWEB_DEMO', 'yes'],
  ['MITCHWEB_TRUST_PROXY', 'all'],
  ['MITCHWEB_RATE_LIMITS', 'browse=0/s'],
  ['MITCHWEB_RATE_LIMITS', 'everything=1/s'],
  ['LOG_LEVEL', 'loud'],
])('a wrong %s (%s) is named', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(name)
})
