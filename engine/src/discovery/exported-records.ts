import { pathsOfCategories } from '../catalog/index.ts'
import type { RecordKind } from '../storage/record-kind.ts'
import { listPins } from './pins.ts'
import { listSynonyms } from './save-synonyms.ts'

const pageSize = 50

/** Lists of categories that are gone stay behind. */
export const pinRecords: RecordKind = {
  type: 'pins',
  operation: 'pin_results',
  page: async (tx, { cursor }) => {
    const { pins, pagination } = await listPins(tx, { pagination: { limit: pageSize, ...(cursor && { cursor }) } })
    const paths = await pathsOfCategories(
      tx,
      pins.flatMap(({ list }) => list.category ?? []),
    )
    const ids = (products: readonly { readonly id: string }[]) => products.map(({ id }) => id)
    const records = pins.flatMap(({ list, pinned, buried }) => {
      const category = list.category === undefined ? undefined : paths.get(list.category)
      if (list.category !== undefined && category === undefined) return []
      return [{ list: category === undefined ? list : { category }, pinned: ids(pinned), buried: ids(buried) }]
    })
    return { records, ...(pagination.cursor !== undefined && { cursor: pagination.cursor }) }
  },
}

export const synonymRecords: RecordKind = {
  type: 'synonyms',
  operation: 'save_synonyms',
  page: async (tx, { cursor }) => {
    const page = await listSynonyms(tx, { pagination: { limit: pageSize, ...(cursor && { cursor }) } })
    const records = page.synonyms.map(one => ({ synonyms: [one] }))
    return { records, ...(page.pagination.cursor !== undefined && { cursor: page.pagination.cursor }) }
  },
}
