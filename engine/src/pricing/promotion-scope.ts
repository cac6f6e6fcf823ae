import type { Money } from '../shared/money.ts'
import type { Promotion } from './promotions.ts'

/** What a promotion asks of a line of the cart. The category ids are the product's own and all above them. */
export type PromotableLine = {
  readonly id: string
  readonly quantity: number
  /** Before any discount: a whole number of minor units for each unit. */
  readonly subtotal: Money
  readonly taxClass: string
  readonly variantId?: string
  readonly productId?: string
  readonly categoryIds?: readonly string[]
  readonly collectionIds?: readonly string[]
}

/** Some products: those that any of the lists names. */
export type PromotionScope = {
  readonly productIds?: readonly string[]
  readonly variantIds?: readonly string[]
  readonly categoryIds?: readonly string[]
  readonly collectionIds?: readonly string[]
}

type Item = Pick<PromotableLine, 'variantId' | 'productId' | 'categoryIds' | 'collectionIds'>

/** Whether a line is among these products; no scope at all means every product. */
export const covers = (
  scope: PromotionScope | undefined,
  { variantId, productId, categoryIds = [], collectionIds = [] }: Item,
): boolean =>
  scope === undefined ||
  (productId !== undefined && (scope.productIds ?? []).includes(productId)) ||
  (variantId !== undefined && (scope.variantIds ?? []).includes(variantId)) ||
  categoryIds.some(id => (scope.categoryIds ?? []).includes(id)) ||
  collectionIds.some(id => (scope.collectionIds ?? []).includes(id))

type Asking = readonly Pick<Promotion, 'appliesTo' | 'benefit'>[]

/** Whether any of these promotions asks for the categories of a product. */
export const asksForCategories = (promotions: Asking): boolean =>
  scopesOf(promotions).some(({ categoryIds }) => categoryIds !== undefined)

/** Whether any of these promotions asks for the collections of a product. */
export const asksForCollections = (promotions: Asking): boolean =>
  scopesOf(promotions).some(({ collectionIds }) => collectionIds !== undefined)

const scopesOf = (promotions: Asking): PromotionScope[] =>
  promotions.flatMap(({ appliesTo, benefit }) => {
    const of = benefit.kind === 'gift' || benefit.kind === 'buy_x_get_y' ? benefit.of : undefined
    return [...(appliesTo ? [appliesTo] : []), ...(of ? [of] : [])]
  })
