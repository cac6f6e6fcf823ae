import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { money } from '../shared/money.ts'
import { covering, type Mandate, outside } from './mandate.ts'

const now = new Date('2026-06-01T12:00:00Z')
const later = new Date('2026-07-01T12:00:00Z')

const aMandate = (part: Partial<Mandate> = {}): Mandate => ({
  id: 'mdt_1',
  customerId: 'ann',
  agentId: 'claude',
  currency: 'EUR',
  totalMinor: 10_000,
  usedMinor: 0,
  perOrderMinor: null,
  askAboveMinor: null,
  categoryIds: null,
  paymentMethodId: null,
  createdAt: now,
  expiresAt: later,
  revokedAt: null,
  ...part,
})

const buying = (amount: number, lines: string[][] = [['mugs']], currency = 'EUR') => ({
  amount: money(amount, currency),
  lines,
})

describe('a mandate', () => {
  test('covers what is within all of its limits, to the last cent', () => {
    const mandate = aMandate({ usedMinor: 4000, perOrderMinor: 6000, askAboveMinor: 6000 })
    expect(outside(mandate, buying(6000), now)).toBeUndefined()
  })

  test.each([
    ['above what is left of its budget', { usedMinor: 4001 }, buying(6000), 'above_budget'],
    ['above what one order may cost', { perOrderMinor: 5999 }, buying(6000), 'above_order'],
    ['above what the person wants to be asked about', { askAboveMinor: 5999 }, buying(6000), 'above_ask'],
    ['in another currency', {}, buying(6000, [['mugs']], 'USD'), 'other_currency'],
    ['with a line of another category', { categoryIds: ['mugs'] }, buying(1, [['mugs'], ['pans']]), 'other_category'],
    ['once it was revoked', { revokedAt: now }, buying(1), 'ended'],
    ['from the moment of its end on', { expiresAt: now }, buying(1), 'ended'],
  ] as const)('does not cover a purchase %s', (_, part, purchase, reason) => {
    expect(outside(aMandate(part), purchase as ReturnType<typeof buying>, now)).toBe(reason)
  })

  test('covers a category with everything below it', () => {
    expect(outside(aMandate({ categoryIds: ['kitchen'] }), buying(1, [['kitchen', 'mugs']]), now)).toBeUndefined()
  })
})

test('of several mandates the one that ends first pays, and where none does the nearest says why', () => {
  const [soon, late] = [aMandate({ id: 'mdt_2' }), aMandate({ id: 'mdt_1', expiresAt: new Date('2027-01-01') })]
  expect(covering([late, soon], buying(100), now)).toEqual({ mandate: soon })
  const spent = aMandate({ id: 'mdt_3', usedMinor: 10_000 })
  expect(covering([spent, late], buying(100), now)).toEqual({ mandate: late })
  expect(covering([spent, { ...late, askAboveMinor: 50 }], buying(100), now)).toEqual({ outside: 'above_ask' })
  expect(covering([], buying(100), now)).toBeUndefined()
})

test('whatever is covered leaves no budget below zero', () => {
  const mandates = fc.array(
    fc.record({ totalMinor: fc.nat(1000), usedMinor: fc.nat(1000), perOrderMinor: fc.option(fc.nat(1000)) }),
  )
  fc.assert(
    fc.property(mandates, fc.nat(1000), (parts, amount) => {
      const known = parts.map((part, index) => aMandate({ ...part, id: `mdt_${index}` }))
      const found = covering(known, buying(amount), now)
      if (!found || !('mandate' in found)) return
      expect(found.mandate.usedMinor + amount).toBeLessThanOrEqual(found.mandate.totalMinor)
      expect(amount).toBeLessThanOrEqual(found.mandate.perOrderMinor ?? amount)
    }),
  )
})
