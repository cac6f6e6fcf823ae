import type { CollectionCondition, CollectionRule } from './contract.ts'
import { folded } from './product.ts'

/** What rules ask of a product. Texts are folded; amounts are in minor units. */
export type RuledProduct = {
  readonly title: string
  readonly brand: string
  readonly productType: string
  readonly tags: readonly string[]
  readonly attributes: readonly (readonly [name: string, value: string])[]
  /** Its own categories and all above them. */
  readonly categoryIds: readonly string[]
  /** The cheapest variant's price by currency. */
  readonly prices: ReadonlyMap<string, number>
  /** The currencies in which a variant is reduced. */
  readonly reducedIn: readonly string[]
  /** When buyers could first see it. */
  readonly newSince: Date
}

/** Membership ends by itself only where a rule speaks of new products; null is for as long as nothing changes. */
export type Membership = { readonly until: Date | null }

/** A rule ready to be compared with many products: its texts folded, once. */
export const foldedRule = ({ match, conditions }: CollectionRule): CollectionRule => ({
  match,
  conditions: conditions.map(condition => ({
    ...condition,
    ...('name' in condition && { name: folded(condition.name) }),
    ...('relation' in condition && { value: folded(condition.value) }),
  })),
})

/** Whether a product belongs to a collection now, and until when. The rule is folded and names categories by their ids. */
export function membershipIn(rule: CollectionRule, product: RuledProduct, now: Date): Membership | undefined {
  const held = rule.conditions.map(condition => holds(condition, product, now))
  const holding = held.filter(membership => membership !== undefined)
  const ends = holding.flatMap(({ until }) => until ?? []).sort((a, b) => a.getTime() - b.getTime())
  if (rule.match === 'all') return holding.length === held.length ? { until: ends[0] ?? null } : undefined
  if (holding.length === 0) return undefined
  return { until: ends.length === holding.length ? (ends.at(-1) ?? null) : null }
}

function holds(condition: CollectionCondition, product: RuledProduct, now: Date): Membership | undefined {
  if (condition.field === 'new') {
    const until = new Date(product.newSince.getTime() + condition.days * 86_400_000)
    return until > now ? { until } : undefined
  }
  return isTrue(condition, product) ? { until: null } : undefined
}

function isTrue(condition: Exclude<CollectionCondition, { field: 'new' }>, product: RuledProduct): boolean {
  switch (condition.field) {
    case 'title':
      return fits(condition, [product.title])
    case 'brand':
      return fits(condition, [product.brand])
    case 'product_type':
      return fits(condition, [product.productType])
    case 'tag':
      return fits(condition, product.tags)
    case 'attribute':
      return fits(condition, valuesOf(product, condition.name))
    case 'attribute_number':
      return valuesOf(product, condition.name).some(value => isWithin(numberIn(value), condition))
    case 'category':
      return product.categoryIds.includes(condition.value)
    case 'price':
      return isWithin(product.prices.get(condition.currency), condition)
    case 'on_sale':
      return condition.currency === undefined
        ? product.reducedIn.length > 0
        : product.reducedIn.includes(condition.currency)
  }
}

type TextCondition = Extract<CollectionCondition, { relation: string }>

/** With "not", none of the texts may be so; without it, one of them has to. */
function fits({ relation, value: wanted }: TextCondition, texts: readonly string[]): boolean {
  switch (relation) {
    case 'equals':
      return texts.includes(wanted)
    case 'not_equals':
      return !texts.includes(wanted)
    case 'contains':
      return texts.some(text => text.includes(wanted))
    case 'not_contains':
      return !texts.some(text => text.includes(wanted))
    case 'starts_with':
      return texts.some(text => text.startsWith(wanted))
    case 'ends_with':
      return texts.some(text => text.endsWith(wanted))
  }
}

const valuesOf = ({ attributes }: RuledProduct, name: string): string[] =>
  attributes.filter(([known]) => known === name).map(([, value]) => value)

type Range = { readonly min?: number | undefined; readonly max?: number | undefined }

const isWithin = (value: number | undefined, { min = -Infinity, max = Infinity }: Range): boolean =>
  value !== undefined && value >= min && value <= max

/** The first number of a text: 55 in "55 inch", 1.5 in "1,5 kg", 1000 in "1,000 pieces". */
export function numberIn(text: string): number | undefined {
  const [found] = /-?\d+(?:[.,]\d+)*/.exec(text) ?? []
  if (found === undefined) return undefined
  const isGrouped = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(found)
  const value = Number(isGrouped ? found.replaceAll(',', '') : found.replace(',', '.'))
  return Number.isNaN(value) ? undefined : value
}
