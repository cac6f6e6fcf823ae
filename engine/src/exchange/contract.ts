import { z } from 'zod'
import { country, currency, text } from '../shared/fields.ts'
import { operation } from '../shared/operation.ts'

/** In the order in which a shop is put together: what comes later may name what came before. */
export const recordTypes = [
  'store',
  'location',
  'customer_group',
  'tax_rate',
  'policy',
  'product',
  'stock',
  'stock_policy',
  'transfer',
  'bundle',
  'related_products',
  'collection',
  'pins',
  'synonyms',
  'market',
  'price_list',
  'promotion',
  'shipping_rate',
  'pickup_point',
  'tax_exemption',
  'translation',
  'customer',
  'order',
] as const
export type RecordType = (typeof recordTypes)[number]

export const exportRecords = operation({
  name: 'export_records',
  title: 'Export records',
  summary: 'The shop’s records of one type, a page at a time, each as the input of the operation that saves it again.',
  effect: 'read',
  scope: 'exchange:export',
  input: z.strictObject({
    type: z.enum(recordTypes),
    cursor: z.string().max(2000).optional(),
    limit: z.int().min(1).max(200).optional().describe('Page size, 50 unless told'),
  }),
  output: z.strictObject({
    operation: z.string().optional().describe('Takes each record as its input; absent for what only goes out'),
    records: z.array(z.record(z.string(), z.unknown())),
    cursor: z.string().optional().describe('Where to go on; absent on the last page'),
  }),
  errors: ['invalid_cursor'],
})

export const readFeed = operation({
  name: 'read_feed',
  title: 'Read feed',
  summary: 'What can be bought in a country now, as items of Google’s product feed, a page at a time.',
  effect: 'read',
  scope: 'catalog:read',
  input: z.strictObject({
    country: country(),
    currency: currency().optional().describe('The country’s own unless told'),
    language: text(35).optional(),
    cursor: z.string().max(2000).optional(),
  }),
  output: z.strictObject({
    head: z.string().optional().describe('On the first page: what comes before all items'),
    items: z.string().describe('XML'),
    count: z.int(),
    end: z.string().optional().describe('On the last page: what comes after all items'),
    cursor: z.string().optional().describe('Where to go on; absent on the last page'),
  }),
  errors: ['invalid_cursor', 'currency_unavailable'],
})

export const exchangeOperations = [exportRecords, readFeed] as const
