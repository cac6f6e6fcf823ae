import { variantsOfAnyKind } from '../catalog/index.ts'
import { notFound } from '../shared/errors.ts'
import type { ReadTx } from '../storage/port.ts'

/** Nothing is counted, owed or sent of what the catalogue does not know; archived variants still lie on shelves. */
export async function refuseUnknownVariants(tx: ReadTx, variantIds: readonly string[]): Promise<void> {
  const known = new Set((await variantsOfAnyKind(tx, variantIds)).map(({ id }) => id))
  const unknown = variantIds.find(id => !known.has(id))
  if (unknown !== undefined) throw notFound('variant', unknown)
}
