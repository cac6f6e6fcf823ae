import { isPublished, productsByIds, variantOwners } from '../catalog/index.ts'
import type * as contract from '../discovery/contract.ts'
import { askerIn, type Resolved, recommend, resolve } from '../discovery/index.ts'
import { contextOf, marketFor, storeSettings } from '../pricing/index.ts'
import { type Actor, customerOf, guest, scopesOf } from '../shared/actor.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Input, Output } from '../shared/operation.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import { cartById } from './records.ts'
import { currencyFor } from './use-cases.ts'

/**
 * What goes with the products asked about, else with those in the cart, else what the customer may like. What the cart
 * holds is never recommended.
 */
export async function recommendProducts(
  tx: ReadTx,
  { catalog: asked }: Input<typeof contract.recommendProducts>,
  { actor }: { readonly actor: Actor } = { actor: guest },
): Promise<Output<typeof contract.recommendProducts>> {
  const { ids = [], cart_id, limit = 5 } = asked
  const cart = cart_id === undefined ? undefined : await cartById(tx, { id: cart_id, actor })
  const resolved = await shownIn(tx, await resolve(tx, ids))
  const variantIds = [...new Set(cart?.lines.map(line => line.variantId))]
  const inCart = (await variantOwners(tx, variantIds)).map(owner => owner.productId)
  const about = ids.flatMap(id => resolved.get(id)?.productId ?? [])
  const context = await contextOf(tx, customerOf(actor), asked.context ?? cart?.context)
  const currency = await currencyFor(tx, { context, ...(cart && { current: cart.currency }) })
  const market = marketFor(await storeSettings(tx), { context })
  const recommendations = await recommend(tx, {
    productIds: [...new Set(ids.length > 0 ? about : inCart)],
    exceptIds: inCart,
    isOpen: ids.length === 0 && inCart.length === 0,
    customerId: customerOf(actor),
    mayTell: scopesOf(actor).includes('orders:read'),
    asker: {
      ...(await askerIn(tx, { ...market, currency }, actor)),
      languages: market.languages,
      textLanguage: market.textLanguage,
    },
    limit,
  })
  const messages = [
    ...ids.filter(id => !resolved.has(id)).map(id => unknown(id, market.textLanguage)),
    ...(recommendations.length === 0 ? [nothing(market.textLanguage)] : []),
  ]
  return { ucp, recommendations, ...(messages.length > 0 && { messages }) }
}

/** Those whose product buyers may see; what is hidden is not spoken of. */
async function shownIn(tx: ReadTx, resolved: ReadonlyMap<string, Resolved>): Promise<Map<string, Resolved>> {
  const ids = [...new Set([...resolved.values()].map(({ productId }) => productId))]
  const shown = (await productsByIds(tx, ids)).filter(row => row.status === 'active' && isPublished(row, tx.now))
  return new Map([...resolved].filter(([, { productId }]) => shown.some(({ id }) => id === productId)))
}

const unknown = (id: string, language: TextLanguage): Message =>
  message('info', 'not_found', say(language, 'unknown_product', { id: quoteInput(id) }))

const nothing = (language: TextLanguage): Message =>
  message('info', 'no_recommendations', say(language, 'nothing_goes_with'))
