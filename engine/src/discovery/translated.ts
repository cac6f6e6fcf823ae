import type * as catalogContract from '../catalog/contract.ts'
import type { Translatables } from '../catalog/index.ts'
import * as catalog from '../catalog/index.ts'
import { storeSettings } from '../pricing/index.ts'
import { spokenLanguages } from '../shared/language.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import { productsSaying } from './products-saying.ts'
import { indexProducts } from './search-index.ts'

/** Pages and categories of the catalogue, in the language that a buyer asks for. */
export async function listPolicies(
  tx: ReadTx,
  { language }: Input<typeof catalogContract.listPolicies>,
): Promise<Output<typeof catalogContract.listPolicies>> {
  return await catalog.listPolicies(tx, await languagesFor(tx, language))
}

export async function getPolicy(
  tx: ReadTx,
  input: Input<typeof catalogContract.getPolicy>,
): Promise<Output<typeof catalogContract.getPolicy>> {
  return await catalog.getPolicy(tx, input, await languagesFor(tx, input.language))
}

export async function searchStorePolicies(
  tx: ReadTx,
  input: Input<typeof catalogContract.searchStorePolicies>,
): Promise<Output<typeof catalogContract.searchStorePolicies>> {
  return await catalog.searchStorePolicies(tx, input, await languagesFor(tx, input.language))
}

export async function listCategories(
  tx: ReadTx,
  { language }: Input<typeof catalogContract.listCategories>,
): Promise<Output<typeof catalogContract.listCategories>> {
  return await catalog.listCategories(tx, await languagesFor(tx, language))
}

export async function listCollections(
  tx: ReadTx,
  input: Input<typeof catalogContract.listCollections>,
): Promise<Output<typeof catalogContract.listCollections>> {
  return await catalog.listCollections(tx, input, await languagesFor(tx, input.language))
}

export async function getCollection(
  tx: ReadTx,
  input: Input<typeof catalogContract.getCollection>,
): Promise<Output<typeof catalogContract.getCollection>> {
  return await catalog.getCollection(tx, input, await languagesFor(tx, input.language))
}

const languagesFor = async (tx: ReadTx, wish: string | undefined) =>
  wish === undefined ? [] : spokenLanguages(await storeSettings(tx), wish)

/** Saves translations, and in the same transaction what buyers find by them. */
export async function saveTranslations(
  tx: Tx,
  input: Input<typeof catalogContract.saveTranslations>,
  translatables: Translatables,
): Promise<Output<typeof catalogContract.saveTranslations>> {
  const { keys, ...answer } = await catalog.saveTranslations(tx, input, translatables)
  await indexProducts(tx, await productsSaying(tx, keys))
  return answer
}
