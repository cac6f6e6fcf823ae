import type { CartView } from '../cart/contract.ts'
import { currencyFor, refillCart } from '../cart/index.ts'
import { contextOf, marketFor, storeSettings } from '../pricing/index.ts'
import { customerOf } from '../shared/actor.ts'
import { message } from '../shared/messages.ts'
import type { Input } from '../shared/operation.ts'
import { say } from '../shared/shopper-texts.ts'
import type { Tx } from '../storage/port.ts'
import type { Caller } from './get-order.ts'
import type { reorder as contract } from './history-contract.ts'
import { orderById } from './records.ts'

/** All that was ordered, what was cancelled or sent back too: whoever wants it again may take lines out. */
export async function reorder(tx: Tx, { id, ...asked }: Input<typeof contract>, { actor }: Caller): Promise<CartView> {
  const context = await contextOf(tx, customerOf(actor), asked.context)
  const order = await orderById(tx, { id, actor })
  const currency = await currencyFor(tx, { context: asked.context, current: order.currency })
  const { cart, gone } = await refillCart(
    tx,
    {
      currency,
      context,
      lines: order.lines.map(({ variantId, originalQuantity, unitAmount }) => ({
        variantId,
        quantity: originalQuantity,
        unitAmount: currency === order.currency ? unitAmount : -1,
      })),
    },
    { actor },
  )
  const { textLanguage } = marketFor(await storeSettings(tx), { context })
  const leftOut = gone.map(index =>
    message(
      'warning',
      'item_unavailable',
      say(textLanguage, 'not_sold_again', { name: order.lines[index]?.title ?? '', currency }),
    ),
  )
  return { ...cart, messages: [...leftOut, ...cart.messages] }
}
