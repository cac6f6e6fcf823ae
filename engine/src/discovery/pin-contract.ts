import { z } from 'zod'
import { requiredText, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'
import { pageInfo, pageRequest } from '../shared/page-schema.ts'

/** The list that products are pinned in: a query, or what a category or collection shows without one. */
const pinnedList = z
  .strictObject({
    query: requiredText(1000).optional().describe('Also found by the same words in other letter case'),
    category: requiredText(500).optional().describe('Path or handle'),
    collection: requiredText(200).optional().describe('Id or handle'),
  })
  .refine(list => Object.keys(list).length === 1, 'names one of query, category and collection')

const pinnedProduct = z.strictObject({ id: z.string(), handle: z.string(), title: z.string() })
const pinsView = z.strictObject({
  list: z.strictObject({
    query: z.string().optional(),
    category: z.string().optional(),
    collection: z.string().optional(),
  }),
  pinned: z.array(pinnedProduct),
  buried: z.array(pinnedProduct),
})
export type PinsView = z.infer<typeof pinsView>

const pinnable = z.array(text(200).min(1)).max(50)

export const pinResults = operation({
  name: 'pin_results',
  title: 'Pin results',
  summary:
    'Puts products first in a list, in this order, or last. Replaces what was pinned and buried there; with neither, the list is as it was.',
  effect: 'write',
  scope: 'catalog:write',
  input: z.strictObject({
    list: pinnedList,
    pinned: pinnable.optional().describe('Product ids or handles; shown first wherever the filters let them'),
    buried: pinnable.optional().describe('Product ids or handles; shown last where they are found'),
  }),
  output: pinsView,
  errors: ['invalid_input', 'not_found'],
})

export const listPins = operation({
  name: 'list_pins',
  title: 'List pins',
  summary: 'The lists in which products are pinned or buried.',
  effect: 'read',
  scope: 'catalog:write',
  input: z.strictObject({ pagination: pageRequest.optional() }),
  output: z.strictObject({ pins: z.array(pinsView), pagination: pageInfo }),
  errors: ['invalid_cursor'],
})
