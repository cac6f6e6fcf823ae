import { productCards, wordingIn } from '../catalog/index.ts'
import { contextOf, type Market, marketFor, servedMessages, storeSettings } from '../pricing/index.ts'
import { type Actor, customerOf, guest } from '../shared/actor.ts'
import { CommerceError, quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Input, Output } from '../shared/operation.ts'
import { defaultPageSize } from '../shared/page-schema.ts'
import { decodeCursor, encodeCursor, fingerprint } from '../shared/pages.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import { productsOfCode } from './codes.ts'
import type * as contract from './contract.ts'
import type { Facet, ProductView } from './contract.ts'
import { countFacets } from './count-facets.ts'
import { type CountedLists, countedLists } from './counted-lists.ts'
import { filtersOf } from './filters.ts'
import { facetsInWords } from './filters-in-words.ts'
import { type Listed, type Listing, listProducts } from './listing.ts'
import type { Narrowing, SortOrder } from './narrowing.ts'
import { askerIn, explainedFeatured, featuredOffers, inWords, type PriceAsker, priceRanges } from './offers.ts'
import { pageInParts } from './pages-in-parts.ts'
import { listKeyOf, noPins, pinsOf } from './pins.ts'
import { queryWords } from './query-words.ts'
import { areMentions, listByRelevance, type RankedFrom, type RankedListing, type RankedPage } from './ranked-listing.ts'
import type { Match } from './search-expression.ts'
import { searchMessages } from './search-messages.ts'
import { matchesOf, stageNames } from './search-stages.ts'
import { type SearchTerms, termsOf } from './search-terms.ts'
import { similarWords } from './similar-words.ts'
import { cardView, placed } from './view.ts'

type Search = Input<typeof contract.searchCatalog>['catalog']

export async function searchCatalog(
  tx: ReadTx,
  { catalog: asked }: Input<typeof contract.searchCatalog>,
  { actor }: { readonly actor: Actor } = { actor: guest },
): Promise<Output<typeof contract.searchCatalog>> {
  const search = { ...asked, context: await contextOf(tx, customerOf(actor), asked.context) }
  const market = marketFor(await storeSettings(tx), { context: search.context })
  const { currency, languages, textLanguage } = market
  const { filters, messages } = await filtersOf(tx, search.filters, { currency, context: search.context })
  const { nothing, ...narrowed } = filters
  const asker = await askerIn(tx, market, actor)
  const words = queryWords(search.query ?? '', market.textLanguage)
  const isWordless = words.length === 0 && (search.query ?? '').trim() !== ''
  const terms = await termsOf(tx, words, { language: textLanguage })
  const isCounted = search.facets !== undefined && search.facets !== false
  const isEmpty = nothing || isWordless
  const asking = { ...narrowed, ...asker, textLanguage }
  const isNewest = words.length === 0 && sortFor(search, words, asking) === 'newest' && !search.pagination?.cursor
  // Facets look at the newest, which are the page too.
  const counted = isCounted && !isEmpty && isNewest ? await countedLists(tx, { narrowed: asking }) : undefined
  const page: Found = isEmpty
    ? { listed: [], messages: isWordless ? [wordless(search, textLanguage)] : [] }
    : await pageOf(tx, search, { words, terms, counted }, asking)
  const products = await cardsOf(tx, page.listed, { ...asker, languages, price: narrowed.price })
  const facets =
    isEmpty || !isCounted ? [] : await facetsOf(tx, search, { terms: page.similar ?? terms, counted }, asking)
  const told = [...servedMessages(market), ...messages, ...page.messages]
  return {
    ucp,
    products: products.map(product => placed(product, tx)),
    pagination: { has_next_page: page.cursor !== undefined, ...(page.cursor && { cursor: page.cursor }) },
    ...(isCounted && { facets: await facetsInWords(tx, market, facets) }),
    ...(told.length > 0 && { messages: told }),
  }
}

const wordless = ({ query }: Search, language: TextLanguage) =>
  message('info', 'no_search_words', say(language, 'no_search_words', { query: quoteInput(query) }), {
    path: '$.query',
  })

const usualFacetLimit = 10
const one = { sort: 'newest', limit: 1 } as const

/** Counted over what has all the words, or some of them where nothing has all. */
async function facetsOf(
  tx: ReadTx,
  search: Search,
  { terms: { terms }, counted }: Pick<Asked, 'terms' | 'counted'>,
  narrowed: Narrowed,
): Promise<Facet[]> {
  const matching = (has: Match['has']): Pick<Listing, 'words'> =>
    terms.length > 0 ? { words: matchesOf(has, terms) } : {}
  const isWhole = terms.length < 2 || (await listProducts(tx, { ...narrowed, ...matching('all'), ...one })).length > 0
  const { candidatesFor } = counted ?? (await countedLists(tx, { narrowed, ...matching(isWhole ? 'all' : 'some') }))
  const names = Array.isArray(search.facets) ? { names: search.facets } : {}
  const request = { ...names, limit: search.facet_limit ?? usualFacetLimit }
  return await countFacets(tx, { narrowed, candidatesFor, request })
}

