import type { InputOf } from '../contract.ts'

/** What the house does besides filling its shelves. Variants are named by sku, products by handle. */

export const demoLocations: readonly InputOf<'save_location'>['location'][] = [
  { id: 'loc_main', title: 'Oakmere workshop, Berlin', time_zone: 'Europe/Berlin' },
  { title: 'Oakmere shop, Hamburg', time_zone: 'Europe/Berlin', allows_pickup: true, priority: 20 },
]

/** Units in the Hamburg shop; one of each is kept back for people at the counter. */
export const shopStock = { skus: ['TRN-MUG-CHA-250', 'EMB-PAN-24'], units: 6, safety: 1 }

/** On its way from Berlin to Hamburg. */
export const demoTransfer = { sku: 'TRN-MUG-CHA-250', quantity: 4, note: 'For the window in Hamburg' }

/** Sold before the kiln is opened. */
export const demoPreorder = { sku: 'TRN-TAL', limit: 12, inDays: 28 }

/** Sold while the next delivery is on its way. */
export const demoBackorder = { sku: 'PTR-UMB-RUS', leadDays: 14, limit: 20 }

export const demoBundle = {
  sku: 'OAK-TFT',
  parts: [
    { sku: 'TRN-TPT-MOS-07', quantity: 1 },
    { sku: 'TRN-MUG-CHA-250', quantity: 2 },
    { sku: 'OAK-TEA', quantity: 1 },
  ],
}

/** Links to the earlier name still find it. */
export const demoRenamed = { from: 'shopping-bag', to: 'market-tote' }

export const demoCollections: readonly InputOf<'save_collection'>['collection'][] = [
  {
    handle: 'slow-morning',
    title: 'Slow Morning',
    description: { plain: 'Everything for a breakfast that takes its time, chosen by hand.' },
    products: ['tarn-mug', 'lake-teapot', 'tarn-breakfast-bowl', 'house-blend-coffee', 'linen-napkins'],
  },
  {
    handle: 'little-gifts',
    title: 'Little Gifts',
    description: { plain: 'What is marked as a gift and costs less than thirty euros.' },
    rule: {
      match: 'all',
      conditions: [
        { field: 'tag', relation: 'equals', value: 'gift' },
        { field: 'price', currency: 'EUR', max: 3000 },
      ],
    },
  },
]

/** For cafés and offices that buy often, cheaper by the dozen. */
export const demoTradeList = { group: 'trade', title: 'Trade prices', sku: 'TRN-MUG-CHA-250', one: 1600, dozen: 1450 }

/** No blades and no food go overseas. */
export const demoMarket: InputOf<'save_market'>['market'] = {
  title: 'Overseas',
  countries: ['US', 'CA', 'AU'],
  currency: 'USD',
  without: { products: ['chefs-knife', 'bread-knife'], categories: ['Pantry'] },
}

export const demoGiftCard = { amount: 5000, currency: 'EUR' }

export const demoSynonyms: InputOf<'save_synonyms'>['synonyms'] = [
  { words: ['blanket', 'throw', 'plaid'] },
  { words: ['beaker', 'cup', 'mug'] },
  { words: ['brolly'], means: ['umbrella'] },
]

export const demoPins: readonly InputOf<'pin_results'>[] = [{ list: { query: 'gift' }, pinned: ['beeswax-candles'] }]
