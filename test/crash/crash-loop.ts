import { setTimeout as moment } from 'node:timers/promises'
import { guest, openEngine, system } from '@mitchweb/engine'
import { httpClient } from '@mitchweb/rest-api/client'
import { expect } from 'vitest'
import { randomFrom } from '../../bench/random.ts'
import { aProduct, furnish } from '../../engine/test/buying.ts'
import { rowsOf } from '../../engine/test/database-rows.ts'
import { expectHealthy } from '../../engine/test/healthy.ts'
import { servedShop } from './served-shop.ts'
import { type Acknowledged, type Asked, stubbornBuyers } from './stubborn-buyers.ts'

export type CrashReport = {
  readonly kills: number
  readonly seed: number
  readonly acknowledged: number
  readonly orders: number
  /** From the spawn of the process to the open shop: the first one, before any kill, and the slowest. */
  readonly firstStartMilliseconds: number
  readonly slowestStartMilliseconds: number
}

type Loop = { readonly address: string; readonly kills: number; readonly seed: number }

const stock = 1_000_000
const buyers = 6

/**
 * A shop that is served, bought from and killed, again and again. After each start every order that was acknowledged is
 * there and whole and the stock adds up; at the end nothing is stuck, and no call that was repeated has acted twice.
 */
export async function crashLoop({ address, kills, seed }: Loop): Promise<CrashReport> {
  const variantId = await furnished(address)
  const random = randomFrom(seed)
  const served = await servedShop(address)
  const starts: number[] = []
  const shop = httpClient(served.url, { attempts: 1 })
  const crowd = stubbornBuyers(buyers, { url: served.url, shop, variantId, random })
  try {
    for (let kill = 0; kill <= kills; kill++) {
      starts.push(await served.start())
      await expectWhole(address, crowd.acknowledged)
      // True at every instant, while orders are under way too.
      await expectHealthy({ address: async () => address })
      crowd.shopIsOpen()
      if (kill === kills) break
      await crowd.afterRequests(5 + random.below(100))
      await moment(random.below(20))
      crowd.shopIsGone()
      await served.kill()
    }
    await crowd.stop()
  } finally {
    await served.kill()
  }
  await expectQuietEnd(address, { asked: crowd.asked, acknowledged: crowd.acknowledged, variantId })
  const [orders] = await rowsOf(address, 'select count(*) as n from orders')
  return {
    kills,
    seed,
    acknowledged: crowd.acknowledged.length,
    orders: Number(orders?.n),
    firstStartMilliseconds: Math.round(starts[0]!),
    slowestStartMilliseconds: Math.round(Math.max(...starts)),
  }
}

async function furnished(address: string): Promise<string> {
  const engine = await openEngine({ database: address, sweepEverySeconds: 0 })
  try {
    await furnish(engine.as(system))
    return await aProduct(engine.as(system), 'mug', { stock })
  } finally {
    await engine.close()
  }
}

/** Every order that a buyer was told of is there with its lines, its money and its stock. */
async function expectWhole(address: string, acknowledged: readonly Acknowledged[]): Promise<void> {
  const rows = await rowsOf(
    address,
    `select o.id, o.checkout_id,
      (select sum(l.quantity) from order_lines l where l.order_id = o.id) as ordered,
      (select sum(p.amount) from payments p where p.reference = o.checkout_id and p.status = 'captured') as paid,
      (select sum(b.amount) from demo_bank b join payments p on p.id = b.payment_id
        where p.reference = o.checkout_id and b.status = 'captured') as charged,
      (select sum(r.quantity) from reservations r where r.reference = o.checkout_id and r.status = 'claimed') as taken
    from orders o`,
  )
  const byId = new Map(rows.map(row => [row.id, row]))
  for (const { orderId, checkoutId, quantity, total } of acknowledged) {
    const { ordered, paid, charged, taken, checkout_id } = byId.get(orderId) ?? {}
    expect({
      orderId,
      checkout_id,
      ordered: Number(ordered),
      paid: Number(paid),
      charged: Number(charged),
      taken: Number(taken),
    }).toEqual({ orderId, checkout_id: checkoutId, ordered: quantity, paid: total, charged: total, taken: quantity })
  }
}

type End = {
  readonly asked: readonly Asked[]
  readonly acknowledged: readonly Acknowledged[]
  readonly variantId: string
}

async function expectQuietEnd(address: string, { asked, acknowledged, variantId }: End): Promise<void> {
  let later = 0
  const engine = await openEngine({
    database: address,
    sweepEverySeconds: 0,
    clock: () => new Date(Date.now() + later),
  })
  try {
    // Long enough for every payment to be asked for and every checkout to expire.
    for (const hour of [0, 1, 2, 12, 24, 25, 26]) {
      later = hour * 3_600_000
      for (let rounds = 0; rounds < 20; rounds++) {
        later += 60_000
        const { payments, refunds, checkouts } = await engine.sweep()
        if (payments + refunds + checkouts === 0) break
      }
    }
    await expectWhole(address, acknowledged)
    await expectHealthy({ address: async () => address }, new Date(Date.now() + later))
    const unfinished = await rowsOf(
      address,
      `select id from payments where status in ('pending', 'held') union all select id from refunds where status = 'pending'
        union all select id from checkouts where status = 'complete_in_progress'
        union all select id from reservations where status = 'held'`,
    )
    expect(unfinished).toEqual([])
    // The bank holds exactly what the orders cost, each once.
    const money = await rowsOf(
      address,
      `select p.reference, count(*) as charges, (select count(*) from orders o where o.checkout_id = p.reference) as orders
        from demo_bank b join payments p on p.id = b.payment_id where b.status = 'captured'
        group by p.reference having count(*) <> 1 or (select count(*) from orders o where o.checkout_id = p.reference) <> 1`,
    )
    expect(money).toEqual([])
    const free = await rowsOf(
      address,
      `select id from orders o where not exists (select 1 from demo_bank b join payments p on p.id = b.payment_id
        where p.reference = o.checkout_id and b.status = 'captured')`,
    )
    expect(free).toEqual([])
    const [sold] = await rowsOf(address, 'select coalesce(sum(quantity), 0) as n from order_lines')
    const { stock: shelf } = await engine.as(system).getStock({ variant_ids: [variantId] })
    expect(shelf).toMatchObject([{ on_hand: stock - Number(sold?.n), reserved: 0 }])
    await expectOneOrderEach(address, engine.as(guest), asked)
  } finally {
    await engine.close()
  }
}

/** Each payment once more with its key: the answer names the order that there is, and no other comes of it. */
async function expectOneOrderEach(
  address: string,
  shop: ReturnType<Awaited<ReturnType<typeof openEngine>>['as']>,
  asked: readonly Asked[],
): Promise<void> {
  const ordersBy = async () => {
    const rows = await rowsOf(address, 'select id, checkout_id from orders')
    return new Map(rows.map(({ id, checkout_id }) => [checkout_id, id]))
  }
  const before = await ordersBy()
  for (const { input, idempotencyKey } of asked) {
    const repeated = await shop.completeCheckout(input, { idempotencyKey }).catch(() => undefined)
    expect(repeated?.order?.id).toBe(before.get(input.id))
  }
  expect(await ordersBy()).toEqual(before)
}
