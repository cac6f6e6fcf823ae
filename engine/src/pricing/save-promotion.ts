import { categoriesNamed, everyCollectionNamed, productsByHandles, productsByIds } from '../catalog/index.ts'
import { groupExists } from '../customers/index.ts'
import { CommerceError, notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { ProductScope, PromotionDraft, PromotionSummary } from './contract.ts'
import { wholeRate } from './discounts.ts'
import { changePromotionRow, promotionsAfter, savePromotionRow, switchOff } from './promotion-records.ts'
import type { PromotionScope } from './promotion-scope.ts'
import { type Benefit, type Promotion, standardPriority } from './promotions.ts'
import { assertVariants } from './use-cases.ts'

export async function savePromotion(
  tx: Tx,
  { promotion: draft }: Input<typeof contract.savePromotion>,
): Promise<Output<typeof contract.savePromotion>> {
  const promotion = await promotionOf(tx, draft)
  const saved = await (draft.id === undefined ? savePromotionRow(tx, promotion) : changePromotionRow(tx, promotion))
  return promotionSummary(saved)
}

export async function archivePromotion(
  tx: Tx,
  { id }: Input<typeof contract.archivePromotion>,
): Promise<Output<typeof contract.archivePromotion>> {
  return promotionSummary(await switchOff(tx, id))
}

export async function listPromotions(
  tx: ReadTx,
  { active, pagination }: Input<typeof contract.listPromotions>,
): Promise<Output<typeof contract.listPromotions>> {
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const list = `promotions ${active ?? ''}`
  const after = cursor === undefined ? '' : String(decodeCursor(list, cursor)[0] ?? '')
  const rows = await promotionsAfter(tx, { after, limit: limit + 1, active })
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    promotions: shown.map(promotionSummary),
    pagination: last ? { has_next_page: true, cursor: encodeCursor(list, [last.id]) } : { has_next_page: false },
  }
}

const promotionSummary = ({ id, title, priority, active, used, ...promotion }: Promotion): PromotionSummary => ({
  id,
  ...(promotion.code !== undefined && { code: promotion.code }),
  title,
  benefit: promotion.benefit.kind,
  ...(promotion.customerGroup !== undefined && { customer_group: promotion.customerGroup }),
  ...(promotion.startsAt && { starts_at: promotion.startsAt.toISOString() }),
  ...(promotion.endsAt && { ends_at: promotion.endsAt.toISOString() }),
  priority,
  combinable: promotion.isCombinable,
  active,
  used,
  ...(promotion.usageLimit !== undefined && { usage_limit: promotion.usageLimit }),
})

async function promotionOf(tx: Tx, draft: PromotionDraft): Promise<Promotion> {
  const customerGroup = draft.customer_group?.trim()
  if (customerGroup !== undefined && !(await groupExists(tx, customerGroup)))
    throw missing('customer group', customerGroup, '$.promotion.customer_group')
  return {
    id: draft.id ?? tx.newId('prm', 'short'),
    title: draft.title,
    benefit: await benefitOf(tx, draft),
    ...(draft.code !== undefined && { code: draft.code.trim() }),
    ...(draft.applies_to && { appliesTo: await scopeOf(tx, draft.applies_to, '$.promotion.applies_to') }),
    ...(customerGroup !== undefined && { customerGroup }),
    ...(draft.minimum_subtotals && { minimumSubtotals: draft.minimum_subtotals }),
    ...(draft.minimum_quantity !== undefined && { minimumQuantity: draft.minimum_quantity }),
    firstOrderOnly: draft.first_order_only ?? false,
    ...(draft.starts_at !== undefined && { startsAt: new Date(draft.starts_at) }),
    ...(draft.ends_at !== undefined && { endsAt: new Date(draft.ends_at) }),
    ...(draft.usage_limit !== undefined && { usageLimit: draft.usage_limit }),
    ...(draft.limit_per_customer !== undefined && { limitPerCustomer: draft.limit_per_customer }),
    used: 0,
    active: draft.active ?? true,
    priority: draft.priority ?? standardPriority,
    isCombinable: draft.combinable ?? true,
  }
}

/** The schema has seen to it that a draft names exactly one benefit. */
async function benefitOf(tx: Tx, draft: PromotionDraft): Promise<Benefit> {
  const { rate_ppm, amounts, fixed_prices, buy_x_get_y: bargain, free_shipping, gift } = draft
  if (rate_ppm !== undefined) return { kind: 'percentage', ratePpm: rate_ppm }
  if (amounts) return { kind: 'fixed_amount', amounts }
  if (fixed_prices) return { kind: 'fixed_price', prices: fixed_prices }
  if (bargain) {
    const { buy, get, rate_ppm: ratePpm = wholeRate } = bargain
    const of = bargain.of && { of: await scopeOf(tx, bargain.of, '$.promotion.buy_x_get_y.of') }
    return { kind: 'buy_x_get_y', buy, get, ratePpm, ...of }
  }
  if (gift) {
    const of = await scopeOf(tx, gift.of, '$.promotion.gift.of')
    return { kind: 'gift', of, quantity: gift.quantity ?? 1 }
  }
  if (free_shipping) return { kind: 'free_shipping' }
  throw new CommerceError('invalid_input', 'A promotion needs a benefit.', { path: '$.promotion' })
}

/** What the names of a scope mean, by id. Throws `not_found` for the first one that means nothing. */
async function scopeOf(tx: ReadTx, scope: ProductScope, path: string): Promise<PromotionScope> {
  const { products, variants, categories, collections } = scope
  if (variants) await assertVariants(tx, variants)
  return {
    ...(products && { productIds: await productIds(tx, products, path) }),
    ...(variants && { variantIds: [...new Set(variants)] }),
    ...(categories && { categoryIds: await categoryIds(tx, categories, path) }),
    ...(collections && { collectionIds: await collectionIds(tx, collections, path) }),
  }
}

async function productIds(tx: ReadTx, names: readonly string[], path: string): Promise<string[]> {
  const found = [...(await productsByIds(tx, names)), ...(await productsByHandles(tx, names))]
  const unknown = names.find(name => !found.some(({ id, handle }) => id === name || handle === name))
  if (unknown !== undefined) throw missing('product', unknown, path)
  return [...new Set(found.map(({ id }) => id))]
}

async function categoryIds(tx: ReadTx, names: readonly string[], path: string): Promise<string[]> {
  const ids = new Set<string>()
  for (const name of names) {
    const found = await categoriesNamed(tx, [name])
    if (found.length === 0) throw missing('category', name, path)
    for (const { id } of found) ids.add(id)
  }
  return [...ids]
}

async function collectionIds(tx: ReadTx, names: readonly string[], path: string): Promise<string[]> {
  const found = await everyCollectionNamed(tx, names)
  const unknown = names.find(name => !found.has(name))
  if (unknown !== undefined) throw missing('collection', unknown, path)
  return [...new Set([...found.values()].map(({ id }) => id))]
}

const missing = (what: string, name: string, path: string) =>
  new CommerceError('not_found', notFound(what, name).message, { what, path })
