import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import { CommerceError } from '../shared/errors.ts'
import { violationOf } from '../storage/database-errors.ts'
import type { Tx } from '../storage/port.ts'
import { assignCategories } from './categories.ts'
import type { ProductDraft, VariantDraft } from './contract.ts'
import { rememberHandles } from './handle-history.ts'
import { type ProductPlan, planProducts, refuseProblems } from './plan-products.ts'
import { type DimensionsMm, folded, optionsOf, type Variant } from './product.ts'
import { textsOf } from './product-texts.ts'
import { publicationOf } from './publication.ts'
import { schedule } from './publication-records.ts'
import type { ProductRow } from './records.ts'
import { living, tables } from './tables.ts'

export type SavedProduct = {
  readonly id: string
  readonly handle: string
  readonly created: boolean
  /** The ids that the draft's variants have, in its order. */
  readonly variantIds: readonly string[]
}

/**
 * Saves whole products, all of them or none. Variants keep their ids (see `matchVariants`); those that are not named any
 * more are archived, because orders still show them.
 */
export async function saveProducts(tx: Tx, drafts: readonly ProductDraft[]): Promise<SavedProduct[]> {
  const { plans, problems } = await planProducts(tx, drafts)
  refuseProblems(problems)
  try {
    return await savePlans(tx, plans)
  } catch (error) {
    if (violationOf(error)?.kind !== 'unique') throw error
    throw new CommerceError('duplicate', 'One of these handles or skus was taken by someone else meanwhile.')
  }
}

async function savePlans(tx: Tx, plans: readonly ProductPlan[]): Promise<SavedProduct[]> {
  const named = plans.map(plan => ({ ...plan, id: plan.existing?.id ?? plan.draft.id ?? tx.newId('prd', 'short') }))
  await saveRows(tx, named)
  const variants = named.map(plan => variantRows(tx, plan))
  await archiveUnnamed(tx, named, variants)
  await saveVariants(tx, variants.flat())
  await assignCategories(
    tx,
    named.map(({ id, existing, draft }) => ({
      id,
      isNew: !existing,
      createdAt: existing?.createdAt ?? tx.now,
      paths: draft.categories ?? [],
    })),
  )
  await rememberHandles(
    tx,
    'product',
    named.map(({ id, handle, existing }) => ({ id, handle, before: existing?.handle })),
  )
  await schedule(
    tx,
    named.map(({ id, existing, draft }) => ({ id, isNew: !existing, status: draft.status, ...publicationOf(draft) })),
  )
  for (const { id, handle, existing } of named) {
    await tx.emit('product.saved', { product_id: id, handle, created: !existing })
  }
  return named.map(({ id, handle, existing }, index) => {
    return { id, handle, created: !existing, variantIds: (variants[index] ?? []).map(variant => variant.id) }
  })
}

type NamedPlan = ProductPlan & { readonly id: string }

async function saveRows(tx: Tx, plans: readonly NamedPlan[]): Promise<void> {
  const { products } = tables(tx)
  const rows = plans.map(plan => productRow(tx, plan))
  for (let start = 0; start < rows.length; start += 200) {
    const part = rows.slice(start, start + 200)
    const saved = await tx.db
      .insert(products)
      .values(part)
      .onConflictDoUpdate({
        target: products.id,
        set: excluded(products, ['id', 'createdAt']),
        setWhere: sql`${products.version} = excluded.version - 1`,
      })
      .returning({ id: products.id })
    if (saved.length < part.length) {
      throw new CommerceError('version_conflict', 'One of these products was saved by someone else meanwhile.')
    }
  }
}

function productRow(tx: Tx, { id, handle, draft, existing }: NamedPlan): ProductRow {
  return {
    id,
    handle,
    title: draft.title,
    titleKey: folded(draft.title),
    status: draft.status ?? 'active',
    brand: draft.brand ?? null,
    brandKey: draft.brand === undefined ? null : folded(draft.brand),
    productType: draft.product_type ?? null,
    tags: draft.tags ?? [],
    attributes: Object.entries(draft.attributes ?? {}),
    media: draft.media ?? [],
    description: draft.description ?? null,
    ...textsOf(draft.description),
    seoTitle: draft.seo_title ?? null,
    seoDescription: draft.seo_description ?? null,
    ...publicationOf(draft),
    version: (existing?.version ?? 0) + 1,
    createdAt: existing?.createdAt ?? tx.now,
    updatedAt: tx.now,
  }
}

