import { and, asc, eq, gt, or } from 'drizzle-orm'
import { groupExists } from '../customers/index.ts'
import { notFound } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { PriceListSummary } from './contract.ts'
import { endListedPrices, noteListedPrices } from './price-history.ts'
import { type PricingTables, tables } from './tables.ts'
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
  const list: PriceList = {
    id,
    title: draft.title,
    currency: draft.currency,
    customerGroup,
    startsAt: draft.starts_at === undefined ? null : new Date(draft.starts_at),
    endsAt: draft.ends_at === undefined ? null : new Date(draft.ends_at),
    active: draft.active ?? true,
  }
  await tx.db.insert(priceLists).values(list)
  const rows = draft.prices.map(({ variant_id: variantId, amount, minimum_quantity: minimumQuantity = 1 }) => {
    return { variantId, priceListId: id, minimumQuantity, amount }
  })
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const part = rows.slice(start, start + rowsAtOnce)
    await tx.db.insert(priceListPrices).values(part)
    if (list.active && customerGroup === null) {
      const prices = part.filter(({ minimumQuantity }) => minimumQuantity === 1)
      await noteListedPrices(tx, { ...list, priceListId: id, prices })
    }
  }
  await tellOf(tx, [...new Set([...before, ...variantIds])])
  return { id, title: draft.title, prices: rows.length }
}

/** Ends a price list: its prices stay saved and count for nobody. */
export async function archivePriceList(
  tx: Tx,
  { id }: Input<typeof contract.archivePriceList>,
): Promise<Output<typeof contract.archivePriceList>> {
  const { priceLists } = tables(tx)
  const [list] = await tx.db.update(priceLists).set({ active: false }).where(eq(priceLists.id, id)).returning()
  if (!list) throw notFound('price list', id)
  await endListedPrices(tx, id)
  await tellOf(tx, await variantsOfPriceList(tx, id))
  return listView(list)
}

export async function listPriceLists(
  tx: ReadTx,
  { pagination }: Input<typeof contract.listPriceLists>,
): Promise<Output<typeof contract.listPriceLists>> {
  const { priceLists } = tables(tx)
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const after = cursor === undefined ? '' : String(decodeCursor('price_lists', cursor)[0] ?? '')
  const rows = await tx.db
    .select()
    .from(priceLists)
    .where(gt(priceLists.id, after))
    .orderBy(asc(priceLists.id))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    price_lists: shown.map(listView),
    pagination: last
      ? { has_next_page: true, cursor: encodeCursor('price_lists', [last.id]) }
      : { has_next_page: false },
  }
}

/** The prices by variant and quantity. */
export async function getPriceList(
  tx: ReadTx,
  { id, pagination }: Input<typeof contract.getPriceList>,
): Promise<Output<typeof contract.getPriceList>> {
  const { priceLists, priceListPrices } = tables(tx)
  const [saved] = await tx.db.select().from(priceLists).where(eq(priceLists.id, id))
  if (!saved) throw notFound('price list', id)
  const { limit = defaultPageSize, cursor } = pagination ?? {}
  const name = `price_list ${id}`
  const [variant, quantity] = cursor === undefined ? ['', 0] : decodeCursor(name, cursor)
  const { priceListId, variantId, minimumQuantity } = priceListPrices
  const rows = await tx.db
    .select()
    .from(priceListPrices)
    .where(
      and(
        eq(priceListId, id),
        or(
          gt(variantId, String(variant)),
          and(eq(variantId, String(variant)), gt(minimumQuantity, Number(quantity) || 0)),
        ),
      ),
    )
    .orderBy(asc(variantId), asc(minimumQuantity))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const last = rows.length > limit ? shown.at(-1) : undefined
  return {
    ...listView(saved),
    prices: shown.map(row => ({
      variant_id: row.variantId,
      amount: row.amount,
      ...(row.minimumQuantity > 1 && { minimum_quantity: row.minimumQuantity }),
    })),
    pagination: last
      ? { has_next_page: true, cursor: encodeCursor(name, [last.variantId, last.minimumQuantity]) }
      : { has_next_page: false },
  }
}

type PriceList = PricingTables['priceLists']['$inferSelect']

const listView = ({ id, title, currency, active, ...list }: PriceList): PriceListSummary => ({
  id,
  title,
  currency,
  ...(list.customerGroup !== null && { customer_group: list.customerGroup }),
  ...(list.startsAt && { starts_at: list.startsAt.toISOString() }),
  ...(list.endsAt && { ends_at: list.endsAt.toISOString() }),
  active,
})

async function tellOf(tx: Tx, variantIds: readonly string[]): Promise<void> {
  for (let start = 0; start < variantIds.length; start += rowsAtOnce) {
    await tx.emit('prices.changed', { variant_ids: variantIds.slice(start, start + rowsAtOnce) })
  }
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
  if (gone.length === 0 && !tx.keepsIds) throw notFound('price list', id)
  await endListedPrices(tx, id)
  const rows = await tx.db
    .delete(priceListPrices)
    .where(eq(priceListPrices.priceListId, id))
    .returning({ variantId: priceListPrices.variantId })
  return rows.map(row => row.variantId)
}
