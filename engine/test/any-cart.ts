import fc from 'fast-check'
import { shippingTaxRules } from '../src/pricing/contract.ts'
import type { Benefit, Promotion } from '../src/pricing/promotions.ts'
import type { QuoteRequest } from '../src/pricing/quote.ts'
import type { TaxRate } from '../src/pricing/tax.ts'
import { aPromotion } from './promotion.ts'

const taxClasses = ['standard', 'reduced', 'zero', 'untaxed']
const taxClass = fc.constantFrom(...taxClasses)
/** Free, small, ordinary and the dearest that a price may be: rounding is decided among the small ones. */
const amount = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9 }), fc.nat(50_000), fc.nat(99_999_999))
const quantity = fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 999 }))
const ratePpm = fc.oneof(fc.constantFrom(70_000, 190_000, 81_000, 1_000_000), fc.integer({ min: 1, max: 1_000_000 }))

const wares = ['a', 'b', 'c', 'd']
const scope = fc.oneof(
  fc.uniqueArray(fc.constantFrom(...wares), { minLength: 1, maxLength: 3 }).map(variantIds => ({ variantIds })),
  fc.constantFrom(...taxClasses).map(name => ({ categoryIds: [name] })),
  fc.constantFrom(...wares).map(name => ({ collectionIds: [`collection_${name}`] })),
)
const few = fc.integer({ min: 1, max: 3 })

const benefit = (currency: string): fc.Arbitrary<Benefit> => {
  const sum = (least: number) => amount.map(value => [{ amount: value + least, currency }])
  return fc.oneof(
    ratePpm.map(rate => ({ kind: 'percentage' as const, ratePpm: rate })),
    sum(1).map(amounts => ({ kind: 'fixed_amount' as const, amounts })),
    sum(0).map(prices => ({ kind: 'fixed_price' as const, prices })),
    fc.record({ kind: fc.constant('buy_x_get_y' as const), buy: few, get: few, ratePpm }),
    fc.record({ kind: fc.constant('buy_x_get_y' as const), buy: few, get: few, ratePpm, of: scope }),
    fc.constant({ kind: 'free_shipping' as const }),
    fc.record({ kind: fc.constant('gift' as const), of: scope, quantity: few }),
  )
}

const promotion = (currency: string): fc.Arbitrary<Omit<Promotion, 'id' | 'code'>> =>
  fc
    .record({
      worth: benefit(currency),
      appliesTo: fc.option(scope, { nil: undefined }),
      isCombinable: fc.boolean(),
    })
    .map(({ worth, appliesTo, isCombinable }) => {
      const { id: _, code: __, ...rest } = aPromotion('', worth, { isCombinable, ...(appliesTo && { appliesTo }) })
      return rest
    })

const taxRates = fc
  .uniqueArray(
    fc.record({ taxClass: fc.constantFrom('standard', 'reduced', 'zero'), ratePpm, appliesToShipping: fc.boolean() }),
    { selector: rate => rate.taxClass, maxLength: 3 },
  )
  .map(rates =>
    rates.map(
      (rate): TaxRate => ({
        id: `tax_${rate.taxClass}`,
        title: `Tax on ${rate.taxClass}`,
        country: 'DE',
        region: '',
        postalPrefix: '',
        stacking: 'replaces',
        ...rate,
        ratePpm: rate.taxClass === 'zero' ? 0 : rate.ratePpm,
      }),
    ),
  )

/** Sometimes a region's own tax beside or on top of that of the country. */
const regional = fc
  .record({
    taxClass: fc.constantFrom('standard', 'reduced'),
    ratePpm: fc.integer({ min: 1, max: 300_000 }),
    stacking: fc.constantFrom('adds' as const, 'compounds' as const),
    appliesToShipping: fc.boolean(),
  })
  .map((rate): TaxRate => {
    const id = `tax_${rate.taxClass}_region`
    return { id, title: `Regional tax on ${rate.taxClass}`, country: 'DE', region: 'BY', postalPrefix: '', ...rate }
  })

const line = fc.record({ price: amount, quantity, taxClass, variantId: fc.constantFrom(...wares) })

/** Any cart with any promotions of every kind, in currencies of 0, 2, 3 and 4 decimals. */
export const anyCart = ({ mostLines = 8, mostPromotions = 3 } = {}): fc.Arbitrary<QuoteRequest> =>
  fc.constantFrom('EUR', 'USD', 'JPY', 'KWD', 'CLF').chain(currency =>
    fc
      .record({
        pricesIncludeTax: fc.boolean(),
        lines: fc.array(line, { maxLength: mostLines }),
        promotions: fc.array(promotion(currency), { maxLength: mostPromotions }),
        shipping: fc.option(fc.record({ price: amount, taxClass }), { nil: undefined }),
        taxRates,
        regional: fc.option(regional, { nil: undefined }),
        taxRounding: fc.constantFrom('line' as const, 'total' as const),
        shippingTax: fc.constantFrom(...shippingTaxRules),
      })
      .map(({ lines, promotions, shipping, regional, taxRates, ...cart }) => ({
        ...cart,
        taxRates: [...taxRates, ...(regional ? [regional] : [])],
        currency,
        lines: lines.map(({ price, ...rest }, index) => ({
          id: `line_${index}`,
          unitPrice: { amount: price, currency },
          productId: `product_${rest.variantId}`,
          categoryIds: [rest.taxClass],
          collectionIds: [`collection_${rest.variantId}`],
          ...rest,
        })),
        promotions: promotions.map((rest, index) => ({ ...rest, id: `prm_${index}`, code: `CODE${index}` })),
        ...(shipping && {
          shipping: { title: 'Parcel', price: { amount: shipping.price, currency }, taxClass: shipping.taxClass },
        }),
      })),
  )