function variantRows(tx: Tx, { id: productId, kept }: NamedPlan): Variant[] {
  return kept.map(({ draft, existing }, position) => ({
    id: existing?.id ?? draft.id ?? tx.newId('var', 'short', productId),
    productId,
    position,
    archived: false,
    ...variantFields(draft),
  }))
}

const variantFields = (draft: VariantDraft) => ({
  sku: draft.sku ?? null,
  barcode: draft.barcode ?? null,
  title: draft.title ?? null,
  options: optionsOf(draft),
  weightGrams: draft.weight_grams ?? null,
  dimensionsMm: dimensionsOf(draft),
  shippingClass: draft.shipping_class ?? 'standard',
  requiresShipping: draft.requires_shipping ?? true,
  taxClass: draft.tax_class ?? 'standard',
  media: draft.media ?? [],
})

const dimensionsOf = ({ dimensions_mm: size }: VariantDraft): DimensionsMm | null =>
  size ? [size.length, size.width, size.height] : null

/** Archives what is not named any more, and frees skus that change hands before anyone takes them. */
async function archiveUnnamed(tx: Tx, plans: readonly NamedPlan[], rows: readonly Variant[][]): Promise<void> {
  const { variants } = tables(tx)
  const skus = new Map(rows.flat().map(row => [row.id, row.sku]))
  const before = plans.flatMap(plan => plan.existingVariants).filter(variant => !variant.archived)
  const unnamed = before.filter(variant => !skus.has(variant.id)).map(variant => variant.id)
  const freed = before.filter(({ id, sku }) => sku !== null && skus.has(id) && skus.get(id) !== sku).map(({ id }) => id)
  for (let start = 0; start < unnamed.length; start += 1000) {
    await tx.db
      .update(variants)
      .set({ archived: true })
      .where(and(inArray(variants.id, unnamed.slice(start, start + 1000)), living(tx)))
  }
  for (let start = 0; start < freed.length; start += 1000) {
    await tx.db
      .update(variants)
      .set({ sku: null })
      .where(inArray(variants.id, freed.slice(start, start + 1000)))
  }
}

async function saveVariants(tx: Tx, rows: readonly Variant[]): Promise<void> {
  const { variants } = tables(tx)
  for (let start = 0; start < rows.length; start += 500) {
    await tx.db
      .insert(variants)
      .values(rows.slice(start, start + 500))
      .onConflictDoUpdate({ target: variants.id, set: excluded(variants, ['id', 'productId']) })
  }
}

type AnyTable = ReturnType<typeof tables>['products'] | ReturnType<typeof tables>['variants']

/** Every column but these from the row that was to be inserted. */
function excluded(table: AnyTable, except: readonly string[]) {
  return Object.fromEntries(
    Object.entries(getTableColumns(table))
      .filter(([name]) => !except.includes(name))
      .map(([name]) => [name, sql`excluded.${sql.identifier(snakeCase(name))}`]),
  )
}

/** As storage names columns. */
const snakeCase = (name: string) => name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** Takes a product out of the shop; answers whether there was one. */
export async function archive(tx: Tx, id: string): Promise<boolean> {
  const { products } = tables(tx)
  const [row] = await tx.db.select().from(products).where(eq(products.id, id))
  if (!row) return false
  if (row.status === 'archived') return true
  await tx.db
    .update(products)
    .set({ status: 'archived', version: row.version + 1, updatedAt: tx.now })
    .where(and(eq(products.id, id), eq(products.version, row.version)))
  await schedule(tx, [{ id, isNew: false, status: 'archived', publishAt: null, unpublishAt: null }])
  await tx.emit('product.archived', { product_id: id, handle: row.handle })
  return true
}
