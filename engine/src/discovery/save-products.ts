import type * as catalogContract from '../catalog/contract.ts'
import type { MerchantCategory, MerchantCollection } from '../catalog/contract.ts'
import * as catalog from '../catalog/index.ts'
import { merchantCategory, merchantCollection, saveCategoryRow, variantOwners } from '../catalog/index.ts'
import * as pricing from '../pricing/index.ts'
import { notFound } from '../shared/errors.ts'
import type { Input } from '../shared/operation.ts'
import type { Tx } from '../storage/port.ts'
import { fillByRule, refillByCategory, refreshMemberships } from './collection-members.ts'
import { indexPrices, indexProducts, searchOf } from './search-index.ts'

/** What earlier rooms do, and in the same transaction what buyers find of it. */
export async function saveProduct(
  tx: Tx,
  input: Parameters<typeof catalog.saveProduct>[1],
): ReturnType<typeof catalog.saveProduct> {
  const product = await catalog.saveProduct(tx, input)
  await indexProducts(tx, [product.id])
  return product
}

export async function archiveProduct(
  tx: Tx,
  input: Parameters<typeof catalog.archiveProduct>[1],
): ReturnType<typeof catalog.archiveProduct> {
  const product = await catalog.archiveProduct(tx, input)
  await indexProducts(tx, [product.id])
  return product
}

/** Throws `not_found` for a variant that does not exist, before any price is set. */
export async function setPrices(
  tx: Tx,
  input: Parameters<typeof pricing.setPrices>[1],
): ReturnType<typeof pricing.setPrices> {
  const ids = [...new Set(input.prices.map(price => price.variant_id))]
  const owners = new Map((await variantOwners(tx, ids)).map(({ variantId, productId }) => [variantId, productId]))
  const unknown = ids.find(id => !owners.has(id))
  if (unknown !== undefined) throw notFound('variant', unknown)
  const answer = await pricing.setPrices(tx, input)
  const products = [...new Set(owners.values())].sort()
  await indexPrices(tx, products)
  await refreshMemberships(tx, products)
  return answer
}

export async function saveCollection(
  tx: Tx,
  input: Parameters<typeof catalog.saveCollection>[1],
): Promise<MerchantCollection> {
  const collection = await catalog.saveCollection(tx, input)
  if (collection.rule) await fillByRule(tx, { id: collection.id, rule: collection.rule })
  return await merchantCollection(tx, collection)
}

/** What is found by the category's words follows in the sweep, because there may be many products below. */
export async function saveCategory(
  tx: Tx,
  { category: draft }: Input<typeof catalogContract.saveCategory>,
): Promise<MerchantCategory> {
  const { category, isRenamed, crossed } = await saveCategoryRow(tx, draft)
  await refillByCategory(tx, crossed)
  if (isRenamed) await searchOf(tx).outdateCategory(tx, category.id)
  return await merchantCategory(tx, category.id)
}

/** A price list changes what its products cost, those that it had before too. */
export async function savePriceList(
  tx: Tx,
  input: Parameters<typeof pricing.savePriceList>[1],
): ReturnType<typeof pricing.savePriceList> {
  const { id, prices } = input.price_list
  const before = id === undefined ? [] : await pricing.variantsOfPriceList(tx, id)
  const answer = await pricing.savePriceList(tx, input)
  await indexPricesOf(tx, [...before, ...prices.map(price => price.variant_id)])
  return answer
}

export async function archivePriceList(
  tx: Tx,
  input: Parameters<typeof pricing.archivePriceList>[1],
): ReturnType<typeof pricing.archivePriceList> {
  const answer = await pricing.archivePriceList(tx, input)
  await indexPricesOf(tx, await pricing.variantsOfPriceList(tx, input.id))
  return answer
}

async function indexPricesOf(tx: Tx, variantIds: readonly string[]): Promise<void> {
  const owners = await variantOwners(tx, [...new Set(variantIds)])
  await indexPrices(tx, [...new Set(owners.map(owner => owner.productId))].sort())
}
