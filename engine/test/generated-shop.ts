import fc from 'fast-check'
import type { CartView, InputOf, Shop, Total } from '../src/contract.ts'

type CartInput = InputOf<'create_cart'>['cart']

export const currencyOf = { DE: 'EUR', US: 'USD', JP: 'JPY', KW: 'KWD' } as const
type Country = keyof typeof currencyOf
const currencies = Object.values(currencyOf)

/** What a variant costs in the generated shop, and how it is taxed: known to the test without asking the shop. */
export type Ware = { readonly id: string; readonly prices: Readonly<Record<string, number>>; readonly taxClass: string }

const taxClasses = ['standard', 'reduced', 'untaxed']
/** In parts per million, by country and class; what is not named is not taxed. */
const taxRates: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  DE: { standard: 190_000, reduced: 70_000 },
  US: { standard: 72_500 },
  JP: { standard: 100_000, reduced: 80_000 },
}

const amounts = (amount: number) => currencies.map(currency => ({ currency, amount }))

/** Discounts by code: a share in parts per million, or a fixed amount in minor units of any currency. */
const codes: Readonly<Record<string, { readonly rate_ppm: number } | { readonly fixed: number }>> = {
  TEN: { rate_ppm: 100_000 },
  THIRD: { rate_ppm: 333_333 },
  ALL: { rate_ppm: 1_000_000 },
  ONE: { fixed: 1 },
  FIVE: { fixed: 500 },
  MUCH: { fixed: 99_999_999 },
}
const refused = ['EXPIRED', 'USED-UP', 'NO SUCH CODE']

/** Fills a shop with wares of every price from nothing to the largest, four currencies, tax zones and codes. */
export async function fillGeneratedShop(staff: Shop, prices: readonly number[]): Promise<Ware[]> {
  for (const [country, classes] of Object.entries(taxRates)) {
    for (const [tax_class, rate_ppm] of Object.entries(classes)) {
      await staff.saveTaxRate({ tax_rate: { title: `${country} ${tax_class}`, country, tax_class, rate_ppm } })
    }
  }
  for (const [code, worth] of Object.entries(codes)) {
    const discount = 'fixed' in worth ? { amounts: amounts(worth.fixed) } : worth
    await staff.savePromotion({ promotion: { code, title: `Code ${code}`, ...discount } })
  }
  const over = { code: 'EXPIRED', title: 'Expired', rate_ppm: 500_000, ends_at: '2020-01-01T00:00:00Z' }
  await staff.savePromotion({ promotion: over })
  await staff.saveShippingRate({
    shipping_rate: { title: 'World', prices: amounts(490), minimum_days: 1, maximum_days: 9 },
  })
  await staff.importProducts({
    products: prices.map((price, index) => ({
      handle: `ware-${index}`,
      title: `Ware ${index}`,
      variants: [
        {
          sku: `WARE-${index}`,
          tax_class: taxClasses[index % taxClasses.length]!,
          requires_shipping: index % 2 === 0,
          prices: currencies.map((currency, place) => ({ currency, amount: Math.max(0, price - place) })),
          stock: { on_hand: 0, tracked: false, backorder: false },
        },
      ],
    })),
  })
  const found = await Promise.all(
    prices.map((_, index) => staff.getProduct({ catalog: { id: `ware-${index}` } }).then(({ product }) => product)),
  )
  return found.map((product, index) => ({
    id: product.variants[0]!.id,
    taxClass: taxClasses[index % taxClasses.length]!,
    prices: Object.fromEntries(currencies.map((currency, place) => [currency, Math.max(0, prices[index]! - place)])),
  }))
}

export const settings = (prices_include_tax: boolean): InputOf<'save_store'>['store'] => ({
  name: 'Generated shop',
  default_currency: 'EUR',
  currencies: [...currencies],
  currency_by_country: currencyOf,
  default_country: 'DE',
  prices_include_tax,
})

export const anyPrices = (count: number) =>
  fc.array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constant(0) },
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }) },
      { weight: 12, arbitrary: fc.nat(20_000) },
      { weight: 1, arbitrary: fc.nat(99_999_999) },
      { weight: 1, arbitrary: fc.constant(99_999_999) },
    ),
    { minLength: count, maxLength: count },
  )

const anyCode = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...Object.keys(codes), ...Object.keys(codes).map(code => code.toLowerCase())),
  },
  { weight: 1, arbitrary: fc.constantFrom(...refused) },
)

/** A cart of wares by their place in the list, so that it can be made before the shop is. */
export type Wish = {
  readonly lines: readonly (readonly [number, number])[]
  readonly codes: string[]
  readonly country: Country
}

export const anyWish: fc.Arbitrary<Wish> = fc.record({
  lines: fc.array(
    fc.tuple(fc.nat(1_000_000), fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 999 }))),
    {
      maxLength: 8,
    },
  ),
  codes: fc.array(anyCode, { maxLength: 4 }),
  country: fc.constantFrom(...(Object.keys(currencyOf) as Country[])),
})

