import { expect, test } from 'vitest'
import type { z } from 'zod'
import { amount, count, currency, handle, id, instant, quantity, requiredText, text, webUrl } from './fields.ts'

function expectField(field: z.ZodType, { takes, refuses }: { takes: unknown[]; refuses: unknown[] }): void {
  // What is taken comes back as it was sent: schemas check and never transform.
  for (const value of takes)
    expect(field.safeParse(value), JSON.stringify(value)).toEqual({ success: true, data: value })
  for (const value of refuses) expect(field.safeParse(value).success, JSON.stringify(value)).toBe(false)
}

test('free text is kept as it was sent, but for what no database can keep', () => {
  expectField(text(10), {
    takes: ['', '  x  ', "'; drop--", '<b>', '日本語', '👨‍👩‍👧', '\u202e\n', '1234567890'],
    refuses: ['12345678901', 'a\0b', '\ud800', 'x\udc00', 5, null, undefined, ['x'], {}],
  })
  expectField(requiredText(10), { takes: ['x', ' x '], refuses: ['', '   ', '\n\t', '\u00a0'] })
  expectField(id(), { takes: ['var_1', '../etc', 'x'.repeat(128)], refuses: ['', 'x'.repeat(129), 5, null] })
})

test('quantities, counts and amounts are whole numbers within their limits, and numbers only', () => {
  const never = [-1, 0.5, 1.000001, 1e21, Number.NaN, Number.POSITIVE_INFINITY, '1', '', null, true, [1], {}, 1n]
  const values = (refuses: unknown[]) => [...refuses, ...never]
  const check = (field: z.ZodType, takes: number[], refuses: number[]) => {
    for (const value of takes) expect(field.safeParse(value).success, String(value)).toBe(true)
    for (const value of values(refuses)) expect(field.safeParse(value).success, String(value)).toBe(false)
  }
  check(quantity(), [1, 999], [0, 1000])
  check(count(), [0, 1_000_000_000], [1_000_000_001])
  check(amount(), [0, 99_999_999], [100_000_000])
})

test('a currency is an ISO 4217 code in capitals', () => {
  expectField(currency(), { takes: ['EUR', 'JPY', 'CLF'], refuses: ['eur', 'EURO', 'XAU', 'DEM', '', 'toString', 978] })
})

test('a moment has a date, a time and an offset, in years that both databases hold', () => {
  expectField(instant(), {
    takes: ['2026-06-15T12:00:00Z', '2026-06-15T12:00:00.123+02:00', '1900-01-01T00:00:00Z', '9999-12-31T23:59:59Z'],
    refuses: [
      '2026-06-15',
      '2026-06-15T12:00:00',
      '2026-02-30T12:00:00Z',
      '2026-06-15T25:00:00Z',
      '0000-01-01T00:00:00Z',
      '0001-01-01T00:00:00+14:00',
      '9999-12-31T23:59:59-14:00',
      'tomorrow',
      1_750_000_000,
    ],
  })
})

test('only http and https addresses become links', () => {
  expectField(webUrl(), {
    takes: ['https://example.com/a?b=c', 'http://localhost:3000'],
    refuses: [
      'javascript:alert(1)',
      'data:text/html,x',
      'ftp://example.com',
      '/a',
      'example.com',
      '',
      `https://${'x'.repeat(2000)}`,
    ],
  })
})

test('a handle is lowercase words joined by hyphens', () => {
  expectField(handle(), {
    takes: ['mug', 'blue-mug-2', 'tasse-grün', '日本-の', 'a_b', 'mug-', 'a--b'],
    refuses: ['', '-mug', 'Mug', 'blue mug', 'a/b', 'a.b', '%20', 'x'.repeat(201)],
  })
})
