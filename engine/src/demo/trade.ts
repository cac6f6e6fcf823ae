import type { InputOf } from '../contract.ts'
import { demoTradeGroup, inBoth } from './settings.ts'

/** What the house does besides filling its shelves. Variants are named by sku, products by handle. */

const timeZone = 'Europe/Berlin'

const hamburg = {
  street_address: 'Lange Reihe 12',
  postal_code: '20099',
  address_locality: 'Hamburg',
  address_country: 'DE',
}

export const demoLocations: readonly InputOf<'save_location'>['location'][] = [
  { id: 'loc_main', title: 'Oakmere workshop, Berlin', time_zone: timeZone },
  { title: 'Oakmere shop, Hamburg', address: hamburg, time_zone: timeZone, allows_pickup: true, priority: 20 },
]

const weekday = [{ from: '10:00', to: '19:00' }]

/** The counter in Hamburg hands out what lies there. */
export const demoPickupPoint: InputOf<'save_pickup_point'>['pickup_point'] = {
  title: 'Oakmere shop, Hamburg',
  address: hamburg,
  time_zone: timeZone,
  hours: { tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: [{ from: '10:00', to: '16:00' }] },
  exceptions: ['2026-12-24', '2026-12-25', '2026-12-26', '2027-01-01'].map(date => ({ date, hours: [] })),
  ready_after_minutes: 120,
}

/** Units as they were counted in the Hamburg shop; one of each is kept back for people at the counter. */
export const shopStock = { skus: ['TRN-MUG-CHA-250', 'EMB-PAN-24', 'TRN-BUD-CHA'], units: 6, safety: 1 }

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

/** Cheaper by the dozen. */
export const demoTradeList = {
  group: demoTradeGroup,
  title: 'Trade prices',
  sku: 'TRN-MUG-CHA-250',
  one: inBoth(1600, 1740),
  dozen: inBoth(1450, 1580),
}

/** No blades and no food go overseas. */
export const demoMarket: InputOf<'save_market'>['market'] = {
  title: 'Overseas',
  countries: ['US', 'CA', 'AU'],
  currency: 'USD',
  without: { products: ['chefs-knife', 'bread-knife'], categories: ['Pantry'] },
}

/** A café that belongs to the trade and has money to spend in the shop; an embassy that pays no tax. */
export const demoCustomers = { cafe: 'cus_demo_cafe', embassy: 'cus_demo_embassy' }
export const demoStoreCredits = inBoth(2500, 2800).map(money => ({ ...money, customer_id: demoCustomers.cafe }))
export const demoTaxExemption = { customer_id: demoCustomers.embassy, country: 'DE', certificate: 'Verbal note 17' }

/** Cheaper for the first weeks of the shop, for everybody. */
export const demoOpeningList = { title: 'Opening weeks', sku: 'KSL-OIL', amounts: inBoth(1900, 1990), days: 21 }

export const demoGiftCards = inBoth(5000, 5500)

export const demoSynonyms: InputOf<'save_synonyms'>['synonyms'] = [
  { words: ['blanket', 'throw', 'plaid'] },
  { words: ['beaker', 'cup', 'mug'] },
  { words: ['brolly'], means: ['umbrella'] },
  { words: ['decke', 'plaid'] },
  { words: ['haferl'], means: ['becher'] },
]

export const demoPins: readonly InputOf<'pin_results'>[] = ['gift', 'geschenk'].map(query => ({
  list: { query },
  pinned: ['beeswax-candles'],
  buried: ['gift-wrapping'],
}))

/** By handle, the accessories first. */
export const demoRelated: readonly InputOf<'save_related_products'>[] = [
  related('pour-over-dripper', { accessory: ['gooseneck-kettle', 'coffee-carafe'], alternative: ['hand-grinder'] }),
  related('lake-teapot', { accessory: ['evening-tea', 'tarn-mug'], upsell: ['tea-for-two'] }),
  related('house-blend-coffee', { accessory: ['hand-grinder', 'pour-over-dripper'] }),
  related('fountain-pen', { accessory: ['bottled-ink', 'cloth-journal'] }),
  related('cast-iron-pan', { upsell: ['enamelled-casserole'], alternative: ['saucepan'] }),
  related('bread-knife', { accessory: ['end-grain-board', 'bread-bag'], alternative: ['chefs-knife'] }),
  related('day-backpack', { accessory: ['insulated-bottle', 'lunch-box'], upsell: ['weekender'] }),
  related('tarn-dinner-plate', { accessory: ['harbour-cutlery', 'linen-napkins'] }),
]

type RelationKind = InputOf<'save_related_products'>['related'][number]['kind']

function related(product: string, handles: { readonly [K in RelationKind]?: readonly string[] }) {
  const kinds = Object.entries(handles) as [RelationKind, readonly string[]][]
  return { product, related: kinds.flatMap(([kind, products]) => products.map(other => ({ kind, product: other }))) }
}
