import type { CartView, CheckoutView } from './contract.ts'
import { type Actor, mayReadCustomers } from './shared/actor.ts'
import type { Message } from './shared/messages.ts'

type Basket = CartView | CheckoutView
type Asked = { readonly actor: Actor }

/** A use case whose answer tells staff nothing of a buyer whom they may not see. */
export const discreet =
  <T, I, A extends Asked, V extends Basket>(work: (tx: T, input: I, caller: A) => Promise<V>) =>
  async (tx: T, input: I, caller: A): Promise<V> =>
    asSeenBy(caller.actor, await work(tx, input, caller))

/** The same for one that is handed its storage along with who asks. */
export const discreetCharge =
  <E extends Asked, I, V extends Basket>(work: (env: E, input: I) => Promise<V>) =>
  async (env: E, input: I): Promise<V> =>
    asSeenBy(env.actor, await work(env, input))

const asSeenBy = <V extends Basket>(actor: Actor, view: V): V => (mayReadCustomers(actor) ? view : withoutPeople(view))

/**
 * Without the buyer, of each address only the country, nothing that quotes either, and without the link that shows an
 * order to whoever follows it.
 */
function withoutPeople<V extends Basket>({ buyer: _, ...view }: V): V {
  const told: Basket = { ...(view as Basket), messages: view.messages.map(withoutQuotes) }
  if (!('fulfillment' in told)) return told as V
  const { fulfillment, order } = told
  return {
    ...told,
    fulfillment: { ...fulfillment, methods: fulfillment.methods.map(withoutAddresses) },
    ...(order && { order: { ...order, permalink_url: order.permalink_url.replace(/(?<=\/)[^/]+$/, 'hidden') } }),
  } as V
}

/** That something is wrong with what a person wrote, and where, but not what they wrote. */
function withoutQuotes(message: Message): Message {
  if (!/^\$\.(?:buyer|fulfillment\.methods\[\d+\]\.destinations)\b/.test(message.path ?? '')) return message
  const { suggested_value: _, ...rest } = message as Extract<Message, { type: 'warning' }>
  return { ...rest, content: 'What was written there is shown to who may read customers.' } as Message
}

type Method = CheckoutView['fulfillment']['methods'][number]

/** A place where things are picked up is nobody's home. */
const withoutAddresses = (method: Method): Method => ({
  ...method,
  destinations: method.destinations.map(place =>
    'name' in place
      ? place
      : { id: place.id, ...(place.address_country && { address_country: place.address_country }) },
  ),
})
