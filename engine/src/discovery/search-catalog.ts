import { productCards, searchWords } from '../catalog/index.ts'
import { marketFor, storeSettings } from '../pricing/index.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { ProductView } from './contract.ts'
import { filtersOf } from './filters.ts'
import { type Listed, type Listing, listProducts, type SortOrder } from './listing.ts'
import { featuredOffers, priceRanges } from './offers.ts'
import { cardView, placed } from './view.ts'

type Search = Input<typeof contract.searchCatalog>['catalog']

export async function searchCatalog(
  tx: ReadTx,
  { catalog: search }: Input<typeof contract.searchCatalog>,
): Promise<Output<typeof contract.searchCatalog>> {
  const { currency } = marketFor(await storeSettings(tx), { context: search.context })
  const { filters, messages } = await filtersOf(tx, search.filters, { currency, context: search.context })
  const { nothing, ...narrowed } = filters
  const words = searchWords(search.query ?? '')
  const isWordless = words.length === 0 && (search.query ?? '').trim() !== ''
  const page =
    nothing || isWordless
      ? { listed: [], messages: isWordless ? [wordless(search)] : [] }
      : await pageOf(tx, search, words, { ...narrowed, currency })
  const products = await cardsOf(tx, page.listed, { currency, price: narrowed.price })
  const told = [...messages, ...page.messages]
  return {
    ucp,
    products: products.map(product => placed(product, tx)),
    pagination: { has_next_page: page.cursor !== undefined, ...(page.cursor && { cursor: page.cursor }) },
    ...(told.length > 0 && { messages: told }),
  }
}

const wordless = ({ query }: Search) =>
  message('info', 'no_search_words', `There are no words to search for in ${quoteInput(query)}.`, { path: '$.query' })

type Mode = 'all' | 'any'
type Found = { readonly listed: readonly Listed[]; readonly cursor?: string; readonly messages: readonly Message[] }

async function pageOf(
  tx: ReadTx,
  search: Search,
  words: readonly string[],
  narrowed: Pick<Listing, 'currency' | 'categoryIds' | 'brandKeys' | 'price' | 'available'>,
): Promise<Found> {
  const limit = search.pagination?.limit ?? defaultPageSize
  const sort = sortFor(search, words)
  const list = listName(search, sort, narrowed.currency)
  const place = search.pagination?.cursor === undefined ? undefined : placeOf(list, search.pagination.cursor, sort)
  const rows = (mode: Mode) =>
    listProducts(tx, {
      ...narrowed,
      ...(words.length > 0 && { words: { all: words, mode } }),
      sort,
      ...(place && { from: place.from }),
      limit: limit + 1,
    })
  let mode = place?.mode ?? 'all'
  let listed = await rows(mode)
  if (listed.length === 0 && !place && words.length > 1) {
    mode = 'any'
    listed = await rows(mode)
  }
  const shown = listed.slice(0, limit)
  const offset = (place && 'offset' in place.from ? place.from.offset : 0) + limit
  const next = listed.length > limit ? nextPlace(sort, offset, shown.at(-1)) : undefined
  return {
    listed: shown,
    messages: place ? [] : messagesFor(search, mode, listed.length),
    ...(next && { cursor: encodeCursor(list, [mode, ...next]) }),
  }
}

function sortFor({ sort }: Search, words: readonly string[]): SortOrder {
  if (words.length > 0) return sort ?? 'relevance'
  return sort === undefined || sort === 'relevance' ? 'newest' : sort
}

function messagesFor({ query }: Search, mode: Mode, found: number): Message[] {
  if (found === 0) {
    const content = 'Nothing in the shop fits. Try fewer or other words, or wider filters.'
    return [message('info', 'no_results', content)]
  }
  if (mode === 'all') return []
  const content = `Nothing has all the words of ${quoteInput(query)}; these have some of them.`
  return [message('info', 'partial_match', content)]
}

/** By relevance at most so many results are reached; whoever wants more should narrow the search. */
const deepest = 10_000

function nextPlace(sort: SortOrder, offset: number, last: Listed | undefined): (string | number)[] | undefined {
  if (sort === 'relevance') return offset < deepest ? [offset] : undefined
  return last && [last.key, last.id]
}

/** A cursor is of one search: other words, filters or sort orders make another list. */
function listName({ query, filters }: Search, sort: SortOrder, currency: string): string {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify([query ?? '', filters ?? {}, currency])) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return `search:${sort}:${hash.toString(36)}`
}

function placeOf(list: string, cursor: string, sort: SortOrder): { mode: Mode; from: NonNullable<Listing['from']> } {
  const [mode, first, id] = decodeCursor(list, cursor)
  if (mode === 'all' || mode === 'any') {
    if (sort === 'relevance' && isCount(first) && first < deepest) return { mode, from: { offset: first } }
    const isKey = sort === 'title' ? isText(first) : isCount(first)
    if (sort !== 'relevance' && isKey && first !== undefined && isText(id)) {
      return { mode, from: { key: first, id } }
    }
  }
  throw new CommerceError('invalid_cursor', 'This cursor was not made by the shop.')
}

/** As the shop stores text: PostgreSQL refuses NUL. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && !value.includes('\0') && value.isWellFormed()

/** Amounts, offsets and instants; an instant beyond what a date can hold would not be one. */
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 8.64e15

/** The products as lists show them, in the order of the ids. */
async function cardsOf(
  tx: ReadTx,
  listed: readonly Listed[],
  { currency, price }: Pick<Listing, 'currency' | 'price'>,
): Promise<ProductView[]> {
  const ids = listed.map(product => product.id)
  const cards = new Map((await productCards(tx, ids)).map(card => [card.id, card]))
  const ranges = await priceRanges(tx, ids, currency)
  const featured = await featuredOffers(tx, ids, currency, price)
  return ids.flatMap(id => {
    const [card, range, offer] = [cards.get(id), ranges.get(id), featured.get(id)]
    return card && range && offer ? [cardView(card, range, offer)] : []
  })
}
