import type { ProductDraft } from '../catalog/contract.ts'
import { planProducts, type SavedProduct, saveProducts, slug } from '../catalog/index.ts'
import { setStockLevels } from '../inventory/index.ts'
import { setPriceRows } from '../pricing/index.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { ImportedProduct } from './contract.ts'
import { type KeptRow, keepColumns, keepRows } from './external-records.ts'
import { recountForPlans } from './planning.ts'
import { indexProducts } from './search-index.ts'

type ImportAnswer = Output<typeof contract.importProducts>

/** Saves the products with their prices and stock, or with `dry_run` says what would be refused. */
export async function importProducts(
  tx: Tx,
  { products, columns, dry_run }: Input<typeof contract.importProducts>,
): Promise<ImportAnswer> {
  const drafts = products.map(draftOf)
  const variants = drafts.reduce((sum, draft) => sum + draft.variants.length, 0)
  if (dry_run) return { ...(await rehearse(tx, drafts)), variants }
  const saved = await saveProducts(tx, drafts)
  const imported = products.flatMap((product, index) =>
    product.variants.map((variant, place) => ({ ...variant, variantId: saved[index]?.variantIds[place] ?? '' })),
  )
  await setPriceRows(
    tx,
    imported.flatMap(({ variantId, prices }) =>
      prices.map(({ currency, amount, compare_at }) => ({
        variantId,
        currency,
        amount,
        ...(compare_at !== undefined && { compareAt: compare_at }),
      })),
    ),
  )
  const levels = imported.flatMap(({ variantId, stock }) =>
    stock ? [{ variantId, onHand: stock.on_hand, tracked: stock.tracked, backorder: stock.backorder }] : [],
  )
  await setStockLevels(tx, levels, 'imported')
  await keepExternal(tx, products, saved)
  if (columns) await keepColumns(tx, columns)
  await indexProducts(
    tx,
    saved.map(product => product.id),
  )
  await recountForPlans(tx)
  const created = saved.filter(product => product.created).length
  return {
    created,
    updated: saved.length - created,
    variants,
    products: saved.map(({ id, handle }) => ({ id, handle })),
    problems: [],
  }
}

async function keepExternal(
  tx: Tx,
  products: readonly ImportedProduct[],
  saved: readonly SavedProduct[],
): Promise<void> {
  const kept = products.flatMap(({ external }, index): [string, KeptRow[]][] => {
    const { id, variantIds } = saved[index]!
    const rows = external?.map(({ variant, cells }) => {
      const variantId = variant === undefined ? undefined : variantIds[variant]
      return { ...(variantId !== undefined && { variantId }), cells }
    })
    return rows ? [[id, rows]] : []
  })
  await keepRows(tx, new Map(kept))
}

/** A file without handles still names the same products when it is imported again. */
function draftOf({ variants, external: _external, ...product }: ImportedProduct): ProductDraft {
  return {
    ...product,
    ...(product.id === undefined && { handle: product.handle ?? slug(product.title) }),
    variants: variants.map(({ prices: _prices, stock: _stock, ...variant }) => variant),
  }
}

async function rehearse(tx: Tx, drafts: readonly ProductDraft[]): Promise<Omit<ImportAnswer, 'variants'>> {
  const { plans, problems } = await planProducts(tx, drafts)
  const known = plans.flatMap(({ existing, handle }) => (existing ? [{ id: existing.id, handle }] : []))
  return {
    created: plans.length - known.length,
    updated: known.length,
    products: known,
    problems: problems.map(({ code: _code, ...problem }) => problem),
  }
}
