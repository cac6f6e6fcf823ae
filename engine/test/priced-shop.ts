import fc from 'fast-check'
import type { ImportedProduct, InputOf, Shop } from '../src/contract.ts'
import { rowsOf } from './database-rows.ts'
import type { TestDatabase } from './databases.ts'
import { aFurnishedShop, type TestShop } from './shop.ts'

export type Filters = NonNullable<InputOf<'search_catalog'>['catalog']['filters']>
type Of<A> = A extends fc.Arbitrary<infer T> ? T : never

export const colours = ['Blue', 'Green', 'Red']
export const sizes = ['S', 'M', 'L']
export const materials = ['Wool', 'Linen']
export const brands = ['Acme', 'Zenith', 'Oddity']
export const categories = ['Clothing', 'Clothing > Warm', 'Gifts']
const currencies = ['EUR', 'USD'] as const
export type Currency = (typeof currencies)[number]

const anyAmount = fc.integer({ min: 1, max: 40 }).map(tens => tens * 100)
const inPercent = (likely: number) => fc.integer({ min: 0, max: 99 }).map(drawn => drawn < likely)

const anyVariant = fc.record({
  colour: fc.constantFrom(...colours),
  size: fc.constantFrom(...sizes),
  EUR: fc.option(anyAmount, { nil: undefined, freq: 6 }),
  USD: fc.option(anyAmount, { nil: undefined, freq: 2 }),
  compareAt: fc.option(anyAmount, { nil: undefined, freq: 2 }),
  isSoldOut: inPercent(40),
  isArchived: inPercent(8),
})

export const anyWare = fc.record({
  isLamp: inPercent(55),
  brand: fc.constantFrom(undefined, 'Acme', 'Acme', 'Acme', 'Zenith', 'Zenith', 'Oddity'),
  material: fc.option(fc.constantFrom(...materials), { nil: undefined }),
  paths: fc.uniqueArray(fc.constantFrom(...categories), { maxLength: 2 }),
  variants: fc.uniqueArray(anyVariant, {
    minLength: 1,
    maxLength: 4,
    selector: ({ colour, size }) => `${colour} ${size}`,
  }),
})

type Ware = Of<typeof anyWare>
type Variant = Ware['variants'][number]

export const titleOf = ({ isLamp, place }: Pick<Ware, 'isLamp'> & { readonly place: number }) =>
  `${isLamp ? 'Lamp' : 'Chair'} ${place}`

/** Times are hours after the shop is filled. */
type PriceList = {
  readonly currency: Currency
  readonly group?: (typeof groups)[number]
  readonly from?: number
  readonly to?: number
  readonly isActive?: boolean
  readonly quantity?: number
  /** One of so many variants is in the list. */
  readonly oneOf: number
  readonly amountOf: (usual: number) => number
}

const groups = ['staff', 'trade'] as const

/** Some cost more than usual, and are nobody's price. */
const priceLists: readonly PriceList[] = [
  { currency: 'EUR', oneOf: 11, amountOf: usual => Math.max(usual - 300, 50) },
  { currency: 'EUR', oneOf: 7, from: 2, to: 4, amountOf: usual => Math.ceil(usual / 2) },
  { currency: 'EUR', oneOf: 5, from: 3, amountOf: usual => usual + 500 },
  { currency: 'EUR', oneOf: 6, to: 3, group: 'trade', amountOf: usual => Math.max(usual - 900, 20) },
  { currency: 'EUR', oneOf: 9, group: 'staff', amountOf: () => 1600 },
  { currency: 'EUR', oneOf: 10, from: 1, group: 'staff', amountOf: usual => usual - 1 },
  { currency: 'USD', oneOf: 8, to: 4, amountOf: usual => Math.ceil(usual / 3) },
  { currency: 'USD', oneOf: 4, from: 2, group: 'trade', amountOf: () => 700 },
  { currency: 'EUR', oneOf: 3, isActive: false, amountOf: () => 10 },
  { currency: 'EUR', oneOf: 4, quantity: 5, amountOf: () => 10 },
]

type Placed = { readonly place: number; readonly at: number; readonly variant: Variant }

const isIn = ({ oneOf }: PriceList, { place, at }: Placed): boolean => (place + 2 * at) % oneOf === 0
const isSold = ({ at, variant }: Placed): boolean => at === 0 || !variant.isArchived
const placedOf = (ware: Ware, place: number): Placed[] => ware.variants.map((variant, at) => ({ place, at, variant }))
const skuOf = ({ place, at }: Placed) => `ware-${place}-${at}`

const productOf = (ware: Ware, place: number, variants: readonly Placed[]): ImportedProduct => ({
  handle: `ware-${place}`,
  title: titleOf({ ...ware, place }),
  ...(ware.brand && { brand: ware.brand }),
  categories: ware.paths,
  ...(ware.material && { attributes: { Material: ware.material } }),
  variants: variants.map(placed => {
    const { colour, size, compareAt, isSoldOut, ...prices } = placed.variant
    return {
      sku: skuOf(placed),
      options: [
        { name: 'Colour', label: colour },
        { name: 'Size', label: size },
      ],
      prices: currencies.flatMap(currency => {
        const amount = prices[currency]
        return amount === undefined ? [] : [{ currency, amount, ...(compareAt && { compare_at: compareAt }) }]
      }),
      stock: { on_hand: isSoldOut ? 0 : 5, tracked: true, backorder: false },
    }
  }),
})

export const hour = 3_600_000

export type PricedShop = {
  readonly shop: TestShop
  readonly wares: readonly Ware[]
  /** Their places, as the shop's tables say. */
  readonly newest: readonly number[]
}

