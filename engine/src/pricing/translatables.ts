import { fewTranslatables, type Translatables } from '../catalog/index.ts'
import { storeSettings } from './records.ts'
import { tables } from './tables.ts'

/** Of the shop itself there is one. */
export const storeKey = 'store'

export const pricingTranslatables = {
  store: fewTranslatables(async tx => {
    const { description } = await storeSettings(tx)
    return [{ key: storeKey, id: storeKey, source: description ? { description } : {} }]
  }),
  promotion: fewTranslatables(async tx => {
    const { id, code, title } = tables(tx).promotions
    const rows = await tx.db.select({ id, code, title }).from(tables(tx).promotions)
    return rows.map(row => ({
      key: row.id,
      id: row.id,
      source: { title: row.title },
      names: row.code === null ? [] : [row.code],
    }))
  }),
  tax_rate: fewTranslatables(async tx => {
    const { id, title } = tables(tx).taxRates
    const rows = await tx.db.select({ id, title }).from(tables(tx).taxRates)
    return rows.map(row => ({ key: row.id, id: row.id, source: { title: row.title } }))
  }),
} satisfies Partial<Translatables>
