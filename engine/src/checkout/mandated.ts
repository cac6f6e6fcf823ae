import { categoryIdsOf } from '../catalog/index.ts'
import {
  covering,
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
 * Else its owner is asked, and where there is a mandate at all it is said why.
 */
export async function mandatedMethod(
  tx: ReadTx,
  { agent, look, rest, named }: Wanting,
): Promise<Mandated | { readonly askOwner: Message | undefined }> {
  const { checkout, priced } = look
  if (checkout.ownerId !== agent.customerId) return { askOwner: undefined }
  const mandates = await mandatesOfAgent(tx, agent)
  const lines = await categoriesOfLines(tx, look, mandates)
  const found = covering(mandates.filter(pays(named)), { amount: rest, lines }, tx.now)
  const { textLanguage: language } = priced.market
  if (!found || 'outside' in found) return { askOwner: found && outsideMessage(found.outside, { rest, language }) }
  const method = named ?? (await methodOf(tx, found.mandate))
  return method ? { mandate: found.mandate, method } : { askOwner: undefined }
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
