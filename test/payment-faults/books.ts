import { rowsOf } from '../../engine/test/database-rows.ts'
import type { Bank } from '../stripe-stand-in/bank.ts'

export type Violations = {
  /** Checkouts for which more than one charge was kept. */
  readonly doubleCharges: readonly string[]
  /** Money that was kept though no order stands for it. */
  readonly chargesWithoutOrder: readonly string[]
  /** Orders that stand though the money kept for them is not their total. */
  readonly ordersWithoutMoney: readonly string[]
  /** Payments, refunds, messages, holds, calls and authorisations that nobody finishes. */
  readonly stuck: readonly string[]
  /** Variants whose counts are not what was received less what was sold. */
  readonly stock: readonly string[]
}

export type Counts = { readonly orders: number; readonly charges: number; readonly refunds: number }

/** Compares the shop's rows with Stripe's books, as somebody from outside does: neither is asked what it thinks. */
export async function compareBooks(
  address: string,
  bank: Bank,
  received: ReadonlyMap<string, number>,
): Promise<{ violations: Violations; counts: Counts }> {
  const ask = (query: string) => rowsOf(address, query)
  const payments = await ask('select id, reference, status from payments')
  const orders = await ask('select id, checkout_id, totals, canceled_at from orders')
  const checkoutOf = new Map(payments.map(row => [String(row.id), String(row.reference)]))

  const keptFor = new Map<string, number[]>()
  const nobodys: string[] = []
  for (const { id, metadata, charge } of bank.books.intents.values()) {
    const kept = charge ? charge.captured - charge.refunded : 0
    if (kept === 0) continue
    const checkout = checkoutOf.get(metadata.mitchweb_payment ?? '')
    if (checkout === undefined) nobodys.push(id)
    else keptFor.set(checkout, [...(keptFor.get(checkout) ?? []), kept])
  }
  const standing = new Map(
    orders.filter(row => row.canceled_at === null).map(row => [String(row.checkout_id), totalIn(row.totals)]),
  )
  const sumFor = (checkout: string) => (keptFor.get(checkout) ?? []).reduce((sum, kept) => sum + kept, 0)

  const held = await ask(`select id from reservations where status = 'held'`)
  const unfinished = [
    ...payments.filter(row => row.status === 'pending').map(row => `payment ${row.id}`),
    ...(await ask(`select id from refunds where status = 'pending'`)).map(row => `refund ${row.id}`),
    ...(await ask('select id from provider_events where next_check_at is not null')).map(row => `message ${row.id}`),
    ...(await ask(`select id from checkouts where status = 'complete_in_progress'`)).map(row => `checkout ${row.id}`),
    ...(await ask(`select reference from idempotency where state <> 'done'`)).map(row => `call for ${row.reference}`),
    ...held.map(row => `hold ${row.id}`),
    ...[...bank.books.intents.values()]
      .filter(({ status }) => status === 'requires_capture')
      .map(({ id }) => `authorisation ${id}`),
  ]
  const counts = await ask('select variant_id, on_hand, reserved from stock')
  const sold = await ask(
    "select variant_id, quantity from reservations r join orders o on o.checkout_id = r.reference where r.status = 'claimed' and o.canceled_at is null",
  )
  const wrongCounts = [...received].filter(([variant, units]) => {
    const here = counts.filter(row => row.variant_id === variant)
    const gone = sold.filter(row => row.variant_id === variant).reduce((sum, row) => sum + Number(row.quantity), 0)
    const onHand = here.reduce((sum, row) => sum + Number(row.on_hand), 0)
    return onHand + gone !== units || here.some(row => Number(row.reserved) !== 0)
  })

  return {
    violations: {
      doubleCharges: [...keptFor].filter(([, kept]) => kept.length > 1).map(([checkout]) => checkout),
      chargesWithoutOrder: [...nobodys, ...[...keptFor.keys()].filter(checkout => !standing.has(checkout))],
      ordersWithoutMoney: [...standing].filter(([checkout, total]) => sumFor(checkout) !== total).map(([id]) => id),
      stuck: unfinished,
      stock: wrongCounts.map(([variant]) => variant),
    },
    counts: {
      orders: orders.length,
      charges: bank.charges().filter(({ captured }) => captured > 0).length,
      refunds: bank.books.refunds.size,
    },
  }
}

function totalIn(totals: unknown): number {
  const list = (typeof totals === 'string' ? JSON.parse(totals) : totals) as { type: string; amount: number }[]
  return list.find(({ type }) => type === 'total')?.amount ?? Number.NaN
}
