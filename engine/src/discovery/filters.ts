import { categoriesNamed, collectionsNamed, folded, formerHolders, movedMessage } from '../catalog/index.ts'
import type { Context } from '../pricing/contract.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, money } from '../shared/money.ts'
import type { ReadTx } from '../storage/port.ts'
import { attributeFilters } from './attribute-filters.ts'
import { tagKey, typeKey } from './attribute-values.ts'
import type { SearchFilters } from './contract.ts'
import { inOwnWords } from './filters-in-words.ts'
import type { FacetFilter, Narrowing } from './narrowing.ts'

/** A buyer's filters in the shop's terms; `nothing` when they name only what the shop does not have. */
export type Filters = Narrowing & { readonly nothing: boolean }

export async function filtersOf(
  tx: ReadTx,
  sent: SearchFilters = {},
  { currency, context }: { readonly currency: string; readonly context: Context | undefined },
): Promise<{ readonly filters: Filters; readonly messages: readonly Message[] }> {
  const filters = await inOwnWords(tx, sent)
  const names = (filters.categories ?? []).filter(name => name.trim() !== '')
  const categories = names.length === 0 ? [] : (await categoriesNamed(tx, names)).filter(({ hidden }) => !hidden)
  const brandKeys = (filters.brands ?? []).map(folded).filter(Boolean)
  const price = priceFilter(filters.price, currency, context)
  const handles = (filters.collections ?? []).filter(handle => handle.trim() !== '')
  const shown = await collectionsNamed(tx, handles)
  const collections = [...shown.values()]
  const unknown = [
    ...(names.length > 0 && categories.length === 0 ? [unknownCategory(names)] : []),
    ...(handles.length > 0 && collections.length === 0 ? [unknownCollection(handles)] : []),
  ]
  const attributes = await attributeFilters(tx, filters.attributes ?? [])
  const facets = [...named(typeKey, filters.product_types), ...named(tagKey, filters.tags), ...attributes.facets]
  return {
    filters: {
      nothing: unknown.length > 0 || attributes.nothing,
      ...(categories.length > 0 && { categoryIds: categories.map(category => category.id).slice(0, 100) }),
      ...(collections.length > 0 && { collectionIds: [...new Set(collections.map(collection => collection.id))] }),
      ...(brandKeys.length > 0 && { brandKeys }),
      ...(price.bounds && { price: price.bounds }),
      ...(filters.available && { available: true }),
      ...(filters.on_sale && { onSale: true }),
      ...(facets.length > 0 && { facets }),
    },
    messages: [
      ...unknown,
      ...(await movedCategories(tx, names, categories)),
      ...movedCollections(shown),
      ...attributes.messages,
      ...price.messages,
    ],
  }
}

function named(nameKey: string, texts: readonly string[] = []): FacetFilter[] {
  const valueKeys = [...new Set(texts.map(folded))].filter(Boolean)
  return valueKeys.length > 0 ? [{ nameKey, valueKeys }] : []
}

/** Tells whoever filters by a handle that a category or collection had before. */
async function movedCategories(
  tx: ReadTx,
  names: readonly string[],
  found: readonly { readonly id: string; readonly handle: string }[],
): Promise<Message[]> {
  const rest = names.filter(name => !found.some(({ handle }) => handle === name))
  const former = await formerHolders(tx, rest, { kind: 'category' })
  return former.flatMap(({ handle: from, targetId }) => {
    const to = found.find(({ id }) => id === targetId)?.handle
    return to === undefined ? [] : [movedMessage({ what: 'category', from, to })]
  })
}

const movedCollections = (shown: ReadonlyMap<string, { readonly id: string; readonly handle: string }>): Message[] =>
  [...shown]
    .filter(([name, { id, handle }]) => name !== id && name !== handle)
    .map(([from, { handle: to }]) => movedMessage({ what: 'collection', from, to }))

const unknownCategory = (names: readonly string[]) =>
  message('info', 'unknown_category', `There is no category ${quoteInput(names.join('", "'))}; products name theirs.`, {
    path: '$.filters.categories',
  })

const unknownCollection = (handles: readonly string[]) =>
  message('info', 'unknown_collection', `There is no collection ${quoteInput(handles.join('", "'))}.`, {
    path: '$.filters.collections',
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
