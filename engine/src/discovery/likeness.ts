import { cleanLine, shorten } from '../shared/clean-text.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'

/** What makes two products alike. Keys are folded. */
export type Traits = {
  readonly brand: string | null
  readonly productType: string | null
  readonly tags: readonly string[]
  readonly attributes: readonly (readonly [name: string, value: string])[]
  /** Paths of its own categories. */
  readonly categories: readonly string[]
  /** Titles of the collections that buyers see it in. */
  readonly collections: readonly string[]
  /** The cheapest variant's price in the buyer's currency. */
  readonly price: number | undefined
}

/** How much a product is like another, and what the two have in common. */
export type Likeness = { readonly score: number; readonly common: Common }

export type Common = {
  readonly category: string | undefined
  readonly productType: string | undefined
  readonly collection: string | undefined
  readonly brand: string | undefined
  readonly tag: string | undefined
  readonly attribute: readonly [name: string, value: string] | undefined
  readonly isPriceNear: boolean
}

/** What it counts to share one of these. A category or a type says more than a brand. */
export const worth = { category: 4, productType: 3, collection: 2, brand: 2 } as const
/** Each tag and attribute that is shared counts one, but no more than so many. */
export const mostCounted = { tags: 3, attributes: 4 } as const

/**
 * How much a product is like another; nothing where they have nothing in common but a price. A brand says more than a
 * single tag or attribute.
 */
export function likeness(product: Traits, other: Traits): Likeness | undefined {
  const category = product.categories.find(path => other.categories.includes(path))
  const collection = product.collections.find(title => other.collections.includes(title))
  const productType = same(product.productType, other.productType)
  const brand = same(product.brand, other.brand)
  const tags = product.tags.filter(tag => other.tags.includes(tag))
  const attributes = product.attributes.filter(([name, value]) =>
    other.attributes.some(([otherName, otherValue]) => otherName === name && otherValue === value),
  )
  const shared =
    (category === undefined ? 0 : worth.category) +
    (productType === undefined ? 0 : worth.productType) +
    (collection === undefined ? 0 : worth.collection) +
    (brand === undefined ? 0 : worth.brand) +
    Math.min(tags.length, mostCounted.tags) +
    Math.min(attributes.length, mostCounted.attributes)
  if (shared === 0) return undefined
  const near = nearness(product.price, other.price)
  const common = { category, productType, collection, brand, tag: tags[0], attribute: attributes[0] }
  return { score: shared + 2 * near, common: { ...common, isPriceNear: near > 0.5 } }
}

/** Why a product is like the one of this title. Only what is recommended is put into words: that takes longer than to compare. */
export function likenessInWords(common: Common, title: string, language: TextLanguage): string {
  const { attribute, isPriceNear } = common
  const [category, what, collection, brand, tag] = [
    common.category,
    common.productType,
    common.collection,
    common.brand,
    common.tag,
  ].map(text => (text === undefined ? undefined : short(text)))
  const reasons = [
    category !== undefined && say(language, 'also_in', { place: category }),
    category === undefined && what !== undefined && say(language, 'also', { what }),
    category === undefined &&
      what === undefined &&
      collection !== undefined &&
      say(language, 'also_in', { place: collection }),
    brand !== undefined && say(language, 'also_by', { brand }),
    attribute && say(language, 'the_same_too', { name: short(attribute[0]), value: short(attribute[1]) }),
    !category && !what && !brand && !attribute && tag !== undefined && say(language, 'also', { what: tag }),
    isPriceNear && say(language, 'similar_price'),
  ].filter(reason => typeof reason === 'string')
  return say(language, 'like', { title, reasons: reasons.join(', ') })
}

/** Texts that stand in reasons, which are short. */
const short = (text: string): string => shorten(cleanLine(text), 80)

const same = (value: string | null, other: string | null) => (value !== null && value === other ? value : undefined)

/** 1 at the same price, 0 from twice or half of it on. */
function nearness(price: number | undefined, other: number | undefined): number {
  if (!price || !other) return 0
  return Math.max(0, 1 - Math.abs(Math.log2(price / other)))
}
