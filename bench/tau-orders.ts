import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ImportedProduct } from '@mitchweb/engine/contract'
import type { PastOrder, PastShop } from './shopping-habits.ts'

const file = join(import.meta.dirname, '../../shared/data/tau-retail/store.json.gz')

type Store = {
  readonly currency: string
  readonly customers: readonly { readonly id: string; readonly orderIds: readonly string[] }[]
  readonly products: readonly {
    readonly id: string
    readonly title: string
    readonly variants: readonly {
      readonly id: string
      readonly options: Readonly<Record<string, string>>
      readonly available: boolean
      readonly priceMinor: number
    }[]
  }[]
  readonly orders: readonly {
    readonly id: string
    readonly status: string
    readonly items: readonly { readonly productId: string }[]
  }[]
}

/**
 * The products of a shop and its orders that were not cancelled; undefined where the shared folder is absent. The orders
 * have no dates but their turn among those of their customer: so the first ones of all customers were placed in one hour,
 * the second ones in the next, and time itself tells nothing.
 */
export function tauShop(): PastShop | undefined {
  if (!existsSync(file)) return undefined
  const store: Store = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'))
  const orders = new Map(store.orders.map(order => [order.id, order]))
  const placed = store.customers.flatMap(({ id, orderIds }, customer) =>
    orderIds
      .flatMap(orderId => orders.get(orderId) ?? [])
      .filter(({ status }) => status !== 'cancelled')
      .map(
        ({ id: orderId, items }, turn): PastOrder => ({
          id: orderId,
          customerId: id,
          placedAt: new Date(Date.UTC(2026, 0, 1, turn, 0, customer)),
          handles: [...new Set(items.map(({ productId }) => productId))],
        }),
      ),
  )
  return {
    products: store.products.map(product => importedFrom(product, store.currency)),
    orders: placed.sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime()),
  }
}

const importedFrom = ({ id, title, variants }: Store['products'][number], currency: string): ImportedProduct => ({
  handle: id,
  title,
  variants: variants.map(({ id: sku, options, available, priceMinor }) => ({
    sku,
    options: Object.entries(options).map(([name, label]) => ({ name, label })),
    prices: [{ currency, amount: priceMinor }],
    stock: { on_hand: available ? 100 : 0, tracked: true, backorder: false },
  })),
})
