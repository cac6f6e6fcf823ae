import type { ShippingRateDraft } from '../checkout/contract.ts'
import type { PromotionDraft, StoreDraft, TaxRateDraft } from '../pricing/contract.ts'

/** Cafés and offices that buy often. */
export const demoTradeGroup = 'trade'

export const demoStore: StoreDraft = {
  name: 'Oakmere',
  description:
    'Goods for home, table, desk and travel, made by small workshops and meant to be kept. The demo shop of MitchWeb: nothing is charged and nothing is sent.',
  email: 'hello@oakmere.example',
  default_currency: 'EUR',
  currencies: ['EUR', 'USD'],
  default_country: 'DE',
  default_language: 'en',
  languages: ['en', 'de'],
  prices_include_tax: true,
  shipping_tax: 'proportional',
  low_stock_at: 2,
}

export const demoPromotions: readonly PromotionDraft[] = [
  { code: 'WELCOME10', title: 'Ten percent off your first order', rate_ppm: 100_000, first_order_only: true },
  {
    code: 'SAVE5',
    title: 'Five off from fifty',
    amounts: inBoth(500, 500),
    minimum_subtotals: inBoth(5000, 5500),
  },
  {
    code: 'TABLE20',
    title: 'Twenty off a laid table',
    amounts: inBoth(2000, 2200),
    minimum_subtotals: inBoth(15000, 16500),
  },
  {
    code: 'FRIENDS25',
    title: 'A quarter off for friends of the house',
    rate_ppm: 250_000,
    usage_limit: 100,
    limit_per_customer: 1,
    combinable: false,
  },
  {
    code: 'CANDLES3',
    title: 'Three scented candles for two',
    buy_x_get_y: { buy: 2, get: 1 },
    applies_to: { products: ['scented-candle'] },
  },
  {
    code: 'TEAGIFT',
    title: 'A tin of tea with every teapot',
    gift: { of: { products: ['evening-tea'] } },
    applies_to: { products: ['lake-teapot'] },
  },
  {
    code: 'MUG12',
    title: 'Enamel mugs for twelve',
    fixed_prices: inBoth(1200, 1300),
    applies_to: { products: ['camp-mug'] },
  },
  {
    code: 'MORNING15',
    title: 'Fifteen percent off a slow morning',
    rate_ppm: 150_000,
    applies_to: { collections: ['slow-morning'] },
  },
  {
    code: 'EARLYBIRD',
    title: 'Three off for the first two buyers',
    amounts: inBoth(300, 330),
    usage_limit: 2,
    priority: 50,
  },
  { code: 'SHIPFREE', title: 'Free delivery', free_shipping: true, minimum_subtotals: inBoth(2500, 2800) },
  {
    code: 'SUMMER24',
    title: 'Summer sale 2024',
    rate_ppm: 200_000,
    starts_at: '2024-06-01T00:00:00Z',
    ends_at: '2024-09-01T00:00:00Z',
  },
  {
    title: 'Ten percent off three notebooks or more',
    rate_ppm: 100_000,
    applies_to: { categories: ['Desk > Notebooks'] },
    minimum_quantity: 3,
  },
  { title: 'Free delivery for the trade', free_shipping: true, customer_group: demoTradeGroup },
]

const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
const neighbours = ['CH', 'GB', 'LI', 'NO']
const elsewhere =
  `AD AE AL AM AR AU AZ BA BH BO BR BW CA CL CN CO CR DO DZ EC EG FO GE GI GL GT HK HN ID IL IN IS JM JO JP KE KH
  KR KW KZ LB LK MA MC MD ME MK MN MO MT MU MX MY NA NG NI NP NZ OM PA PE PH PK PY QA RS SA SG SM SN SV TH TN TR TT TW TZ UA UG
  US UY UZ VA VN XK ZA ZM`
    .split(/\s+/)
    .filter(country => !union.includes(country))

/**
 * Value added tax of the European Union in percent: the standard rate, and the reduced one that the house takes for food
 * and books. A shop that needs every rate of every country imports them with `taxRatesFromEuFile`.
 */
const vat: Readonly<Record<string, readonly [standard: number, reduced: number]>> = {
  AT: [20, 10],
  BE: [21, 6],
  BG: [20, 9],
  CY: [19, 5],
  CZ: [21, 12],
  DE: [19, 7],
  DK: [25, 25],
  EE: [24, 9],
  ES: [21, 10],
  FI: [25.5, 14],
  FR: [20, 5.5],
  GR: [24, 13],
  HR: [25, 5],
  HU: [27, 5],
  IE: [23, 9],
  IT: [22, 10],
  LT: [21, 9],
  LU: [17, 8],
  LV: [21, 12],
  MT: [18, 5],
  NL: [21, 9],
  PL: [23, 5],
  PT: [23, 6],
  RO: [21, 11],
  SE: [25, 12],
  SI: [22, 9.5],
  SK: [23, 5],
}

/** German places outside the common VAT area. */
const untaxed = [
  { name: 'Heligoland', code: '27498' },
  { name: 'Büsingen', code: '78266' },
]