type Found = {
  readonly listed: readonly Listed[]
  readonly cursor?: string
  readonly messages: readonly Message[]
  /** What was looked for because nobody knows the words. */
  readonly similar?: SearchTerms | undefined
}
type Asked = {
  readonly words: readonly string[]
  readonly terms: SearchTerms
  /** The list that facets are counted over, where its first products are the page. */
  readonly counted?: CountedLists | undefined
}
type Narrowed = Narrowing & PriceAsker & Pick<Listing, 'besides'> & Pick<Market, 'textLanguage'>

/**
 * The page with what is pinned in front and what is buried behind, where the list is in its usual order. Whoever typed a
 * sku or a barcode gets its product before all others.
 */
async function pageOf(tx: ReadTx, search: Search, asked: Asked, narrowed: Narrowed): Promise<Found> {
  const { terms } = asked
  const isUsual = search.sort === undefined || search.sort === 'relevance' || search.sort === 'manual'
  const pins = isUsual ? await pinsOf(tx, listKeyOf(queryWords(search.query ?? ''), narrowed)) : noPins
  const exact = isUsual ? await productsOfCode(tx, search.query ?? '') : []
  const first = [...new Set([...exact, ...pins.pinned])].filter(id => !pins.buried.includes(id))
  if (first.length + pins.buried.length === 0) return await mainPage(tx, search, asked, narrowed)
  const shown = async (ids: readonly string[], match?: Listing['words']) => {
    if (ids.length === 0) return []
    const rows = await listProducts(tx, {
      ...narrowed,
      ids,
      ...(match && { words: match }),
      sort: 'newest',
      limit: ids.length,
    })
    const places = new Map(rows.map(row => [row.id, row]))
    return ids.flatMap(id => places.get(id) ?? [])
  }
  const any: Match = { has: 'some', terms: terms.terms, place: 'anywhere' }
  const besides = [...first, ...pins.buried]
  const messages: Message[] = []
  let similar: SearchTerms | undefined
  const found = await shown(first)
  const page = await pageInParts(
    {
      list: `pins:${listName(search, 'relevance', narrowed.currency)}`,
      cursor: search.pagination?.cursor,
      limit: search.pagination?.limit ?? defaultPageSize,
    },
    {
      first: found,
      last: await shown(pins.buried, terms.terms.length > 0 ? { match: any } : undefined),
      main: async pagination => {
        const rest = await mainPage(tx, { ...search, pagination }, asked, { ...narrowed, besides })
        messages.push(...rest.messages)
        similar = rest.similar
        return rest
      },
    },
  )
  if (found.some(({ id }) => exact.includes(id))) return { ...page, messages: [] }
  const told = page.listed.length > 0 ? messages.filter(({ code }) => code !== 'no_results') : messages
  return { ...page, messages: told, similar }
}

async function mainPage(tx: ReadTx, search: Search, asked: Asked, narrowed: Narrowed): Promise<Found> {
  const sort = sortFor(search, asked.words, narrowed)
  return sort === 'relevance'
    ? await pageByRelevance(tx, search, asked.terms, narrowed)
    : await pageBySort(tx, search, asked, { ...narrowed, sort })
}

async function pageByRelevance(tx: ReadTx, search: Search, terms: SearchTerms, narrowed: Narrowed): Promise<Found> {
  const limit = search.pagination?.limit ?? defaultPageSize
  const list = listName(search, 'relevance', narrowed.currency)
  const cursor = search.pagination?.cursor
  const from = cursor === undefined ? undefined : offsetOf(list, cursor)
  const start = from ?? { stage: 'all', offset: 0 }
  const page = { narrowed, search: terms, from: start, limit }
  const { similar, ...found } = await listOrSimilar(tx, page)
  const { listed, whole, kept, next } = found
  const isMention = !from && (await areMentions(tx, listed, terms))
  const outcome = { search: terms, found: listed.length, whole, kept, similar: similar?.words, isMention }
  const { textLanguage: language } = narrowed
  return {
    listed,
    similar: similar?.terms,
    messages: from ? [] : searchMessages(search.query, { ...outcome, language }),
    ...(next && next.offset < deepest && { cursor: encodeCursor(list, [next.stage, next.offset]) }),
  }
}

/** What fits, or where no word of the search is known what is called alike. */
async function listOrSimilar(tx: ReadTx, page: RankedPage): Promise<RankedListing & { similar?: Asked }> {
  const found = await listByRelevance(tx, page)
  const { terms } = page.search
  if (found.listed.length > 0 || terms.some(term => term.reach > 0)) return found
  const similar = await similarWords(
    tx,
    terms.map(term => term.forms[0]!.words[0]!),
  )
  if (similar.length === 0) return found
  const search = await termsOf(tx, similar, { isFinished: true })
  return { ...(await listByRelevance(tx, { ...page, search })), similar: { words: similar, terms: search } }
}

