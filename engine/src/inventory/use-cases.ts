import { CommerceError } from '../shared/errors.ts'
import type { Input, Output } from '../shared/operation.ts'
import type { ReadTx, Tx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { StockView } from './contract.ts'
import { setStockLevels, stockLevels } from './records.ts'
import type { StockLevel } from './stock.ts'

export async function getStock(
  tx: ReadTx,
  { variant_ids }: Input<typeof contract.getStock>,
): Promise<Output<typeof contract.getStock>> {
  const levels = await stockLevels(tx, variant_ids)
  return { stock: variant_ids.map(id => viewOf(levels.get(id) ?? uncountedLevel(id))) }
}

export async function adjustStock(
  tx: Tx,
  input: Input<typeof contract.adjustStock>,
): Promise<Output<typeof contract.adjustStock>> {
  const ids = input.adjustments.map(({ variant_id }) => variant_id)
  if (new Set(ids).size < ids.length)
    throw new CommerceError('invalid_input', 'A variant stands in more than one adjustment.')
  const levels = await stockLevels(tx, ids)
  const rows = input.adjustments.map(({ variant_id, by, to, tracked, backorder }) => {
    const level = levels.get(variant_id) ?? { ...uncountedLevel(variant_id), tracked: true }
    return {
      variantId: variant_id,
      onHand: to ?? level.onHand + (by ?? 0),
      tracked: tracked ?? level.tracked,
      backorder: backorder ?? level.backorder,
    }
  })
  await setStockLevels(tx, rows, input.reason ?? 'adjusted', input.note)
  await tx.emit('stock.adjusted', { variant_ids: ids })
  return getStock(tx, { variant_ids: ids })
}

const uncountedLevel = (variantId: string): StockLevel => ({
  variantId,
  onHand: 0,
  reserved: 0,
  tracked: false,
  backorder: false,
})

const viewOf = (level: StockLevel): StockView => ({
  variant_id: level.variantId,
  on_hand: level.onHand,
  reserved: level.reserved,
  available: level.onHand - level.reserved,
  tracked: level.tracked,
  backorder: level.backorder,
})
