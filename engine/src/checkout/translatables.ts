import { fewTranslatables, type Translatables } from '../catalog/index.ts'
import { findPickupPoint, pickupPointsAfter } from './pickup-records.ts'
import { shippingRates } from './records.ts'

export const checkoutTranslatables = {
  shipping_rate: fewTranslatables(async tx =>
    (await shippingRates(tx)).map(({ id, title }) => ({ key: id, id, source: { title } })),
  ),
  pickup_point: {
    keysOf: async (tx, names) => {
      const points = await Promise.all(names.map(id => findPickupPoint(tx, id)))
      return new Map(points.flatMap(point => (point ? [[point.id, point.id] as const] : [])))
    },
    page: async (tx, after, limit) => {
      const points = await pickupPointsAfter(tx, { after, limit: limit + 1 })
      const items = points.slice(0, limit).map(({ id, title }) => ({ key: id, id, source: { title } }))
      const last = points.length > limit ? items.at(-1) : undefined
      return { items, ...(last && { next: last.key }) }
    },
  },
} satisfies Partial<Translatables>
