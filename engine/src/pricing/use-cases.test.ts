import { expect, test } from 'vitest'
import { onBothDatabases } from '../../test/databases.ts'
import { saveProduct } from '../catalog/index.ts'
import { countedIds } from '../shared/ids.ts'
import { money } from '../shared/money.ts'
import type { Input } from '../shared/operation.ts'
import { claimEvents } from '../storage/outbox.ts'
import type { Storage, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { priceRows, pricesFor, setPriceRows } from './price-records.ts'
import { promotionsFor } from './promotion-records.ts'
import { redeemPromotions, releasePromotions } from './promotion-uses.ts'
import { storeSettings, taxRatesIn } from './records.ts'
import { savePromotion } from './save-promotion.ts'
import { getStore, saveStore, saveTaxRate, setPrices } from './use-cases.ts'

type PromotionDraft = Input<typeof contract.savePromotion>['promotion']
type TaxRateDraft = Input<typeof contract.saveTaxRate>['tax_rate']

const settings = {
  name: 'Mugs & Co',
  description: 'Mugs.',
  email: 'shop@example.com',
  default_currency: 'EUR',
  currencies: ['EUR', 'JPY'],
  currency_by_country: { JP: 'JPY' },
  default_country: 'AT',
  default_language: 'de',
  languages: ['de', 'en'],
  prices_include_tax: false,
  tax_rounding: 'total' as const,
  shipping_tax: 'highest' as const,
  saved_addresses_by_email: true,
  return_days: 14,
  guest_checkout_days: 7,
  sells_only_in_markets: true,
}

onBothDatabases(database => {
  const open = () => database.open({ clock: () => new Date('2026-06-15T12:00:00Z'), newId: countedIds() })

  test('a shop that was never set up has settings to start with', async () => {
    const shop = await open()
    expect(await shop.read(tx => getStore(tx))).toMatchObject({
      name: 'MitchWeb',
      default_currency: 'EUR',
      currencies: ['EUR'],
      default_country: 'DE',
      prices_include_tax: true,
    })
  })

  test('settings are answered as they were saved, and replaced as a whole', async () => {
    const shop = await open()
    expect(await shop.write(tx => saveStore(tx, { store: settings }))).toEqual(settings)
    expect(await shop.read(tx => getStore(tx))).toEqual(settings)
    const { description: _, email: __, ...plain } = settings
    await shop.write(tx => saveStore(tx, { store: plain }))
    expect(await shop.read(tx => storeSettings(tx))).not.toHaveProperty('email')
  })

  test('prices are kept for each variant and currency, and the last one saved holds', async () => {
    const shop = await open()
    const [mug] = await variantsOf(shop, 'Mug')
    const price = { variant_id: mug!, currency: 'EUR', amount: 1290, compare_at: 1590 }
    const set = (...prices: (typeof price | Omit<typeof price, 'compare_at'>)[]) =>
      shop.write(tx => setPrices(tx, { prices }))
    expect(await set(price, { variant_id: mug!, currency: 'JPY', amount: 0 })).toEqual({ changed: 2 })
    expect(await pricesIn(shop, [mug!], 'EUR')).toEqual([
      [mug, { price: money(1290, 'EUR'), compareAt: money(1590, 'EUR') }],
    ])
    expect(await pricesIn(shop, [mug!], 'JPY')).toEqual([[mug, { price: money(0, 'JPY') }]])
    expect(await pricesIn(shop, [mug!], 'USD')).toEqual([])
    expect(await set({ variant_id: mug!, currency: 'EUR', amount: 990 })).toEqual({ changed: 1 })
    expect(await shop.read(tx => priceRows(tx, [mug!]))).toEqual([
      { variantId: mug, currency: 'EUR', amount: 990 },
      { variantId: mug, currency: 'JPY', amount: 0 },
    ])
  })

  test('a compare-at price that is not higher is no comparison', async () => {
    const shop = await open()
    await shop.write(tx => setPriceRows(tx, [{ variantId: 'var_a', currency: 'EUR', amount: 500, compareAt: 500 }]))
    expect(await pricesIn(shop, ['var_a'], 'EUR')).toEqual([['var_a', { price: money(500, 'EUR') }]])
  })

  test('an unknown variant gets no price, and neither does any other in that call', async () => {
    const shop = await open()
    const [mug] = await variantsOf(shop, 'Mug')
    const prices = [mug!, 'var_unknown'].map(id => ({ variant_id: id, currency: 'EUR', amount: 1 }))
    await expect(shop.write(tx => setPrices(tx, { prices }))).rejects.toMatchObject({ code: 'not_found' })
    expect(await pricesIn(shop, [mug!], 'EUR')).toEqual([])
  })

  test('only prices that moved are told of, once each', async () => {
    const shop = await open()
    const row = (variantId: string, amount: number) => ({ variantId, currency: 'EUR', amount })
    const set = (...rows: ReturnType<typeof row>[]) => shop.write(tx => setPriceRows(tx, rows))
    expect(await set(row('var_a', 100), row('var_b', 200), row('var_a', 110))).toBe(2)
    expect(await set(row('var_a', 110), row('var_b', 210))).toBe(1)
    expect(await set(row('var_a', 110))).toBe(0)
    const events = await shop.write(tx => claimEvents(tx, { limit: 10, leaseSeconds: 1 }))
    expect(events.map(({ type, payload }) => [type, payload])).toEqual([
      ['prices.changed', { variant_ids: ['var_a', 'var_b'] }],
      ['prices.changed', { variant_ids: ['var_b'] }],
    ])
  })

  test('two thousand variants are priced in one call', async () => {
    const shop = await open()
    const ids = Array.from({ length: 2000 }, (_, index) => `var_${index}`)
    const rows = ids.map((variantId, amount) => ({ variantId, currency: 'EUR', amount }))
    expect(await shop.write(tx => setPriceRows(tx, rows))).toBe(2000)
    const prices = await shop.read(tx => pricesFor(tx, ids, 'EUR'))
    expect(ids.map(id => prices.get(id)?.price.amount)).toEqual(rows.map(row => row.amount))
  })

  test('a promotion is found by its code in any letter case and keeps its uses when it is saved again', async () => {
    const shop = await open()
    const draft: PromotionDraft = {
      code: 'Früh10',
      title: 'Early birds',
      rate_ppm: 100_000,
      minimum_subtotals: [{ currency: 'EUR', amount: 2000 }],
      starts_at: '2026-06-01T00:00:00+02:00',
      ends_at: '2026-07-01T00:00:00Z',
      usage_limit: 5,
    }
    const saved = await promotion(shop, draft)
    expect(saved).toMatchObject({ code: 'Früh10', title: 'Early birds', used: 0 })
    expect(await shop.read(tx => promotionsFor(tx, ['FRÜH10', 'früh10', 'other']))).toEqual([
      {
        id: saved.id,
        code: 'Früh10',
        title: 'Early birds',
        benefit: { kind: 'percentage', ratePpm: 100_000 },
        ...usual,
        minimumSubtotals: [money(2000, 'EUR')],
        startsAt: new Date('2026-05-31T22:00:00Z'),
        endsAt: new Date('2026-07-01T00:00:00Z'),
        usageLimit: 5,
        used: 0,
        active: true,
      },
    ])
    await shop.write(tx => redeemPromotions(tx, uses(saved.id)))
    const amounts = [{ currency: 'EUR', amount: 500 }]
    const replaced = await promotion(shop, { code: 'FRÜH10', title: 'Late birds', amounts, active: false })
    expect(replaced).toMatchObject({ id: saved.id, code: 'FRÜH10', title: 'Late birds', used: 1 })
    expect(await shop.read(tx => promotionsFor(tx, ['früh10']))).toEqual([
      {
        id: saved.id,
        code: 'FRÜH10',
        title: 'Late birds',
        benefit: { kind: 'fixed_amount', amounts: [money(500, 'EUR')] },
        ...usual,
        used: 1,
        active: false,
      },
    ])
  })

  test('a code with three uses is used three times, however many buyers come at once', async () => {
    const shop = await open()
    const { id } = await promotion(shop, { code: 'THREE', title: 'Three', rate_ppm: 1, usage_limit: 3 })
    const redeem = () => shop.write(tx => redeemPromotions(tx, uses(id)))
    const answers = await Promise.all(Array.from({ length: 60 }, redeem))
    expect(answers.filter(usedUp => usedUp.length === 0)).toHaveLength(3)
    expect(answers.filter(usedUp => usedUp[0] === id)).toHaveLength(57)
    await shop.write(tx => releasePromotions(tx, uses(id)))
    expect(await redeem()).toEqual([])
    expect(await redeem()).toEqual([id])
  })

  test('a promotion without a limit is never used up, and one that was not used is not given back', async () => {
    const shop = await open()
    const { id } = await promotion(shop, { code: 'ALWAYS', title: 'Always', rate_ppm: 1 })
    const used = async () => (await shop.read(tx => promotionsFor(tx, ['always'])))[0]?.used
    await shop.write(tx => releasePromotions(tx, uses(id)))
    expect(await used()).toBe(0)
    expect(await shop.write(tx => redeemPromotions(tx, uses(id, id)))).toEqual([])
    expect(await used()).toBe(1)
  })

  test('a zone has one tax rate for each class: saved again it is replaced', async () => {
    const shop = await open()
    const vat: TaxRateDraft = { title: 'VAT 19 %', country: 'DE', rate_ppm: 190_000 }
    const first = await taxRate(shop, vat)
    expect(first).toMatchObject({ title: 'VAT 19 %', country: 'DE', rate_ppm: 190_000 })
    const again = await taxRate(shop, { ...vat, title: 'VAT 20 %', rate_ppm: 200_000 })
    expect(again).toEqual({ ...first, title: 'VAT 20 %', rate_ppm: 200_000 })
    await taxRate(shop, { ...vat, tax_class: 'reduced', applies_to_shipping: false })
    await taxRate(shop, { ...vat, region: 'BY', postal_prefix: '80' })
    await taxRate(shop, { ...vat, country: 'FR' })
    const rates = await shop.read(tx => taxRatesIn(tx, 'de'))
    expect(rates.map(rate => [rate.taxClass, rate.region, rate.postalPrefix, rate.appliesToShipping]).sort()).toEqual([
      ['reduced', '', '', false],
      ['standard', '', '', true],
      ['standard', 'BY', '80', true],
    ])
  })

  test('a tax rate is changed by its id, but neither one that is not there nor into one that is', async () => {
    const shop = await open()
    const vat: TaxRateDraft = { title: 'VAT', country: 'DE', rate_ppm: 190_000 }
    const { id } = await taxRate(shop, vat)
    await taxRate(shop, { ...vat, country: 'FR' })
    expect(await taxRate(shop, { ...vat, id, country: 'AT' })).toMatchObject({ id, country: 'AT' })
    await expect(taxRate(shop, { ...vat, id: 'tax_unknown' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(taxRate(shop, { ...vat, id, country: 'FR' })).rejects.toMatchObject({ code: 'duplicate' })
    expect(await shop.read(tx => taxRatesIn(tx, 'AT'))).toHaveLength(1)
  })
})

const usual = { firstOrderOnly: false, priority: 100, isCombinable: true }

const uses = (...promotionIds: string[]) => ({ promotionIds, buyer: { email: 'ann@example.com' } })

const promotion = (shop: Storage, draft: PromotionDraft) => shop.write(tx => savePromotion(tx, { promotion: draft }))

const taxRate = (shop: Storage, draft: TaxRateDraft) => shop.write(tx => saveTaxRate(tx, { tax_rate: draft }))

const pricesIn = async (shop: Storage, ids: string[], currency: string) => [
  ...(await shop.read(tx => pricesFor(tx, ids, currency))),
]

async function variantsOf(shop: Storage, title: string): Promise<string[]> {
  const save = (tx: Tx) => saveProduct(tx, { product: { title, variants: [{}] } })
  return (await shop.write(save)).variants.map(variant => variant.id)
}