const wareOf = (wares: readonly Ware[], place: number): Ware => wares[place % wares.length]!

export const cartOf = ({ lines, codes, country }: Wish, wares: readonly Ware[]): CartInput => ({
  line_items: lines.map(([place, quantity]) => ({ item: { id: wareOf(wares, place).id }, quantity })),
  context: { address_country: country },
  discounts: { codes },
})

type Priced = Pick<CartView, 'currency' | 'line_items' | 'totals' | 'discounts' | 'taxes'>

type Pricing = { readonly wish: Wish; readonly wares: readonly Ware[]; readonly includesTax: boolean }

/** What is wrong with the price of this cart, worked out again from the catalogue, the codes and the tax rates alone. */
export function priceProblems(view: Priced, pricing: Pricing): string[] {
  const { wish, wares } = pricing
  const problems: string[] = []
  const claim = (isTrue: boolean, text: string) => void (isTrue || problems.push(text))
  const currency = currencyOf[wish.country]
  claim(view.currency === currency, `${view.currency} in ${wish.country}`)
  const worth = wish.lines.map(([place, quantity]) => wareOf(wares, place).prices[currency]! * quantity)
  const subtotal = worth.reduce((sum, each) => sum + each, 0)
  claim(amount(view, 'subtotal') === subtotal, `subtotal ${amount(view, 'subtotal')}, not ${subtotal}`)
  const left = discountProblems(view, wish, subtotal, claim)
  const added = view.taxes.filter(({ included }) => !included).reduce((sum, tax) => sum + tax.amount, 0)
  const delivery = amount(view, 'fulfillment')
  const total = left + delivery + added
  claim(amount(view, 'total') === total, `total ${amount(view, 'total')}, not ${total}`)
  taxProblems(view, pricing, claim)
  return problems
}

type Claim = (isTrue: boolean, text: string) => void

/** Each code takes its share of what the codes before it left, at most all of it. Answers what is left. */
function discountProblems(view: Priced, wish: Wish, subtotal: number, claim: Claim): number {
  const wanted = [...new Set(wish.codes.map(code => code.toUpperCase()))].filter(code => code in codes)
  const applied = view.discounts.applied
  let left = subtotal
  for (const { code = '', amount: taken } of applied) {
    const worth = codes[code]
    claim(wanted.includes(code), `${code} was not asked for`)
    if (worth && 'fixed' in worth) claim(taken === Math.min(worth.fixed, left), `${code} took ${taken} of ${left}`)
    else if (worth) claim(Math.abs(taken - (left * worth.rate_ppm) / 1e6) <= 0.5, `${code} took ${taken} of ${left}`)
    left -= taken
  }
  const codesApplied = applied.map(({ code }) => code)
  claim(new Set(codesApplied).size === codesApplied.length, 'a code was used twice')
  const leftByAll = wanted.reduce((rest, code) => {
    const worth = codes[code]!
    return rest - ('fixed' in worth ? Math.min(worth.fixed, rest) : Math.round((rest * worth.rate_ppm) / 1e6))
  }, subtotal)
  const unused = wanted.filter(code => !codesApplied.includes(code))
  for (const code of unused) {
    const worth = codes[code]!
    const share = 'fixed' in worth ? Math.min(worth.fixed, left) : (left * worth.rate_ppm) / 1e6
    // Where rounding makes the total lower without a code it is left out, but never at the cost of a real discount.
    claim(share <= 0.5 || left <= leftByAll + wish.lines.length, `${code} took nothing of ${left}`)
  }
  return left
}

/** Every line is taxed at the rate of its class in the buyer's country, on what its discounts left, and so is delivery. */
function taxProblems(view: Priced, { wish, wares, includesTax }: Pricing, claim: Claim): void {
  const rates = taxRates[wish.country] ?? {}
  const paid = (path: string) =>
    view.taxes
      .flatMap(tax => tax.allocations.filter(part => part.path === path))
      .reduce((sum, part) => sum + part.amount, 0)
  const check = (path: string, base: number, ratePpm = 0) => {
    const rate = ratePpm / 1e6
    const exact = includesTax ? (base * rate) / (1 + rate) : base * rate
    claim(Math.abs(paid(path) - exact) <= 0.501, `${path} is taxed ${paid(path)}, not ${exact}`)
  }
  for (const [index, line] of view.line_items.entries()) {
    const ware = wares.find(({ id }) => id === line.item.id)
    const base = amount(line, 'subtotal') + amount(line, 'items_discount')
    check(`$.line_items[${index}]`, base, rates[ware?.taxClass ?? ''])
  }
  check('$.fulfillment', amount(view, 'fulfillment'), rates.standard)
  for (const tax of view.taxes) claim(tax.included === includesTax, 'a tax on the wrong side of the price')
}

const amount = ({ totals }: { totals: readonly Total[] }, type: Total['type']): number =>
  totals.filter(entry => entry.type === type).reduce((sum, entry) => sum + entry.amount, 0)
