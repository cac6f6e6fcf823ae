import { fewTranslatables, type Translatables } from '../catalog/index.ts'
import { shippingRates } from './records.ts'

export const checkoutTranslatables = {
  shipping_rate: fewTranslatables(async tx =>
    (await shippingRates(tx)).map(({ id, title }) => ({ key: id, id, source: { title } })),
  ),
} satisfies Partial<Translatables>
