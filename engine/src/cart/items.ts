import { ambiguousProducts, type SellableVariant, sellableVariants } from '../catalog/index.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import type { ReadTx } from '../storage/port.ts'
import type { LineItemDraft } from './contract.ts'

/**
 * The variants that lines ask for, by the id they were asked with. Throws `item_unavailable` naming the line and, where
 * a product was asked for instead of one of its variants, which variants there are.
 */
export async function itemsOf(
  tx: ReadTx,
  lines: readonly LineItemDraft[],
): Promise<ReadonlyMap<string, SellableVariant>> {
  const asked = [...new Set(lines.map(line => line.item.id))]
  const known = await sellableVariants(tx, asked)
  const unknown = asked.filter(id => !known.has(id))
  if (unknown.length > 0) throw await unavailable(tx, lines, unknown[0]!)
  return known
}

async function unavailable(tx: ReadTx, lines: readonly LineItemDraft[], id: string): Promise<CommerceError> {
  const path = `$.line_items[${lines.findIndex(line => line.item.id === id)}].item.id`
  const choices = (await ambiguousProducts(tx, [id])).get(id)
  if (!choices)
    return new CommerceError('item_unavailable', `There is no item ${quoteInput(id)} for sale.`, { path, id })
  const shown = choices.slice(0, 20)
  const list = shown.map(({ variantId, title }) => `${variantId} (${title})`)
  const others = choices.length > shown.length ? `, or one of ${choices.length - shown.length} more in get_product` : ''
  return new CommerceError(
    'item_unavailable',
    `${quoteInput(id)} is a product with several variants. Choose one of: ${list.join(', ')}${others}.`,
    {
      path,
      id,
      variants: shown,
    },
  )
}
