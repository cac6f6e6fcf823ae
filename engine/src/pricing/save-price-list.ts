import { eq } from 'drizzle-orm'
import { groupExists } from '../customers/index.ts'
import { notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { tables } from './tables.ts'
import { assertVariants } from './use-cases.ts'

/** Saves a price list with all its prices: what it held before is gone. */
export async function savePriceList(
  tx: Tx,
  { price_list: draft }: Input<typeof contract.savePriceList>,
): Promise<Output<typeof contract.savePriceList>> {
  const variantIds = [...new Set(draft.prices.map(row => row.variant_id))]
  await assertVariants(tx, variantIds)
  const customerGroup = draft.customer_group?.trim() ?? null
  if (customerGroup !== null && !(await groupExists(tx, customerGroup))) throw notFound('customer group', customerGroup)
  const id = draft.id ?? tx.newId('prl', 'short')
  const before = draft.id === undefined ? [] : await forget(tx, draft.id)
  const { priceLists, priceListPrices } = tables(tx)
  await tx.db.insert(priceLists).values({
    id,
    title: draft.title,
    currency: draft.currency,
    customerGroup,
    startsAt: draft.starts_at === undefined ? null : new Date(draft.starts_at),
    endsAt: draft.ends_at === undefined ? null : new Date(draft.ends_at),
    active: draft.active ?? true,
  })
  const rows = draft.prices.map(({ variant_id: variantId, amount, minimum_quantity: minimumQuantity = 1 }) => {
    return { variantId, priceListId: id, minimumQuantity, amount }
  })
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    await tx.db.insert(priceListPrices).values(rows.slice(start, start + rowsAtOnce))
  }
  const changed = [...new Set([...before, ...variantIds])]
  for (let start = 0; start < changed.length; start += rowsAtOnce) {
    await tx.emit('prices.changed', { variant_ids: changed.slice(start, start + rowsAtOnce) })
  }
  return { id, title: draft.title, prices: rows.length }
}

const rowsAtOnce = 500

/** The variants that a list has prices for. */
export async function variantsOfPriceList(tx: ReadTx, id: string): Promise<string[]> {
  const { variantId, priceListId } = tables(tx).priceListPrices
  const rows = await tx.db.selectDistinct({ variantId }).from(tables(tx).priceListPrices).where(eq(priceListId, id))
  return rows.map(row => row.variantId)
}

/** Answers the variants that the list had prices for. */
async function forget(tx: Tx, id: string): Promise<string[]> {
  const { priceLists, priceListPrices } = tables(tx)
  const gone = await tx.db.delete(priceLists).where(eq(priceLists.id, id)).returning({ id: priceLists.id })
  if (gone.length === 0) throw notFound('price list', id)
  const rows = await tx.db
    .delete(priceListPrices)
    .where(eq(priceListPrices.priceListId, id))
    .returning({ variantId: priceListPrices.variantId })
  return rows.map(row => row.variantId)
}
