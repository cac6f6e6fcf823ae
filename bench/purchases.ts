import { randomUUID } from 'node:crypto'
import type { Shop } from '@mitchweb/engine/contract'
import type { GeneratedShop } from './generated-shop.ts'

export type Purchases = { readonly ordersPerSecond: number; readonly callsPerSecond: number; readonly p50: number }

const callsEach = 3

/** What a purchase needs to know of the shop. */
type Goods = Pick<GeneratedShop, 'variantId' | 'shippingRateId'>

/** So many buyers at once, each buying again and again as an agent does: create, update, complete. */
export async function purchases(
  shop: Shop,
  goods: Goods,
  { buyers, seconds }: { readonly buyers: number; readonly seconds: number },
): Promise<Purchases> {
  const times: number[] = []
  const start = performance.now()
  const end = start + seconds * 1000
  const buy = async () => {
    while (performance.now() < end) {
      const began = performance.now()
      await purchase(shop, goods)
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: buyers }, buy))
  const perSecond = times.length / ((performance.now() - start) / 1000)
  times.sort((a, b) => a - b)
  return {
    ordersPerSecond: perSecond,
    callsPerSecond: perSecond * callsEach,
    p50: (times[Math.floor(times.length / 2)] ?? 0) / callsEach,
  }
}

async function purchase(shop: Shop, { variantId, shippingRateId }: Goods): Promise<void> {
  const buyer = { email: `${randomUUID()}@example.com` }
  const { id } = await shop.createCheckout({
    checkout: {
      line_items: [{ item: { id: variantId }, quantity: 2 }],
      buyer,
      fulfillment: { methods: [{ type: 'shipping', destinations: [address] }] },
    },
  })
  const ready = await shop.updateCheckout({
    id,
    checkout: {
      buyer,
      fulfillment: {
        methods: [{ destinations: [address], groups: [{ selected_option_id: shippingRateId }] }],
      },
    },
  })
  const done = await shop.completeCheckout(
    { id, checkout: { payment }, expected_total: ready.totals.find(({ type }) => type === 'total')!.amount },
    { idempotencyKey: randomUUID() },
  )
  if (done.status !== 'completed') throw new Error(`A purchase ended ${done.status}: ${JSON.stringify(done.messages)}`)
}

const address = {
  street_address: 'Lindenstr. 1',
  address_locality: 'Berlin',
  postal_code: '10969',
  address_country: 'DE',
}

const payment = {
  instruments: [{ id: 'card', handler_id: 'demo', type: 'demo', credential: { type: 'token', token: 'success' } }],
}
