import { expect } from 'vitest'
import { rowsOfEach } from './database-rows.ts'
import type { TestDatabase } from './databases.ts'

/** What is on every card, in the order of their ids, and what its ledger sums to. */
export async function cardBooks(database: Pick<TestDatabase, 'address'>) {
  const { cards, entries } = await rowsOfEach(await database.address(), {
    cards: 'select id, balance from gift_cards order by id',
    entries: 'select gift_card_id, amount from gift_card_entries',
  })
  return cards.map(({ id, balance }) => ({
    balance: Number(balance),
    ledger: sumOf(entries.filter(entry => entry.gift_card_id === id)),
  }))
}

/**
 * All the shop's money at rest: what went from the cards and from the demo bank, less what came back, is what the orders
 * that stand are worth, less what was refunded of them; no card is below zero or differs from its ledger; nothing is held
 * and nothing is on its way.
 */
export async function expectBooksToBalance(database: Pick<TestDatabase, 'address'>): Promise<void> {
  const { entries, bank, orders, unfinished, refunds, partly } = await rowsOfEach(await database.address(), {
    entries: `select amount from gift_card_entries where reason <> 'issued'`,
    bank: `select amount, refunds from demo_bank where status = 'captured'`,
    orders: 'select totals, payments, canceled_at from orders',
    unfinished: `select id from payments where status in ('held', 'pending')`,
    refunds: `select id from refunds where status = 'pending'`,
    partly: `select r.amount from refunds r join order_adjustments a on a.refund_id = r.id join orders o on o.id = a.order_id
      where r.status = 'succeeded' and o.canceled_at is null`,
  })
  for (const { balance, ledger } of await cardBooks(database)) {
    expect(balance).toBeGreaterThanOrEqual(0)
    expect(balance).toBe(ledger)
  }
  const fromBank = sumOf(bank) - bank.flatMap(row => Object.values(parsed(row.refunds))).reduce(plus, 0)
  const standing = orders.filter(order => order.canceled_at === null)
  expect({ taken: fromBank - sumOf(entries), unfinished, refunds }).toEqual({
    taken: standing.map(order => totalIn(parsed(order.totals))).reduce(plus, 0) - sumOf(partly),
    unfinished: [],
    refunds: [],
  })
  for (const { totals, payments } of orders) {
    const paid = (parsed(payments ?? []) as { amount: number }[]).map(({ amount }) => amount).reduce(plus, 0)
    expect(paid).toBe(totalIn(parsed(totals)))
  }
}

/** SQLite keeps JSON as text, PostgreSQL as what it says. */
const parsed = (value: unknown): object => (typeof value === 'string' ? JSON.parse(value) : (value as object))

const totalIn = (totals: object): number =>
  (totals as { type: string; amount: number }[]).find(({ type }) => type === 'total')?.amount ?? Number.NaN

const plus = (sum: number, amount: number): number => sum + amount

const sumOf = (rows: readonly Readonly<Record<string, unknown>>[]): number =>
  rows.map(({ amount }) => Number(amount)).reduce(plus, 0)