/** Filled in parts, an hour apart. Variants are archived after everything has its prices. */
export async function aPricedShop(database: TestDatabase, wares: readonly Ware[]): Promise<PricedShop> {
  const shop = await aFurnishedShop(database)
  const part = Math.min(Math.ceil(wares.length / 4), 400)
  for (let start = 0; start < wares.length; start += part) {
    const products = wares.slice(start, start + part).map((ware, index) => {
      return productOf(ware, start + index, placedOf(ware, start + index))
    })
    await shop.staff.importProducts({ products })
    shop.wait(hour)
  }
  const address = await database.address()
  const variants = await rowsOf(address, 'select id, sku from variants')
  await savePriceLists(shop, wares, new Map(variants.map(({ id, sku }) => [String(sku), String(id)])))
  const changed = wares.flatMap((ware, place) => {
    const left = placedOf(ware, place).filter(isSold)
    return left.length < ware.variants.length ? [productOf(ware, place, left)] : []
  })
  for (let start = 0; start < changed.length; start += 400) {
    await shop.staff.importProducts({ products: changed.slice(start, start + 400) })
  }
  const newest = await rowsOf(address, 'select handle from products order by created_at desc, id desc')
  return { shop, wares, newest: newest.map(({ handle }) => Number(String(handle).split('-')[1])) }
}

async function savePriceLists(
  { staff, now }: TestShop,
  wares: readonly Ware[],
  variantIds: ReadonlyMap<string, string>,
): Promise<void> {
  const [both, ann] = [{ customer_id: 'cus_both' }, { customer_id: 'cus_trade' }]
  await staff.saveCustomerGroup({ customer_group: { name: 'staff', members: [both] } })
  await staff.saveCustomerGroup({ customer_group: { name: 'trade', members: [both, ann] } })
  const at = (hours: number) => new Date(now().getTime() + hours * hour).toISOString()
  for (const [number, list] of priceLists.entries()) {
    const { currency, group, from, to, isActive = true, quantity } = list
    const prices = wares.flatMap(placedOf).flatMap(placed => {
      const usual = placed.variant[currency]
      if (usual === undefined || !isIn(list, placed)) return []
      const row = { variant_id: variantIds.get(skuOf(placed))!, amount: list.amountOf(usual) }
      return [{ ...row, ...(quantity && { minimum_quantity: quantity }) }]
    })
    const price_list = {
      title: `List ${number}`,
      currency,
      ...(group && { customer_group: group }),
      ...(from !== undefined && { starts_at: at(from) }),
      ...(to !== undefined && { ends_at: at(to) }),
      active: isActive,
      prices,
    }
    await staff.savePriceList({ price_list })
  }
}

export type Asker = { readonly customer: Customer; readonly currency: Currency }
type Customer = keyof typeof groupsOf

const groupsOf = { guest: [], cus_none: [], cus_trade: ['trade'], cus_both: ['staff', 'trade'] } as const

export const anyAsker: fc.Arbitrary<Asker> = fc.record({
  customer: fc.constantFrom('guest', 'cus_none', 'cus_trade', 'cus_both'),
  currency: fc.constantFrom('EUR', 'EUR', 'USD'),
})

export const buyerOf = ({ shop }: PricedShop, { customer }: Asker): Shop =>
  customer === 'guest' ? shop.guest : shop.as({ kind: 'customer', customerId: customer })

type Offered = Pick<Variant, 'colour' | 'size' | 'isSoldOut'> & { readonly amount: number; readonly isReduced: boolean }
export type Seen = Omit<Ware, 'variants'> & { readonly place: number; readonly variants: readonly Offered[] }

/** The shop as somebody sees it after so many hours, newest first: the rule of prices over again, in the plainest words. */
export const seenBy = ({ wares, newest }: PricedShop, asker: Asker, hours: number): Seen[] =>
  newest.flatMap(place => {
    const ware = wares[place]!
    const variants = placedOf(ware, place).flatMap(placed => offeredTo(asker, hours, placed))
    return variants.length > 0 ? [{ ...ware, place, variants }] : []
  })

function offeredTo({ customer, currency }: Asker, hours: number, placed: Placed): Offered[] {
  const { variant } = placed
  const usual = variant[currency]
  if (usual === undefined || !isSold(placed)) return []
  const own: readonly string[] = groupsOf[customer]
  const amounts = priceLists
    .filter(list => list.currency === currency && isIn(list, placed))
    .filter(({ group, isActive = true, quantity }) => isActive && !quantity && (!group || own.includes(group)))
    .filter(({ from = -Infinity, to = Infinity }) => from <= hours && hours < to)
    .map(({ amountOf }) => amountOf(usual))
  const amount = Math.min(usual, ...amounts)
  return [{ ...variant, amount, isReduced: amount < Math.max(usual, variant.compareAt ?? 0) }]
}

/** The rule of the filters over again. */
export const fits = (ware: Seen, filters: Filters): boolean =>
  (!filters.categories || ware.paths.some(path => filters.categories!.some(of => isBelow(path, of)))) &&
  (!filters.brands || filters.brands.includes(ware.brand ?? '')) &&
  ware.variants.some(variant => isWithin(ware, variant, filters))

export const isWithin = (ware: Seen, variant: Offered, filters: Filters): boolean =>
  (!filters.available || !variant.isSoldOut) &&
  (!filters.on_sale || variant.isReduced) &&
  isBetween(variant.amount, filters.price ?? {}) &&
  (filters.attributes ?? []).every(({ name, values }) => {
    const own = { Colour: variant.colour, Size: variant.size, Material: ware.material }[name]
    return own !== undefined && values!.includes(own)
  })

const isBelow = (path: string, category: string) => path === category || path.startsWith(`${category} > `)
const isBetween = (number: number, { min = -Infinity, max = Infinity }: { min?: number; max?: number }) =>
  number >= min && number <= max
