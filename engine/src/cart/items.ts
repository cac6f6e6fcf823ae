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
  pathOf: PathOf = index => `$.line_items[${index}].item.id`,
): Promise<ReadonlyMap<string, SellableVariant>> {
  const asked = [...new Set(lines.map(line => line.item.id))]
  const known = await sellableVariants(tx, asked)
  const unknown = asked.filter(id => !known.has(id))
  if (unknown.length > 0)
    throw await unavailable(tx, unknown[0]!, pathOf(lines.findIndex(line => line.item.id === unknown[0])))
  return known
}

/** Where in the input a line names its item, by its index. */
type PathOf = (index: number) => string

async function unavailable(tx: ReadTx, id: string, path: string): Promise<CommerceError> {
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
