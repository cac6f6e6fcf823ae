import { categoryIdsOf } from '../catalog/index.ts'
import {
  covering,
  hadMandate,
  type Mandate,
  mandatesOfAgent,
  type OutsideReason,
  type SavedMethod,
  savedMethod,
  savedMethodsOf,
} from '../payments/index.ts'
import type { Actor } from '../shared/actor.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Money } from '../shared/money.ts'
import { formatMoney, money } from '../shared/money.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import type { PricedCheckout } from './priced.ts'

type Agent = Extract<Actor, { kind: 'agent' }>

/** What an agent may pay with by itself: the method, and inside which mandate. */
export type Mandated = { readonly mandate: Mandate; readonly method: SavedMethod }

type Wanting = {
  readonly agent: Agent
  readonly look: PricedCheckout
  /** What gift cards leave to be paid. */
  readonly rest: Money
  /** The method that the agent names. */
  readonly named?: SavedMethod
}

/**
 * Whether the agent pays this by itself (DESIGN §6): only what will be the customer's own order, and inside a mandate.
 * Else its owner is asked, and where there is or was a mandate it is said why.
 */
export async function mandatedMethod(
  tx: ReadTx,
  { agent, look, rest, named }: Wanting,
): Promise<Mandated | { readonly askOwner: Message | undefined }> {
  const { checkout, priced } = look
  const { textLanguage: language } = priced.market
  const askOwner = (reason?: OutsideReason) => ({ askOwner: reason && outsideMessage(reason, { rest, language }) })
  if (checkout.ownerId !== agent.customerId) return askOwner()
  const mandates = await mandatesOfAgent(tx, agent)
  if (mandates.length === 0) return askOwner((await hadMandate(tx, agent)) ? 'ended' : undefined)
  const lines = await categoriesOfLines(tx, look, mandates)
  const found = covering(mandates.filter(pays(named)), { amount: rest, lines }, tx.now)
  if (!found || 'outside' in found) return askOwner(found?.outside)
  const method = named ?? (await methodOf(tx, found.mandate))
  return method ? { mandate: found.mandate, method } : askOwner()
}

const pays =
  (named: SavedMethod | undefined) =>
  ({ paymentMethodId }: Mandate): boolean =>
    named === undefined || paymentMethodId === null || paymentMethodId === named.id

async function methodOf(tx: ReadTx, { customerId, paymentMethodId }: Mandate): Promise<SavedMethod | undefined> {
  if (paymentMethodId === null) return (await savedMethodsOf(tx, customerId))[0]
  return savedMethod(tx, paymentMethodId)
}

async function categoriesOfLines(
  tx: ReadTx,
  { priced }: PricedCheckout,
  mandates: readonly Mandate[],
): Promise<readonly (readonly string[])[]> {
  if (mandates.every(({ categoryIds }) => categoryIds === null)) return []
  const productIds = priced.lines.flatMap(({ productId }) => productId ?? [])
  const categories = await categoryIdsOf(tx, [...new Set(productIds)])
  return priced.lines.map(({ productId }) => categories.get(productId ?? '') ?? [])
}

type Told = { readonly rest: Money; readonly language: TextLanguage }

/** Says to the agent what it may hand on; nothing was charged. */
export function outsideMessage(reason: OutsideReason, { rest, language }: Told): Message {
  const amount = formatMoney(money(rest.amount, rest.currency))
  return message('info', 'outside_mandate', say(language, `mandate_${reason}`, { amount }), { path: '$.payment' })
}
