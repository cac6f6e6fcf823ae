import type { FacetValue } from './attribute-values.ts'
import type { FacetFilter, Narrowing } from './narrowing.ts'
import type { KnownValue } from './packed-products.ts'

/** What filters look at of a product; its variants are those that have a price. */
export type OfferedProduct = {
  readonly id: string
  readonly categoryIds: readonly string[]
  readonly brand: { readonly key: string; readonly label: string } | undefined
  /** What holds for every variant. */
  readonly values: readonly KnownValue[]
  readonly variants: readonly OfferedVariant<KnownValue>[]
}

export type OfferedVariant<V = FacetValue> = {
  readonly id: string
  readonly amount: number
  readonly listAmount: number
  readonly isAvailable: boolean
  readonly values: readonly V[]
}

/** A name for each filter that is set: a field of the narrowing, or the key of an attribute. */
export function ownFilters({ categoryIds, brandKeys, price, available, onSale, facets = [] }: Narrowing): string[] {
  return [
    ...(categoryIds ? ['categoryIds'] : []),
    ...(brandKeys ? ['brandKeys'] : []),
    ...(price ? ['price'] : []),
    ...(available ? ['available'] : []),
    ...(onSale ? ['onSale'] : []),
    ...new Set(facets.map(facet => facet.nameKey)),
  ]
}

/**
 * The product with those of its variants that are within the filters, all of them or all but one, as the database finds
 * it; nothing where none is. Collections are not looked at. What was asked of a product once is not looked for again.
 */
export function fittingFor(
  narrowing: Narrowing,
): (product: OfferedProduct, but?: string) => OfferedProduct | undefined {
  const own = ownFilters(narrowing)
  const checks = own.flatMap((name, place) => checksOf(narrowing, name).map(check => ({ ...check, bit: 1 << place })))
  const known = new Map<string, readonly number[]>()
  const missedBy = (product: OfferedProduct): readonly number[] => {
    const left = checks.filter(({ holdsFor }) => !holdsFor?.(product))
    return product.variants.map(variant =>
      left.reduce((missed, { holdsOn, bit }) => (holdsOn?.(variant) ? missed : missed | bit), 0),
    )
  }
  return (product, but = '') => {
    if (checks.length === 0) return product.variants.length > 0 ? product : undefined
    let missed = known.get(product.id)
    if (!missed) {
      missed = missedBy(product)
      known.set(product.id, missed)
    }
    const counting = own.includes(but) ? ~(1 << own.indexOf(but)) : ~0
    const variants = product.variants.filter((_, place) => (missed[place]! & counting) === 0)
    return variants.length > 0 ? { ...product, variants } : undefined
  }
}

/** Whether this variant is within the filters, as far as those look at variants. */
export const fits = ({ values }: Valued, variant: Omit<OfferedVariant, 'id'>, narrowing: Narrowing): boolean =>
  ownFilters({ ...narrowing, categoryIds: undefined, brandKeys: undefined })
    .flatMap(own => checksOf(narrowing, own))
    .every(({ holdsFor, holdsOn }) => holdsFor?.({ values, categoryIds: [], brand: undefined }) || holdsOn?.(variant))

type Valued = { readonly values: readonly FacetValue[] }

/** A filter holds where it holds for the whole product or on the variant. */
type Check = {
  readonly holdsFor?: (product: Valued & Pick<OfferedProduct, 'categoryIds' | 'brand'>) => boolean
  readonly holdsOn?: (variant: Omit<OfferedVariant, 'id'>) => boolean
}

function checksOf({ categoryIds = [], brandKeys = [], price, facets = [] }: Narrowing, own: string): Check[] {
  switch (own) {
    case 'categoryIds':
      return [{ holdsFor: product => product.categoryIds.some(id => categoryIds.includes(id)) }]
    case 'brandKeys':
      return [{ holdsFor: ({ brand }) => brand !== undefined && brandKeys.includes(brand.key) }]
    case 'price':
      return [{ holdsOn: ({ amount }) => amount >= price!.min && amount <= price!.max }]
    case 'available':
      return [{ holdsOn: variant => variant.isAvailable }]
    case 'onSale':
      return [{ holdsOn: ({ amount, listAmount }) => amount < listAmount }]
    default:
      return facets.filter(facet => facet.nameKey === own).map(facetCheck)
  }
}

/** A value is looked at once, however many products have it. */
function facetCheck(facet: FacetFilter): Check {
  const known = new Map<FacetValue, boolean>()
  const holds = ({ values }: Valued) =>
    values.some(value => {
      const is = known.get(value) ?? isOf(facet, value)
      known.set(value, is)
      return is
    })
  return { holdsFor: holds, holdsOn: holds }
}

const isOf = ({ nameKey, valueKeys, range }: FacetFilter, value: FacetValue): boolean =>
  value.nameKey === nameKey &&
  (valueKeys?.includes(value.valueKey) === true || (range !== undefined && isWithin(range, value)))

export const isWithin = (range: NonNullable<FacetFilter['range']>, { number, unit }: FacetValue): boolean =>
  number !== null && unit === range.unit && number >= range.min && number <= range.max
