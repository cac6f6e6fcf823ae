/** The shop as a list of operations, safe to import in a browser. Everything that a head knows of the engine stands here. */
import type { z } from 'zod'
import { cartOperations } from './cart/contract.ts'
import { catalogOperations } from './catalog/contract.ts'
import { checkoutOperations } from './checkout/contract.ts'
import { customerOperations } from './customers/contract.ts'
import { discoveryOperations } from './discovery/contract.ts'
import { exchangeOperations } from './exchange/contract.ts'
import { inventoryOperations } from './inventory/contract.ts'
import { orderOperations } from './orders/contract.ts'
import { paymentOperations } from './payments/contract.ts'
import { pricingOperations } from './pricing/contract.ts'
import { privacyOperations } from './privacy/contract.ts'
import { staffOperations } from './staff/contract.ts'

export const operations = [
  ...catalogOperations,
  ...customerOperations,
  ...staffOperations,
  ...pricingOperations,
  ...inventoryOperations,
  ...discoveryOperations,
  ...cartOperations,
  ...checkoutOperations,
  ...paymentOperations,
  ...orderOperations,
  ...exchangeOperations,
  ...privacyOperations,
] as const

export type OperationName = (typeof operations)[number]['name']
export type OperationOf<N extends OperationName> = Extract<(typeof operations)[number], { name: N }>
export type InputOf<N extends OperationName> = z.infer<OperationOf<N>['input']>
export type OutputOf<N extends OperationName> = z.infer<OperationOf<N>['output']>

export const operationByName: ReadonlyMap<string, (typeof operations)[number]> = new Map(
  operations.map(operation => [operation.name, operation]),
)

export type CallOptions = {
  /** Repeats with the same key get the same answer for at least 24 hours (DESIGN §4). */
  readonly idempotencyKey?: string
  /** Says what would come of the call, and changes nothing. */
  readonly dryRun?: boolean
  readonly signal?: AbortSignal
}

type Camel<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<Camel<Tail>>}` : S

/** One method per operation: `shop.searchCatalog(…)` performs `search_catalog`. In process and over the wire alike. */
export type Shop = {
  readonly [N in OperationName as Camel<N>]: (input: InputOf<N>, options?: CallOptions) => Promise<OutputOf<N>>
}

export type Perform = <N extends OperationName>(
  name: N,
  input: InputOf<N>,
  options?: CallOptions,
) => Promise<OutputOf<N>>

/** A `Shop` over any way of performing an operation by name. */
export function shopOver(perform: Perform): Shop {
  return Object.fromEntries(
    operations.map(({ name }) => [camel(name), (input: never, options?: CallOptions) => perform(name, input, options)]),
  ) as unknown as Shop
}

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

export type { CartView, LineItemView } from './cart/contract.ts'
export type { CategoryView, MerchantProduct, PolicyView, ProductDraft } from './catalog/contract.ts'
export type { CheckoutView, FulfillmentView } from './checkout/contract.ts'
export type { ImportedProduct, ProductView, VariantView } from './discovery/contract.ts'
export { type RecordType, recordTypes } from './exchange/contract.ts'
export type { OrderView } from './orders/contract.ts'
export { type PaymentForm, type PaymentHandler, type PaymentInstrument, paymentForm } from './payments/contract.ts'
export type { StoreDraft, Total } from './pricing/contract.ts'
export { type Actor, actorKey, customerOf, scopesOf } from './shared/actor.ts'
export { addressLine, missingFrom, type PostalAddress } from './shared/address.ts'
export { decimalsOf } from './shared/currencies.ts'
export { CommerceError, type ErrorCode, errorTable } from './shared/errors.ts'
export { wishOf } from './shared/language.ts'
export type { Message } from './shared/messages.ts'
export { formatMoney, type Money } from './shared/money.ts'
export { dropEchoes, type Effect, type Operation } from './shared/operation.ts'
export { grantableScopes, personScopes, type Scope, scopes, shopperScopes } from './shared/scopes.ts'
export { type TextLanguage, textLanguage } from './shared/shopper-texts.ts'
export { assistantSignal, type NextAction, ucpVersion } from './shared/ucp.ts'
