import type { ReadTx } from '../storage/port.ts'
import {
  availableOf,
  categoriesOf,
  type Described,
  describedProducts,
  offeredVariants,
  priceBoundsOf,
} from './counted-products.ts'
import type { CountedProduct } from './facets.ts'
import { fittingFor, type OfferedProduct, ownFilters } from './fitting.ts'
import type { Listed, ListedNewest, PriceBounds } from './listing.ts'
import type { Narrowing } from './narrowing.ts'
import type { PriceAsker } from './offers.ts'
import { currentUnpacking, type DescribedProduct } from './packed-products.ts'

type Narrowed = Narrowing & PriceAsker

export type Reader = ReturnType<typeof readerOf>

/** Reads of each product once what is asked for, and no prices and stock of one that is in no list anyway. */
export function readerOf(tx: ReadTx, narrowed: Narrowed) {
  const unpacking = currentUnpacking()
  const fits = fittingFor(narrowed)
  const fitsVariants = fittingFor(without(narrowed, ofProduct))
  const mayFit = fittingFor(without(narrowed, [...ofProduct, ...ofOffer]))
  const described = new Map<string, DescribedProduct>()
  const categories = new Map<string, readonly string[]>()
  const bounds = new Map<string, PriceBounds>()
  const keys = new Map<string, Listed['key']>()
  const offered = new Map<string, OfferedProduct['variants']>()
  const readInto = <T>(known: Map<string, T>, read: (ids: readonly string[]) => Promise<[string, T][]>) => {
    return async (ids: readonly string[]) => {
      for (const [id, value] of await read(ids.filter(id => !known.has(id)))) known.set(id, value)
    }
  }
  const describe = readInto(described, ids => describedProducts(tx, ids, unpacking))
  const shelve = readInto(categories, ids => categoriesOf(tx, ids))
  const bound = readInto(bounds, ids => priceBoundsOf(tx, ids, narrowed))
  const describedOf = (ids: readonly string[]) =>
    ids.flatMap(id => {
      const product = described.get(id)
      return product ? [{ id, ...product }] : []
    })
  const offer = readInto(offered, ids =>
    offeredVariants(tx, describedOf(ids), { ...narrowed, isStockRead: narrowed.available === true }),
  )
  const productsOf = (ids: readonly string[]): OfferedProduct[] =>
    describedOf(ids).map(product => ({
      ...product,
      categoryIds: categories.get(product.id) ?? [],
      variants: offered.get(product.id) ?? [],
    }))
  const mayFitAny = (product: Described, names: readonly string[]): boolean => {
    const unread = { ...product, categoryIds: [], variants: product.variants.map(withoutOffer) }
    return names.some(name => mayFit(unread, name))
  }
  const summed = async (products: readonly OfferedProduct[], needs: Needs): Promise<CountedProduct[]> => {
    const isRead = narrowed.available === true || !needs.stock
    const available = isRead ? undefined : await availableOf(tx, products)
    return products.map(product => countedOf(product, available))
  }
  /** Everything is read of the products, and those are left that are within all filters but this. */
  const fitting = async (ids: readonly string[], own: string, isWithin = fits): Promise<CountedProduct[]> => {
    const needs = needsOf(own, narrowed)
    await describe(ids)
    if (needs.categories || (isWithin === fits && narrowed.categoryIds)) await shelve(ids)
    await offer(ids)
    const products = productsOf(ids).flatMap(product => isWithin(product, own) ?? [])
    return await summed(products, needs)
  }
  /** Whether all variants are within the list without the filter, as far as the bounds of their prices tell. */
  const isWhole = (id: string, own: string, needs: Needs): boolean => {
    const [of, price] = [bounds.get(id), own === 'price' ? undefined : narrowed.price]
    if (!of || (price && (of.least < price.min || of.most > price.max))) return false
    return !needs.values || of.variants === described.get(id)?.variants.length
  }
  const isPriceLeft = (own: string) =>
    narrowed.groups.length < 2 && ownFilters(narrowed).every(name => name === own || isTold(name))
  /** Where only a price is left: one of the bounds is within it, or each variant is looked at. */
  const priced = async (ids: readonly string[], names: readonly string[]): Promise<Map<string, string[]>> => {
    await bound(ids)
    const { min, max } = narrowed.price!
    const isBetween = (id: string) => {
      const of = bounds.get(id)
      return of === undefined || (of.least < min && of.most > max)
    }
    const unsure = ids.filter(isBetween)
    await describe(unsure)
    await offer(unsure)
    const products = productsOf(unsure)
    const withinBy = (name: string) => {
      const outside = new Set(unsure)
      for (const product of products) if (fitsVariants(product, name)) outside.delete(product.id)
      return ids.filter(id => !outside.has(id))
    }
    return new Map(names.map(name => [name, withinBy(name)]))
  }
  return {
    sizes: () => unpacking.sizes(),
    /** What these lists tell of prices need not be read. */
    learn: (listed: readonly ListedNewest[]) => {
      for (const { id, key, prices } of listed) {
        keys.set(id, key)
        if (prices) bounds.set(id, prices)
      }
    },
    /** By which a product stands in its place among the newest. */
    keyOf: (id: string) => keys.get(id)!,
    fitting: (ids: readonly string[], own: string) => fitting(ids, own),
    /** Of the products of the list without a filter, which are known to be in it, what the facet of that filter counts. */
    listed: async (ids: readonly string[], own: string): Promise<CountedProduct[]> => {
      const needs = needsOf(own, narrowed)
      if (needs.everything) return await fitting(ids, own, fitsVariants)
      if (needs.values) await describe(ids)
      if (needs.categories) await shelve(ids)
      if (needs.prices) await bound(ids)
      const whole = new Set(needs.prices ? ids.filter(id => isWhole(id, own, needs)) : ids)
      const parts = await fitting(
        ids.filter(id => !whole.has(id)),
        own,
        fitsVariants,
      )
      const others = new Map(parts.map(product => [product.id, product]))
      const available = needs.stock ? await availableOf(tx, describedOf([...whole])) : new Set<string>()
      return ids.flatMap(id => {
        if (!whole.has(id)) return others.get(id) ?? []
        const product = needs.values ? described.get(id) : unread
        if (!product) return []
        const { least, most, isReduced } = bounds.get(id) ?? unpriced
        const categoryIds = categories.get(id) ?? []
        return { id, ...product, categoryIds, least, most, isReduced, isAvailable: available.has(id) }
      })
    },
    /** What each variant of these products costs that has a price. */
    amountsOf: async (products: readonly CountedProduct[]) => {
      const ids = products.map(({ id }) => id)
      await describe(ids)
      await offer(ids)
      return ids.map(id => (offered.get(id) ?? []).map(({ amount }) => amount))
    },
    /**
     * Which of these products are in each list without a filter. Their categories and brands are within the filters, and
     * their prices not all below or all above.
     */
    within: async (ids: readonly string[], names: readonly string[]): Promise<Map<string, string[]>> => {
      if (names.every(isPriceLeft)) return await priced(ids, names)
      await describe(ids)
      const likely = describedOf(ids).flatMap(product => (mayFitAny(product, names) ? [product.id] : []))
      await offer(likely)
      const products = productsOf(likely)
      return new Map(
        names.map(name => [name, products.flatMap(product => (fitsVariants(product, name) ? [product.id] : []))]),
      )
    },
  }
}

