import { type Relation, relationsOf } from '../catalog/index.ts'
import type { Output } from '../shared/operation.ts'
import type { TextLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { PriceAsker } from './offers.ts'
import { picking } from './picking.ts'
import type { Ranked } from './ranked.ts'
import { reasonOf } from './reasons.ts'
import { historyOf, keptOf, nextFor, noHistory } from './recommend-history.ts'
import { relatedTo } from './recommend-related.ts'
import { cardsOf } from './search-catalog.ts'
import { titlesIn } from './titles.ts'
import { placed } from './view.ts'

type Recommendations = Output<typeof contract.recommendProducts>['recommendations']

type Wish = {
  /** The products that it is about, the most telling first. */
  readonly productIds: readonly string[]
  readonly exceptIds: readonly string[]
  /** Nothing in particular was asked about: it is about who asks, and where nobody knows them about everybody. */
  readonly isOpen: boolean
  readonly customerId: string | undefined
  /** Whether who asks may know what the customer bought: a reason tells. */
  readonly mayTell: boolean
  readonly asker: Asker
  readonly limit: number
}

type Asker = PriceAsker & { readonly languages: readonly string[]; readonly textLanguage: TextLanguage }

/**
 * What goes with products: first what staff named for them, then what was bought with them or is alike, and then what the
 * customer who asks may buy next. Only what is shown, priced and in stock now, never what the customer sent back, nor what
 * they have and nobody buys again. All lists that are looked through are bounded, so the cost does not grow with the shop.
 */
export async function recommend(tx: ReadTx, wish: Wish): Promise<Recommendations> {
  const { productIds, isOpen, customerId, mayTell, asker, limit } = wish
  const besides = new Set([...productIds, ...wish.exceptIds])
  const history = customerId !== undefined && mayTell ? await historyOf(tx, customerId) : noHistory
  const picked = picking(tx, { besides, customerId, asker, limit })
  if (productIds.length > 0) {
    const kept = await keptOf(tx, history)
    await picked.add((await namedFor(tx, productIds)).filter(({ id }) => !kept.has(id)))
    const related = { asker, besides: new Set([...besides, ...kept]) }
    if (!picked.isFull()) await picked.addFrom(relatedTo(tx, productIds, related))
  }
  if (!picked.isFull() && (isOpen || history.seeds.length > 0)) {
    await picked.add(await nextFor(tx, history, { asker, besides, withPopular: isOpen }))
  }
  return await inWords(tx, picked.first(), asker)
}

async function inWords(tx: ReadTx, best: readonly Ranked[], asker: Asker): Promise<Recommendations> {
  const causes = best.flatMap(({ why }) => ('of' in why ? [why.of] : []))
  const titles = await titlesIn(tx, [...new Set(causes)], asker.languages)
  const cards = new Map((await cardsOf(tx, best, asker)).map(card => [card.id, card]))
  return best.flatMap(({ id, why }) => {
    const card = cards.get(id)
    const reason = reasonOf(why, titles, asker.textLanguage)
    return card ? [{ kind: why.kind, reason, product: placed(card, tx) }] : []
  })
}

/** What staff named: accessories of any of the products before what is better, and that before what is instead. */
async function namedFor(tx: ReadTx, productIds: readonly string[]): Promise<Ranked[]> {
  const relations = await relationsOf(tx, productIds)
  return order.flatMap(kind =>
    relations
      .filter(relation => relation.kind === kind)
      .map(({ relatedId: id, productId: of }) => ({ id, score: 1, why: { kind, of } })),
  )
}

const order: readonly Relation['kind'][] = ['accessory', 'upsell', 'alternative']