/** Spanish provinces outside it. */
const canaryIslands = ['35000..35999', '38000..38999']

/**
 * Where the parcel post clears our parcels at customs, the prices hold the import taxes: Canada's and its provinces' side
 * by side, and Sri Lanka's value added tax on top of its levy.
 */
const importTaxes: readonly TaxRateDraft[] = ['standard', 'reduced'].flatMap((tax_class): TaxRateDraft[] => [
  { title: 'GST 5 %', country: 'CA', tax_class, rate_ppm: 50_000 },
  { title: 'PST 7 % (British Columbia)', country: 'CA', region: 'BC', tax_class, rate_ppm: 70_000, stacking: 'adds' },
  { title: 'QST 9.975 % (Quebec)', country: 'CA', region: 'QC', tax_class, rate_ppm: 99_750, stacking: 'adds' },
  { title: 'SSCL 2.5 %', country: 'LK', tax_class, rate_ppm: 25_000 },
  {
    title: 'VAT 18 %',
    country: 'LK',
    postal_prefix: '00000..99999',
    tax_class,
    rate_ppm: 180_000,
    stacking: 'compounds',
  },
])

export const demoTaxRates: readonly TaxRateDraft[] = [
  ...Object.entries(vat).flatMap(([country, [standard, reduced]]) => [
    vatRate(country, standard, 'standard'),
    vatRate(country, reduced, 'reduced'),
  ]),
  ...untaxed.flatMap(({ name, code }) =>
    ['standard', 'reduced'].map(taxClass => ({
      ...vatRate('DE', 0, taxClass),
      title: `VAT 0 % (${name})`,
      postal_prefix: code,
    })),
  ),
  ...canaryIslands.flatMap(codes =>
    ['standard', 'reduced'].map(taxClass => ({
      ...vatRate('ES', 0, taxClass),
      title: 'VAT 0 % (Canary Islands)',
      postal_prefix: codes,
    })),
  ),
  ...importTaxes,
]

/** Packed from Monday to Friday, and what is ordered by noon on the same day; carriers bring it on those days too. */
const packing = { time_zone: 'Europe/Berlin', cut_off: '12:00' }

export const demoShippingRates: readonly ShippingRateDraft[] = [
  {
    title: 'Standard',
    carrier: 'Parcel post',
    countries: ['DE'],
    prices: inBoth([490, 5000], [550, 5500]),
    minimum_days: 1,
    maximum_days: 3,
    schedule: packing,
    position: 1,
  },
  {
    title: 'Express',
    carrier: 'Courier',
    countries: ['DE'],
    prices: inBoth([1290, 15000], [1390, 16500]),
    minimum_days: 1,
    maximum_days: 1,
    schedule: packing,
    position: 2,
  },
  {
    title: 'Standard',
    carrier: 'Parcel post',
    countries: union.filter(country => country !== 'DE'),
    prices: inBoth([990, 9000], [1090, 9900]),
    minimum_days: 3,
    maximum_days: 6,
    schedule: packing,
    position: 1,
  },
  {
    title: 'Express',
    carrier: 'Courier',
    countries: [...union.filter(country => country !== 'DE'), ...neighbours],
    prices: inBoth(2490, 2690),
    minimum_days: 1,
    maximum_days: 2,
    schedule: packing,
    position: 2,
  },
  {
    title: 'Worldwide',
    carrier: 'Parcel post',
    countries: [...neighbours, ...elsewhere],
    prices: inBoth([1990, 20000], [2190, 22000]).map(price => ({
      ...price,
      extra_kg: { over_grams: 5000, amount: 400 },
    })),
    minimum_days: 6,
    maximum_days: 14,
    schedule: packing,
    position: 5,
  },
  {
    title: 'By bicycle in Hamburg',
    carrier: 'Our own bicycle',
    zones: [{ country: 'DE', postal_codes: ['20', '21', '22'] }],
    prices: inBoth(690, 750).map(price => ({ ...price, tables: [secondPannier(price.currency)] })),
    minimum_days: 1,
    maximum_days: 1,
    schedule: {
      ...packing,
      windows: [
        { from: '17:00', to: '19:00' },
        { from: '19:00', to: '21:00' },
      ],
      window_days: 2,
    },
    limits: { weight_grams: 12_000, volume_cm3: 60_000 },
    position: 3,
  },
]

/** What fills more than one pannier costs a second one. */
function secondPannier(currency: string) {
  const tiers = [
    { up_to: 30_000, amount: 0 },
    { up_to: 60_000, amount: currency === 'EUR' ? 300 : 330 },
  ]
  return { by: 'volume_cm3' as const, tiers }
}

export function inBoth<T extends number | readonly [number, number]>(eur: T, usd: T) {
  const priced = (currency: string, value: T) =>
    typeof value === 'number' ? { currency, amount: value } : { currency, amount: value[0], free_from: value[1] }
  return [priced('EUR', eur), priced('USD', usd)]
}

function vatRate(country: string, percent: number, taxClass: string): TaxRateDraft {
  return { title: `VAT ${percent} %`, country, tax_class: taxClass, rate_ppm: Math.round(percent * 10_000) }
}