/** What is read of the products of a list without one filter for the facet of that filter, or of all filters for any. */
export type Needs = {
  /** Each variant, because filters that are left leave some of a product's and not others. */
  readonly everything: boolean
  readonly values: boolean
  readonly categories: boolean
  readonly prices: boolean
  readonly stock: boolean
}

export function needsOf(own: string, narrowed: Narrowed): Needs {
  const left = ownFilters(narrowed).filter(name => name !== own)
  return {
    everything: !isOfProduct(own) && (narrowed.groups.length > 1 || !left.every(isTold)),
    values: own !== 'categoryIds' && own !== 'price' && own !== 'onSale',
    categories: own === 'categoryIds' || own === '',
    prices: !isOfProduct(own),
    stock: own === 'available' || own === '',
  }
}

export const isOfProduct = (own: string): boolean => ofProduct.includes(own)

/** Whether a filter holds for all variants of a product is told by the product and its prices. */
export const isTold = (own: string): boolean => own === 'price' || isOfProduct(own)

const ofProduct = ['categoryIds', 'brandKeys']
const ofOffer = ['price', 'available', 'onSale']

export function without(narrowed: Narrowed, own: readonly string[]): Narrowed {
  const entries = Object.entries(narrowed).filter(([field]) => !own.includes(field) && field !== 'facets')
  const facets = (narrowed.facets ?? []).filter(facet => !own.includes(facet.nameKey))
  return { ...(Object.fromEntries(entries) as Narrowed), ...(facets.length > 0 && { facets }) }
}

const unread = { brand: undefined, values: [], variants: [] }
const unpriced = { least: 0, most: 0, isReduced: false }

const withoutOffer = ({ id, values }: DescribedProduct['variants'][number]): OfferedProduct['variants'][number] => ({
  id,
  values,
  amount: 0,
  listAmount: 0,
  isAvailable: false,
})

function countedOf(product: OfferedProduct, available: ReadonlySet<string> | undefined): CountedProduct {
  const amounts = product.variants.map(variant => variant.amount)
  return {
    ...product,
    amounts,
    least: Math.min(...amounts),
    most: Math.max(...amounts),
    isReduced: product.variants.some(({ amount, listAmount }) => amount < listAmount),
    isAvailable: available ? available.has(product.id) : product.variants.some(variant => variant.isAvailable),
  }
}
