import { say, type TextLanguage } from '../shared/shopper-texts.ts'

/** What makes two products alike. Keys are folded. */
export type Traits = {
  readonly id: string
  readonly title: string
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

export type Likeness = { readonly score: number; readonly reason: string }

/**
 * How much a product is like another and why, in words; nothing where they have nothing in common but a price. A
 * category or a type says more than a brand, and a brand more than a single tag or attribute.
 */
export function likeness(product: Traits, other: Traits, language?: TextLanguage): Likeness | undefined {
  const category = product.categories.find(path => other.categories.includes(path))
  const collection = product.collections.find(title => other.collections.includes(title))
  const type = same(product.productType, other.productType)
  const brand = same(product.brand, other.brand)
  const tags = product.tags.filter(tag => other.tags.includes(tag))
  const attributes = product.attributes.filter(([name, value]) =>
    other.attributes.some(([otherName, otherValue]) => otherName === name && otherValue === value),
  )
  const shared =
    (category === undefined ? 0 : 4) +
    (type === undefined ? 0 : 3) +
    (collection === undefined ? 0 : 2) +
    (brand === undefined ? 0 : 2) +
    Math.min(tags.length, 3) +
    Math.min(attributes.length, 4)
  if (shared === 0) return undefined
  const near = nearness(product.price, other.price)
  const [attribute] = attributes
  const reasons = [
    category !== undefined && say(language, 'also_in', { place: category }),
    category === undefined && type !== undefined && say(language, 'also', { what: type }),
    category === undefined &&
      type === undefined &&
      collection !== undefined &&
      say(language, 'also_in', { place: collection }),
    brand !== undefined && say(language, 'also_by', { brand }),
    attribute && say(language, 'the_same_too', { name: attribute[0], value: attribute[1] }),
    !category && !type && !brand && !attribute && tags[0] !== undefined && say(language, 'also', { what: tags[0] }),
    near > 0.5 && say(language, 'similar_price'),
  ].filter(reason => typeof reason === 'string')
  return {
    score: shared + 2 * near,
    reason: say(language, 'like', { title: product.title, reasons: reasons.join(', ') }),
  }
}

const same = (value: string | null, other: string | null) => (value !== null && value === other ? value : undefined)

/** 1 at the same price, 0 from twice or half of it on. */
function nearness(price: number | undefined, other: number | undefined): number {
  if (!price || !other) return 0
  return Math.max(0, 1 - Math.abs(Math.log2(price / other)))
}
