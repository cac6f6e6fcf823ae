import { categoriesBeginning, productCards } from '../catalog/index.ts'
import { marketFor, storeSettings } from '../pricing/index.ts'
import type { Input, Output } from '../shared/operation.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import { queryWords } from './query-words.ts'
import { listByRelevance } from './ranked-listing.ts'
import type * as contract from './search-contract.ts'
import { searchOf } from './search-index.ts'
import { termsOf } from './search-terms.ts'
import { nearest, piecesNear } from './spelling.ts'
import { stemOf } from './stem.ts'
import { namesBeginning, stemsWithPieces } from './vocabulary.ts'

const most = { searches: 6, completions: 12, products: 3 } as const

/** What the words typed so far may become. All of it finds something. */
export async function suggestSearches(
  tx: ReadTx,
  { query, limit = most.searches }: Input<typeof contract.suggestSearches>,
): Promise<Output<typeof contract.suggestSearches>> {
  const words = queryWords(query)
  if (words.length === 0) return { ucp, searches: [], products: [], categories: [] }
  const searches = (await completed(tx, words)).slice(0, limit)
  const likeliest = searches[0] ?? words.join(' ')
  return {
    ucp,
    searches,
    products: await productsFor(tx, likeliest),
    categories: await categoriesBeginning(tx, words.join(' ')),
  }
}

async function completed(tx: ReadTx, words: readonly string[]): Promise<string[]> {
  const whole = words.length > 1 ? await namesBeginning(tx, words.join(' '), most.completions) : []
  const before = await spelt(tx, words.slice(0, -1))
  const endings = await endingsOf(tx, words.at(-1)!)
  const texts = [...whole.map(({ word }) => word), ...endings.map(ending => [...before, ending].join(' '))]
  const found: string[] = []
  for (const text of byStems(texts)) if (await findsSomething(tx, text)) found.push(text)
  return found.length > 0 || before.length === 0 ? found : byStems(endings)
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
  const words = text.split(' ')
  if (words.length === 1) return true
  const terms = words.map(word => ({ forms: [{ words: [word] }], isPrefix: false }))
  return (await searchOf(tx).countMatches(tx, { has: 'all', terms, place: 'anywhere' }, 1)) > 0
}

async function productsFor(tx: ReadTx, query: string) {
  const { currency } = marketFor(await storeSettings(tx), {})
  const search = await termsOf(tx, queryWords(query))
  const from = { stage: 'all', offset: 0 } as const
  const { listed } = await listByRelevance(tx, {
    narrowed: { currency, groups: [] },
    search,
    from,
    limit: most.products,
  })
  const cards = new Map(
    (
      await productCards(
        tx,
        listed.map(({ id }) => id),
      )
    ).map(card => [card.id, card]),
  )
  return listed.flatMap(({ id }) => {
    const card = cards.get(id)
    return card ? [{ id, handle: card.handle, title: card.title }] : []
  })
}
