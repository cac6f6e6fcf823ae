import type { z } from 'zod'
import { categoriesNamed, folded } from '../catalog/index.ts'
import type { Context } from '../pricing/contract.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, money } from '../shared/money.ts'
import type { ReadTx } from '../storage/port.ts'
import type { searchFilters } from './contract.ts'
import type { Listing } from './listing.ts'

type SearchFilters = z.infer<typeof searchFilters>

/** A buyer's filters in the shop's terms; `nothing` when they name only what the shop does not have. */
export type Filters = Pick<Listing, 'categoryIds' | 'brandKeys' | 'price' | 'available'> & { readonly nothing: boolean }

export async function filtersOf(
  tx: ReadTx,
  filters: SearchFilters = {},
  { currency, context }: { readonly currency: string; readonly context: Context | undefined },
): Promise<{ readonly filters: Filters; readonly messages: readonly Message[] }> {
  const names = (filters.categories ?? []).filter(name => name.trim() !== '')
  const categories = names.length === 0 ? [] : await categoriesNamed(tx, names)
  const brandKeys = (filters.brands ?? []).map(folded).filter(Boolean)
  const price = priceFilter(filters.price, currency, context)
  const unknown = names.length > 0 && categories.length === 0
  return {
    filters: {
      nothing: unknown,
      ...(categories.length > 0 && { categoryIds: categories.map(category => category.id).slice(0, 100) }),
      ...(brandKeys.length > 0 && { brandKeys }),
      ...(price.bounds && { price: price.bounds }),
      ...(filters.available && { available: true }),
    },
    messages: [...(unknown ? [unknownCategory(names)] : []), ...price.messages],
  }
}

const unknownCategory = (names: readonly string[]) =>
  message('info', 'unknown_category', `There is no category ${quoteInput(names.join('", "'))}; products name theirs.`, {
    path: '$.filters.categories',
  })

const path = '$.filters.price'

/** Amounts are in `context.currency`. Where the shop cannot answer in it, they are not applied; where it is absent, the shop's counts. */
function priceFilter(
  price: SearchFilters['price'],
  currency: string,
  context: Context | undefined,
): { bounds?: { min: number; max: number }; messages: Message[] } {
  if (price?.min === undefined && price?.max === undefined) return { messages: [] }
  const asked = context?.currency?.trim().toUpperCase()
  if (asked && asked !== currency) {
    const content = `Prices here are in ${currency}, so the price filter in ${quoteInput(asked)} was not applied.`
    return { messages: [message('info', 'price_filter_ignored', content, { path })] }
  }
  const bounds = { min: price.min ?? 0, max: price.max ?? Number.MAX_SAFE_INTEGER }
  if (asked) return { bounds, messages: [] }
  const shown = [
    price.min !== undefined && `from ${inWords(price.min, currency)}`,
    price.max !== undefined && `up to ${inWords(price.max, currency)}`,
  ]
  const content = `The price filter was read as ${shown.filter(Boolean).join(' ')}; send context.currency to name another currency.`
  return { bounds, messages: [message('info', 'price_filter_currency', content, { path })] }
}

const inWords = (amount: number, currency: string) => formatMoney(money(amount, currency))
