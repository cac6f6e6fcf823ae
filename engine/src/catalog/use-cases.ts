import { notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { allCategories, categoryPaths } from './categories.ts'
import type * as contract from './contract.ts'
import { findPassages, policyBySlug, savePolicyRow } from './policy-records.ts'
import { productsByIds, variantsOf } from './records.ts'
import { archive, saveProducts } from './save-products.ts'
import { categoryViews, merchantView, passageView, policyView } from './view.ts'

/** Only what a product is; `discovery` wraps it with what buyers find of it. */
export async function saveProduct(
  tx: Tx,
  { product: draft }: Input<typeof contract.saveProduct>,
): Promise<Output<typeof contract.saveProduct>> {
  const [saved] = await saveProducts(tx, [draft])
  return await merchantProduct(tx, saved?.id ?? '')
}

export async function archiveProduct(
  tx: Tx,
  { id }: Input<typeof contract.archiveProduct>,
): Promise<Output<typeof contract.archiveProduct>> {
  if (!(await archive(tx, id))) throw notFound('product', id)
  return await merchantProduct(tx, id)
}

async function merchantProduct(tx: ReadTx, id: string): Promise<Output<typeof contract.saveProduct>> {
  const [product] = await productsByIds(tx, [id])
  if (!product) throw notFound('product', id)
  const variants = await variantsOf(tx, [id])
  const categories = await categoryPaths(tx, [id])
  return merchantView(product, variants.get(id) ?? [], categories.get(id) ?? [])
}

export async function savePolicy(
  tx: Tx,
  { policy }: Input<typeof contract.savePolicy>,
): Promise<Output<typeof contract.savePolicy>> {
  await savePolicyRow(tx, policy)
  return { slug: policy.slug, kind: policy.kind, title: policy.title }
}

export async function getPolicy(
  tx: ReadTx,
  { slug }: Input<typeof contract.getPolicy>,
): Promise<Output<typeof contract.getPolicy>> {
  const policy = await policyBySlug(tx, slug)
  if (!policy) throw notFound('policy', slug)
  return policyView(policy, tx.publicUrl)
}

export async function searchStorePolicies(
  tx: ReadTx,
  { query, limit = 5 }: Input<typeof contract.searchStorePolicies>,
): Promise<Output<typeof contract.searchStorePolicies>> {
  const passages = await findPassages(tx, query, limit)
  return { ucp, passages: passages.map(passage => passageView(passage, tx.publicUrl)) }
}

export async function listCategories(tx: ReadTx): Promise<Output<typeof contract.listCategories>> {
  return { categories: categoryViews(await allCategories(tx)) }
}
