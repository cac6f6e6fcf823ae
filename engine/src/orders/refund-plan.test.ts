import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Adjustment, OrderLine } from './order.ts'
import { dealParts, planRefund, type RefundPlan } from './refund-plan.ts'

const totals = (amount: number) => [{ type: 'total' as const, amount }]

const line = (id: string, units: number, paid: number): OrderLine => ({
  id,
  variantId: `var_${id}`,
  sku: null,
  title: id,
  imageUrl: null,
  unitAmount: 0,
  originalQuantity: units,
  quantity: units,
  totals: totals(paid),
})

const orderOf = (lines: readonly OrderLine[], paid: number, adjustments: readonly Adjustment[] = []) => ({
  number: 1001,
  currency: 'EUR',
  totals: totals(paid),
  lines,
  adjustments,
})

const adjustmentOf = (
  { lines, parts, amount }: RefundPlan,
  status: Adjustment['status'] = 'completed',
): Adjustment => ({
  id: 'adj',
  type: 'refund',
  occurredAt: '2026-03-02T10:00:00Z',
  status,
  lines: lines.map(({ id, quantity }) => ({ id, quantity: -quantity })),
  parts,
  amount: -amount,
})

const anyLines = fc.array(fc.record({ units: fc.integer({ min: 1, max: 9 }), paid: fc.nat(100_000) }), {
  minLength: 1,
  maxLength: 5,
})

describe('A refund by lines', () => {
  test('takes equal shares of what was paid, and the last one what is left', () => {
    const order = orderOf([line('a', 3, 1000)], 1000)
    const first = planRefund(order, { lines: [{ id: 'a', quantity: 1 }] }, 1000)
    const after = orderOf(order.lines, 1000, [adjustmentOf(first)])
    expect([
      first.amount,
      planRefund(after, { lines: [{ id: 'a', quantity: 2 }] }, 1000 - first.amount).amount,
    ]).toEqual([333, 667])
  })

  test('in any parts and any order, some refused on the way, sums to just what was paid', () => {
    fc.assert(
      fc.property(
        anyLines,
        fc.nat(2000),
        fc.array(fc.record({ which: fc.nat(), units: fc.integer({ min: 1, max: 3 }), isRefused: fc.boolean() }), {
          maxLength: 30,
        }),
        (given, delivery, steps) => {
          const lines = given.map(({ units, paid }, index) => line(`l${index}`, units, paid))
          const paid = given.reduce((sum, part) => sum + part.paid, delivery)
          fc.pre(paid > 0)
          const adjustments: Adjustment[] = []
          const units = new Map(lines.map(({ id, originalQuantity }) => [id, originalQuantity]))
          let left = paid
          for (const { which, units: wanted, isRefused } of steps) {
            const { id } = lines[which % lines.length]!
            const quantity = Math.min(wanted, units.get(id)!)
            if (quantity === 0 || left === 0) continue
            let plan: RefundPlan
            try {
              plan = planRefund(orderOf(lines, paid, adjustments), { lines: [{ id, quantity }] }, left)
            } catch {
              continue
            }
            expect(plan.amount).toBeLessThanOrEqual(left)
            adjustments.push(adjustmentOf(plan, isRefused ? 'failed' : 'completed'))
            if (isRefused) continue
            left -= plan.amount
            units.set(id, units.get(id)! - quantity)
          }
          if (left === 0) return
          const rest = planRefund(orderOf(lines, paid, adjustments), {}, left)
          expect(rest.amount).toBe(left)
          expect(rest.parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(left)
          adjustments.push(adjustmentOf(rest))
          for (const { id, totals: own } of lines) {
            const back = adjustments
              .filter(({ status }) => status !== 'failed')
              .flatMap(({ parts = [] }) => parts)
              .filter(part => part.lineId === id)
            expect(back.reduce((sum, { amount }) => sum + amount, 0)).toBe(own[0]!.amount)
          }
          expect(() => planRefund(orderOf(lines, paid, adjustments), {}, 0)).toThrow('Nothing')
        },
      ),
      { numRuns: 2000 },
    )
  })

  test('is dealt to the payments in their order, each part told what it is for', () => {
    const parts = [
      { lineId: 'a', amount: 600 },
      { lineId: null, amount: 400 },
    ]
    expect(dealParts(parts, [700, 300])).toEqual([
      [
        { lineId: 'a', amount: 600 },
        { lineId: null, amount: 100 },
      ],
      [{ lineId: null, amount: 300 }],
    ])
  })
})