async function pageBySort(
  tx: ReadTx,
  search: Search,
  { terms, counted }: Pick<Asked, 'terms' | 'counted'>,
  narrowed: Narrowed & { readonly sort: SortOrder },
): Promise<Found> {
  const limit = search.pagination?.limit ?? defaultPageSize
  const list = listName(search, narrowed.sort, narrowed.currency)
  const cursor = search.pagination?.cursor
  const place = cursor === undefined ? undefined : placeOf(list, cursor, narrowed.sort)
  const rows = (has: Match['has']) =>
    listProducts(tx, {
      ...narrowed,
      ...(terms.terms.length > 0 && { words: matchesOf(has, terms.terms) }),
      ...(place && { from: place.from }),
      limit: limit + 1,
    })
  let has = place?.has ?? 'all'
  let listed = counted && !place ? newestOf(counted, limit + 1, narrowed) : await rows(has)
  if (listed.length === 0 && !place && terms.terms.length > 1) {
    has = 'some'
    listed = await rows(has)
  }
  const shown = listed.slice(0, limit)
  const last = listed.length > limit ? shown.at(-1) : undefined
  const whole = has === 'all' ? shown.length : 0
  return {
    listed: shown,
    messages: place
      ? []
      : searchMessages(search.query, { search: terms, found: shown.length, whole, language: narrowed.textLanguage }),
    ...(last && { cursor: encodeCursor(list, [has, last.key, last.id]) }),
  }
}

const newestOf = ({ newest }: CountedLists, limit: number, { besides = [] }: Narrowed): Listed[] =>
  newest(limit + besides.length)
    .filter(({ id }) => !besides.includes(id))
    .slice(0, limit)

/** The merchant's order is that of a single collection, listed without words. */
function sortFor({ sort }: Search, words: readonly string[], { collectionIds = [] }: Narrowing): SortOrder {
  const usual = words.length > 0 ? 'relevance' : 'newest'
  if (sort === 'manual') return collectionIds.length === 1 && words.length === 0 ? sort : usual
  return sort === undefined || sort === 'relevance' ? usual : sort
}

/** By relevance at most so many results are reached; whoever wants more should narrow the search. */
const deepest = 10_000

/** A cursor is of one search: other words, filters or sort orders make another list. */
const listName = ({ query, filters }: Search, sort: SortOrder, currency: string): string =>
  `search:${sort}:${fingerprint([query ?? '', filters ?? {}, currency])}`

function offsetOf(list: string, cursor: string): RankedFrom {
  const [name, offset] = decodeCursor(list, cursor)
  const stage = stageNames.find(known => known === name)
  if (stage && isCount(offset) && offset < deepest) return { stage, offset }
  throw foreignCursor()
}

function placeOf(
  list: string,
  cursor: string,
  sort: SortOrder,
): { has: Match['has']; from: NonNullable<Listing['from']> } {
  const [has, first, id] = decodeCursor(list, cursor)
  if (has === 'all' || has === 'some') {
    const isKey = sort === 'title' ? isText(first) : sort === 'best_selling' ? Number.isFinite(first) : isCount(first)
    if (isKey && first !== undefined && isText(id)) return { has, from: { key: first, id } }
  }
  throw foreignCursor()
}

const foreignCursor = () => new CommerceError('invalid_cursor', 'This cursor was not made by the shop.')

/** As the shop stores text: PostgreSQL refuses NUL. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && !value.includes('\0') && value.isWellFormed()

/** Amounts, offsets and instants; an instant beyond what a date can hold would not be one. */
const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= 8.64e15

/** The products as lists show them, in the order of the ids. */
export async function cardsOf(
  tx: ReadTx,
  listed: readonly Pick<Listed, 'id'>[],
  {
    currency,
    groups,
    buyer,
    languages,
    price,
  }: PriceAsker & Pick<Listing, 'price'> & { readonly languages: readonly string[] },
): Promise<ProductView[]> {
  const ids = listed.map(product => product.id)
  const cards = new Map((await productCards(tx, ids)).map(card => [card.id, card]))
  const ranges = await priceRanges(tx, ids, { currency, groups })
  const asker = { currency, groups, ...(buyer && { buyer }) }
  const featured = await explainedFeatured(tx, await featuredOffers(tx, ids, asker, price), asker)
  const variants = [...featured.values()].map(({ offer }) => offer.variant)
  const wording = await wordingIn(tx, languages, { products: [...cards.values()], variants })
  return ids.flatMap(id => {
    const [card, range, offer] = [cards.get(id), ranges.get(id), featured.get(id)]
    return card && range && offer ? [cardView(wording.product(card), range, inWords(offer, wording))] : []
  })
}
