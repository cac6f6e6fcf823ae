import type { InputOf, OperationName, OrderView, OutputOf, Shop } from '@mitchweb/engine/contract'

/** A dry run's answer with how the shop is before it. */
type Tried<N extends OperationName> = { readonly shop: Shop; readonly input: InputOf<N>; readonly tried: OutputOf<N> }

type Effects = { readonly [N in OperationName]?: (call: Tried<N>) => object | Promise<object> }

/** What a confirmed tool would do, in the few facts that a person says yes to; the same facts each time it would do the same. */
export const effects = {
  refund_order: moneyBack,
  cancel_order: moneyBack,
  receive_return: moneyBack,
  archive_product: ({ tried: { id, handle, title, variants } }) => ({
    archives: { id, handle, title },
    variants: variants.length,
  }),
  import_products: ({ tried: { created, updated, variants } }) => ({ creates: created, replaces: updated, variants }),
  import_stocktake: ({ tried: { counted, unchanged, difference_count, differences, problems } }) => ({
    counted,
    unchanged,
    changes: difference_count,
    first_changes: differences.slice(0, 20).map(({ variant_id, sku, expected, counted: found }) => ({
      variant_id,
      ...(sku !== undefined && { sku }),
      from: expected,
      to: found,
    })),
    ...(problems.length > 0 && { problems: problems.slice(0, 20) }),
  }),
} satisfies Effects

export type ConfirmedName = keyof typeof effects

type MovesMoney = Tried<'refund_order'> | Tried<'cancel_order'> | Tried<'receive_return'>

/** What is new among an order's adjustments; their ids are made anew each time. */
async function moneyBack({ shop, input, tried }: MovesMoney): Promise<object> {
  const before = await shop.getOrder({ id: input.id })
  const known = new Set(before.adjustments.map(({ id }) => id))
  const added = tried.adjustments.filter(({ id }) => !known.has(id))
  const amount = added.reduce((sum, { totals = [] }) => sum - totals.reduce((all, total) => all + total.amount, 0), 0)
  return {
    order: { id: tried.id, label: tried.label },
    refunds: { amount, currency: tried.currency },
    line_items: added.flatMap(({ line_items = [] }) =>
      line_items.map(({ id, quantity }) => ({ id, quantity: -quantity })),
    ),
    cancels: isCanceled(tried) && !isCanceled(before),
  }
}

const isCanceled = ({ adjustments }: OrderView): boolean => adjustments.some(({ type }) => type === 'cancellation')
