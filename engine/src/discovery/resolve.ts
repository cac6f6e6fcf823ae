import {
  formerHolders,
  type ProductRow,
  productsByHandles,
  productsByIds,
  skuHolders,
  variantOwners,
} from '../catalog/index.ts'
import type { ReadTx } from '../storage/port.ts'

/** What an id, sku or handle names; with a variant when it names exactly that, and the product where it was read anyway. */
export type Resolved = {
  readonly productId: string
  readonly variantId?: string
  readonly product?: ProductRow
  /** By a handle that the product had before. */
  readonly isMoved?: true
}

/** The products that these names stand for, by the name as it was asked: variant id, product id, sku, handle, earlier handle. */
export async function resolve(tx: ReadTx, names: readonly string[]): Promise<Map<string, Resolved>> {
  const found = new Map<string, Resolved>()
  const rest = (prefix = '') => [...new Set(names)].filter(name => name.startsWith(prefix) && !found.has(name))
  // The shop's own ids say what they are the ids of, so nothing else is looked for among them.
  const variants = await variantOwners(tx, rest('var_'))
  for (const { variantId, productId } of variants) found.set(variantId, { productId, variantId })
  for (const product of await productsByIds(tx, rest('prd_'))) found.set(product.id, { productId: product.id, product })
  for (const { sku, productId, variantId } of await skuHolders(tx, rest())) {
    if (sku !== null) found.set(sku, { productId, variantId })
  }
  for (const product of await productsByHandles(tx, rest())) {
    found.set(product.handle, { productId: product.id, product })
  }
  for (const { handle, targetId } of await formerHolders(tx, rest(), { kind: 'product' })) {
    found.set(handle, { productId: targetId, isMoved: true })
  }
  return found
}
