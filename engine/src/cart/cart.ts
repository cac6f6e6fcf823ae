import type { Buyer } from '../customers/contract.ts'
import type { Context } from '../pricing/contract.ts'
import { CommerceError } from '../shared/errors.ts'
import type { NewId } from '../shared/ids.ts'
import { states } from '../shared/states.ts'
import type { Attribution } from '../shared/ucp.ts'
import type { LineItemDraft } from './contract.ts'

/**
 * A line as the buyer last saw it; `unitAmount` is only a memory, below zero where there is none; the price
 * comes from the shop at every look.
 */
export type BasketLine = {
  readonly id: string
  readonly variantId: string
  readonly quantity: number
  readonly title: string
  readonly unitAmount: number
  readonly imageUrl?: string
}

/** What carts and checkouts have in common: lines, the codes tried, and who and where the buyer is. */
export type Basket = {
  /** The signed-in customer, from whom perhaps no tax is taken. */
  readonly ownerId?: string | null
  readonly currency: string
  readonly lines: readonly BasketLine[]
  readonly codes: readonly string[]
  readonly buyer?: Buyer
  readonly context?: Context
  readonly attribution?: Attribution
}

/** What was bought is not in the cart any more: a caller who lost the answer cannot buy it a second time from there. */
export type CartStatus = 'open' | 'ordered' | 'canceled'
export const cartStates = states<CartStatus>({ open: ['ordered', 'canceled'], ordered: [], canceled: [] })

export type Cart = Basket & {
  readonly id: string
  /** The customer whose cart it is; a guest's cart belongs to whoever knows its id. */
  readonly ownerId: string | null
  readonly version: number
  readonly status: CartStatus
  readonly createdAt: Date
  readonly expiresAt: Date
}

export const cartDays = 30

type Known = ReadonlyMap<string, { readonly variantId: string; readonly title: string; readonly imageUrl?: string }>

/**
 * The wanted lines as basket lines. A line keeps its id where the caller names it, or else where the variant was in the
 * basket before; `known` says which variant each asked id means.
 */
export function replaceLines(
  current: readonly BasketLine[],
  wanted: readonly LineItemDraft[],
  { known, newId }: { known: Known; newId: NewId },
): BasketLine[] {
  const free = new Map(current.map(line => [line.id, line]))
  const take = (predicate: (line: BasketLine) => boolean) => {
    const line = [...free.values()].find(predicate)
    if (line) free.delete(line.id)
    return line
  }
  const named = wanted.map(draft => (draft.id === undefined ? undefined : take(line => line.id === draft.id)))
  return wanted.map((draft, index) => {
    const variant = known.get(draft.item.id)
    if (!variant) throw new CommerceError('item_unavailable', `There is no item ${draft.item.id}.`)
    const before = named[index] ?? take(line => line.variantId === variant.variantId)
    return {
      id: before?.id ?? newId('li', 'short'),
      variantId: variant.variantId,
      quantity: draft.quantity,
      title: variant.title,
      unitAmount: before?.variantId === variant.variantId ? before.unitAmount : -1,
      ...(variant.imageUrl && { imageUrl: variant.imageUrl }),
    }
  })
}

/** What is known of the buyer after a change. Without a new language they go on reading the one they read, as with the currency. */
export function contextAfter(before: Context | undefined, sent: Context | undefined): { context?: Context } {
  const language = sent?.language ?? before?.language
  if (language === undefined) return sent ? { context: sent } : {}
  return { context: { ...sent, language } }
}

/** The basket in this currency. What its lines cost in another one says nothing any more, so it is forgotten. */
export function inCurrency<B extends Basket>(basket: B, currency: string): B {
  if (basket.currency === currency) return basket
  return { ...basket, currency, lines: basket.lines.map(line => ({ ...line, unitAmount: -1 })) }
}

/** Codes as the buyer wrote them, each once whatever its letter case. */
export function distinctCodes(codes: readonly string[]): string[] {
  const seen = new Map<string, string>()
  for (const code of codes.map(text => text.trim()).filter(Boolean))
    seen.set(code.toLowerCase(), seen.get(code.toLowerCase()) ?? code)
  return [...seen.values()]
}
