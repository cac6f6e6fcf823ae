import { categoriesBeginning, folded, isAnyToAppear, productCards, wordingIn } from '../catalog/index.ts'
import { type Market, marketFor, storeSettings } from '../pricing/index.ts'
import { guest } from '../shared/actor.ts'
import type { Input, Output } from '../shared/operation.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import { listProducts } from './listing.ts'
import { askerIn, type PriceAsker } from './offers.ts'
import { queryWords } from './query-words.ts'
import { listByRelevance } from './ranked-listing.ts'
import type * as contract from './search-contract.ts'
import { countedWords } from './search-document.ts'
import { searchOf, wordsIn } from './search-index.ts'
import { termsOf } from './search-terms.ts'
import { nearest, piecesNear } from './spelling.ts'
import { stemOf } from './stem.ts'
import { namesBeginning, stemsWithPieces } from './vocabulary.ts'

/** `looked` are the products that are asked whether a word is one of the buyer's language. */
const most = { searches: 6, completions: 12, products: 3, categories: 5, looked: 5 } as const

/** What the words typed so far may become, in the buyer's language. All of it finds something that is sold there. */
export async function suggestSearches(
  tx: ReadTx,
  { query, limit = most.searches, ...context }: Input<typeof contract.suggestSearches>,
): Promise<Output<typeof contract.suggestSearches>> {
  const words = queryWords(query)
  if (words.length === 0) return { ucp, searches: [], products: [], categories: [] }
  const store = await storeSettings(tx)
  const reader = { ...(await readerIn(tx, marketFor(store, { context }))), isOfMany: store.languages.length > 1 }
  const searches = (await completed(tx, words, reader)).slice(0, limit)
  const likeliest = searches[0] ?? words.join(' ')
  return {
    ucp,
    searches,
    products: await productsFor(tx, likeliest, reader),
    categories: await categoriesFor(tx, words.join(' '), reader),
  }
}

type Reader = PriceAsker & {
  readonly languages: readonly string[]
  /** Whether the shop speaks other languages too. */
  readonly isOfMany: boolean
}

const readerIn = async (tx: ReadTx, market: Market) => ({
  ...(await askerIn(tx, market, guest)),
  languages: market.languages,
})

async function completed(tx: ReadTx, words: readonly string[], reader: Reader): Promise<string[]> {
  const whole = words.length > 1 ? await namesBeginning(tx, words.join(' '), most.completions) : []
  const before = await spelt(tx, words.slice(0, -1))
  const endings = await endingsOf(tx, words.at(-1)!)
  const texts = [...whole.map(({ word }) => word), ...endings.map(ending => [...before, ending].join(' '))]
  const found = await finding(tx, byStems(texts), reader)
  return found.length > 0 || before.length === 0 ? found : await finding(tx, byStems(endings), reader)
}

/** Those of the texts that find something; for this buyer, where not all is sold to all, in one language, or shown yet. */
async function finding(tx: ReadTx, texts: readonly string[], reader: Reader): Promise<string[]> {
  const found: string[] = []
  if (!reader.market && !reader.isOfMany && !(await isAnyToAppear(tx))) {
    for (const text of texts) if (await findsSomething(tx, text)) found.push(text)
    return found
  }
  for (const text of texts) if (await isSaidOfSome(tx, text, reader)) found.push(text)
  return found
}

async function isSaidOfSome(tx: ReadTx, text: string, { languages, isOfMany, ...asker }: Reader): Promise<boolean> {
  const match = { has: 'all', terms: termsIn(text), place: 'anywhere' } as const
  const listed = await listProducts(tx, {
    ...asker,
    words: { match },
    sort: 'newest',
    limit: most.looked,
  })
  const ids = listed.map(({ id }) => id)
  if (ids.length === 0 || !isOfMany) return ids.length > 0
  const stems = text.split(' ').map(stemOf)
  return (await wordsIn(tx, languages, ids)).some(document => {
    const said = countedWords(document)
    return stems.every(stem => said.has(stem))
  })
}

/** Words and names that begin so; where there are none, the word that was misspelt. */
async function endingsOf(tx: ReadTx, word: string): Promise<string[]> {
  const begun = await namesBeginning(tx, word, most.completions)
  if (begun.length > 0) return begun.map(known => known.word)
  const stem = stemOf(word)
  const meant = nearest(
    stem,
    (await stemsWithPieces(tx, piecesNear(stem))).filter(({ named }) => named > 0),
  )
  return meant ? [meant.word] : []
}

/** The words before the last, put right where nobody wrote them so. */
async function spelt(tx: ReadTx, words: readonly string[]): Promise<string[]> {
  if (words.length === 0) return []
  const { corrected } = await termsOf(tx, words, { isFinished: true })
  return words.map(word => corrected.find(({ typed }) => typed === word)?.meant ?? word)
}

/** Each once, whatever the forms of its words. */
function byStems(texts: readonly string[]): string[] {
  const first = new Map<string, string>()
  for (const text of texts) {
    const key = text.split(' ').map(stemOf).join(' ')
    if (!first.has(key)) first.set(key, text)
  }
  return [...first.values()]
}

async function findsSomething(tx: ReadTx, text: string): Promise<boolean> {
  const terms = termsIn(text)
  if (terms.length === 1) return true
  return (await searchOf(tx).countMatches(tx, { has: 'all', terms, place: 'anywhere' }, 1)) > 0
}

const termsIn = (text: string) => text.split(' ').map(word => ({ forms: [{ words: [word] }], isPrefix: false }))

async function productsFor(tx: ReadTx, query: string, { languages, isOfMany: _, ...narrowed }: Reader) {
  const search = await termsOf(tx, queryWords(query))
  const from = { stage: 'all', offset: 0 } as const
  const { listed } = await listByRelevance(tx, { narrowed, search, from, limit: most.products })
  const ids = listed.map(({ id }) => id)
  const products = await productCards(tx, ids)
  const wording = await wordingIn(tx, languages, { products })
  const cards = new Map(products.map(card => [card.id, wording.product(card)]))
  return ids.flatMap(id => {
    const card = cards.get(id)
    return card ? [{ id, handle: card.handle, title: card.title }] : []
  })
}

async function categoriesFor(tx: ReadTx, letters: string, { languages, isOfMany: _, ...asker }: Reader) {
  const begun = await categoriesBeginning(tx, letters, languages)
  const sold = asker.market ? await filled(tx, begun, asker) : begun
  const wording = await wordingIn(tx, languages, { paths: sold.map(({ path }) => path) })
  return sold
    .map(({ handle, path }) => ({ handle, path: wording.path(path) }))
    .filter(({ path }) => folded(path.split(' > ').at(-1) ?? path).startsWith(letters))
    .slice(0, most.categories)
}

/** The categories of which something is sold to the asker. */
async function filled<C extends { readonly id: string }>(
  tx: ReadTx,
  categories: readonly C[],
  asker: PriceAsker,
): Promise<C[]> {
  const kept: C[] = []
  for (const category of categories) {
    const some = await listProducts(tx, { ...asker, categoryIds: [category.id], sort: 'newest', limit: 1 })
    if (some.length > 0) kept.push(category)
  }
  return kept
}
