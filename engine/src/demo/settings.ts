import type { ShippingRateDraft } from '../checkout/contract.ts'
import type { PromotionDraft, StoreDraft, TaxRateDraft } from '../pricing/contract.ts'

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
  { code: 'FRIENDS25', title: 'A quarter off for friends of the house', rate_ppm: 250_000, usage_limit: 100 },
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
  { code: 'SHIPFREE', title: 'Free delivery', free_shipping: true, minimum_subtotals: inBoth(2500, 2800) },
  {
    code: 'SUMMER24',
    title: 'Summer sale 2024',
    rate_ppm: 200_000,
    starts_at: '2024-06-01T00:00:00Z',
    ends_at: '2024-09-01T00:00:00Z',
  },
]

const union = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ')
const neighbours = ['CH', 'GB', 'LI', 'NO']
const elsewhere =
  `AD AE AL AM AR AU AZ BA BH BO BR BW CA CL CN CO CR DO DZ EC EG FO GE GI GL GT HK HN ID IL IN IS JM JO JP KE KH
  KR KW KZ LB LK MA MC MD ME MK MN MO MT MU MX MY NA NG NI NP NZ OM PA PE PH PK PY QA RS SA SG SM SN SV TH TN TR TT TW TZ UA UG
  US UY UZ VA VN XK ZA ZM`
    .split(/\s+/)
    .filter(country => !union.includes(country))

/** Value added tax in percent: the standard rate and the one on food and books, as a demo needs them. */
const vat: Readonly<Record<string, readonly [standard: number, reduced: number]>> = {
  DE: [19, 7],
  AT: [20, 10],
  BE: [21, 6],
  CZ: [21, 12],
  DK: [25, 25],
  ES: [21, 10],
  FI: [25.5, 14],
  FR: [20, 5.5],
  IE: [23, 13.5],
  IT: [22, 10],
  LU: [17, 8],
  NL: [21, 9],
  PL: [23, 8],
  PT: [23, 6],
  SE: [25, 12],
}

export const demoTaxRates: readonly TaxRateDraft[] = Object.entries(vat).flatMap(([country, [standard, reduced]]) => [
  vatRate(country, standard, 'standard'),
  vatRate(country, reduced, 'reduced'),
])

export const demoShippingRates: readonly ShippingRateDraft[] = [
  {
    title: 'Standard',
    carrier: 'Parcel post',
    countries: ['DE'],
    prices: inBoth([490, 5000], [550, 5500]),
    minimum_days: 1,
    maximum_days: 3,
    position: 1,
  },
  {
    title: 'Express',
    carrier: 'Courier',
    countries: ['DE'],
    prices: inBoth([1290, 15000], [1390, 16500]),
    minimum_days: 1,
    maximum_days: 1,
    schedule: { time_zone: 'Europe/Berlin', cut_off: '12:00' },
    position: 2,
  },
  {
    title: 'Standard',
    carrier: 'Parcel post',
    countries: union.filter(country => country !== 'DE'),
    prices: inBoth([990, 9000], [1090, 9900]),
    minimum_days: 3,
    maximum_days: 6,
    position: 1,
  },
  {
    title: 'Express',
    carrier: 'Courier',
    countries: [...union.filter(country => country !== 'DE'), ...neighbours],
    prices: inBoth(2490, 2690),
    minimum_days: 1,
    maximum_days: 2,
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
    position: 5,
  },
]

function inBoth<T extends number | readonly [number, number]>(eur: T, usd: T) {
  const priced = (currency: string, value: T) =>
    typeof value === 'number' ? { currency, amount: value } : { currency, amount: value[0], free_from: value[1] }
  return [priced('EUR', eur), priced('USD', usd)]
}

function vatRate(country: string, percent: number, taxClass: string): TaxRateDraft {
  return { title: `VAT ${percent} %`, country, tax_class: taxClass, rate_ppm: Math.round(percent * 10_000) }
}
