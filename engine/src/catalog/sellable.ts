import { and, asc, eq, inArray, or, type SQL } from 'drizzle-orm'
import type { ReadTx } from '../storage/port.ts'
import { queryByIds } from '../storage/query-by-ids.ts'
import type { Media } from './contract.ts'
import { addressOf } from './media.ts'
import { type DimensionsMm, fullTitle, type SelectedOption, variantTitle } from './product.ts'
import { isPublished } from './publication.ts'
import { isShownNow, living, tables } from './tables.ts'
import { type Wording, wordingIn } from './wording.ts'

/** What a cart line needs to know of a variant. */
export type SellableVariant = {
  readonly variantId: string
  readonly productId: string
  readonly productTitle: string
  /** As a cart shows it: "Mug – Blue / Large". */
  readonly title: string
  readonly sku?: string
  readonly imageUrl?: string
  readonly taxClass: string
  readonly requiresShipping: boolean
  readonly weightGrams?: number
  readonly dimensionsMm?: DimensionsMm
  readonly shippingClass: string
}

/**
 * The variants that these ids name, by the id as it was asked, of products that are shown now. Besides variant ids, a sku or
 * the id or handle of a product with exactly one variant will do, because agents mix them up; see `ambiguousProducts`.
 */
export async function sellableVariants(
  tx: ReadTx,
  ids: readonly string[],
  languages: readonly string[] = [],
): Promise<Map<string, SellableVariant>> {
  const found = new Map<string, Row>()
  const rest = () => [...new Set(ids)].filter(id => !found.has(id))
  for (const row of await byVariant(tx, rest(), { now: tx.now })) found.set(row.variantId, row)
  for (const row of await bySku(tx, rest(), { now: tx.now })) if (row.sku !== null) found.set(row.sku, row)
  for (const [id, variants] of await variantsOfProducts(tx, rest())) {
    const [only] = variants
    if (only && variants.length === 1) found.set(id, only)
  }
  const variants = [...found.values()].map(row => ({ ...row, id: row.variantId }))
  const wording = await wordingIn(tx, languages, { variants })
  return new Map([...found].map(([id, row]) => [id, sellable(inWords(row, wording), tx)]))
}

function inWords(row: Row, wording: Wording): Row {
  const { title, options } = wording.variant({ ...row, id: row.variantId })
  const product = wording.product({ id: row.productId, title: row.productTitle, summary: '', media: [] })
  return { ...row, title, options: [...options], productTitle: product.title }
}

/** Ids and handles that name a product with several variants, with what there is to choose from. */
export async function ambiguousProducts(
  tx: ReadTx,
  ids: readonly string[],
): Promise<Map<string, { readonly variantId: string; readonly title: string }[]>> {
  const ambiguous = new Map<string, { variantId: string; title: string }[]>()
  for (const [id, variants] of await variantsOfProducts(tx, [...new Set(ids)])) {
    if (variants.length < 2) continue
    ambiguous.set(
      id,
      variants.map(row => ({ variantId: row.variantId, title: variantTitle(row) ?? row.productTitle })),
    )
  }
  return ambiguous
}

type Row = {
  variantId: string
  productId: string
  handle: string
  productTitle: string
  title: string | null
  options: SelectedOption[]
  sku: string | null
  media: Media[]
  productMedia: Media[]
  taxClass: string
  requiresShipping: boolean
  weightGrams: number | null
  dimensionsMm: DimensionsMm | null
  shippingClass: string
}

function sellable(row: Row, place: Pick<ReadTx, 'publicUrl'>): SellableVariant {
  const image = [...row.media, ...row.productMedia].find(item => item.type === 'image')
  return {
    variantId: row.variantId,
    productId: row.productId,
    productTitle: row.productTitle,
    title: fullTitle(row.productTitle, row),
    ...(row.sku !== null && { sku: row.sku }),
    ...(image && { imageUrl: addressOf(image, place) }),
    taxClass: row.taxClass,
    requiresShipping: row.requiresShipping,
    ...(row.weightGrams !== null && { weightGrams: row.weightGrams }),
    ...(row.dimensionsMm !== null && { dimensionsMm: row.dimensionsMm }),
    shippingClass: row.shippingClass,
  }
}

async function variantsOfProducts(tx: ReadTx, ids: readonly string[]): Promise<Map<string, Row[]>> {
  const groups = new Map<string, Map<string, Row>>()
  const asked = new Set(ids)
  for (const { status, publishAt, unpublishAt, ...row } of await byProductOrHandle(tx, ids)) {
    if (status !== 'active' || !isPublished({ publishAt, unpublishAt }, tx.now)) continue
    for (const id of [row.productId, row.handle]) {
      if (!asked.has(id)) continue
      const group = groups.get(id) ?? new Map<string, Row>()
      groups.set(id, group.set(row.variantId, row))
    }
  }
  return new Map([...groups].map(([id, rows]) => [id, [...rows.values()]]))
}

const byVariant = queryByIds((db, tx, ids) => sellableWhere(db, tx, inArray(tables(tx).variants.id, ids)))
const bySku = queryByIds((db, tx, ids) => sellableWhere(db, tx, inArray(tables(tx).variants.sku, ids)))
const byProductOrHandle = queryByIds((db, tx, ids) => {
  const { products, variants } = tables(tx)
  const { status, publishAt, unpublishAt } = products
  // What is shown is chosen from the rows: asked for here, SQLite would begin with everything that is active.
  return db
    .select({ ...columns(tx), status, publishAt, unpublishAt })
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(and(or(inArray(products.id, ids), inArray(products.handle, ids)), living(tx)))
    .orderBy(asc(variants.position))
})

function sellableWhere(db: ReadTx['db'], tx: ReadTx, named: SQL | undefined) {
  const { products, variants } = tables(tx)
  return db
    .select(columns(tx))
    .from(variants)
    .innerJoin(products, eq(products.id, variants.productId))
    .where(and(named, living(tx), isShownNow(tx)))
}

function columns(tx: ReadTx) {
  const { products, variants } = tables(tx)
  return {
    variantId: variants.id,
    productId: variants.productId,
    handle: products.handle,
    productTitle: products.title,
    title: variants.title,
    options: variants.options,
    sku: variants.sku,
    media: variants.media,
    productMedia: products.media,
    taxClass: variants.taxClass,
    requiresShipping: variants.requiresShipping,
    weightGrams: variants.weightGrams,
    dimensionsMm: variants.dimensionsMm,
    shippingClass: variants.shippingClass,
  }
}
