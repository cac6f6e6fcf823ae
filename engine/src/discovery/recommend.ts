import { productsByIds, type Relation, relationsOf, wordingIn } from '../catalog/index.ts'
import { cleanLine, shorten } from '../shared/clean-text.ts'
import type { Output } from '../shared/operation.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import { likeness } from './likeness.ts'
import { listProducts } from './listing.ts'
import type { PriceAsker } from './offers.ts'
import { alikeIds, traitsOf } from './recommend-records.ts'
import { cardsOf } from './search-catalog.ts'
import { placed } from './view.ts'

type Recommendations = Output<typeof contract.recommendProducts>['recommendations']

type Wish = {
  /** The products that it is about, the most telling first. */
  readonly productIds: readonly string[]
  readonly exceptIds: readonly string[]
  readonly asker: Asker
  readonly limit: number
}

type Asker = PriceAsker & { readonly languages: readonly string[]; readonly textLanguage: TextLanguage }

/**
 * What goes with products: first what staff named for them, then what is alike. Only what is shown, priced and in stock
 * now. For the likeness the newest of the same categories, collections, brand and type are looked at, so the cost does
 * not grow with the shop.
 */
export async function recommend(tx: ReadTx, { productIds, exceptIds, asker, limit }: Wish): Promise<Recommendations> {
  const left = new Set([...productIds, ...exceptIds])
  const titles = await titlesIn(tx, productIds, asker.languages)
  const named = await namedFor(tx, productIds, { titles, language: asker.textLanguage })
  const wanted = named.filter(({ id }) => !left.has(id))
  const open = new Set(await onOffer(tx, [...new Set(wanted.map(({ id }) => id))].slice(0, mostLooked), asker))
  const chosen = new Map<string, Reasoned>()
  for (const product of wanted) if (open.has(product.id) && !chosen.has(product.id)) chosen.set(product.id, product)
  if (chosen.size < limit) {
    const known = new Set([...left, ...chosen.keys()])
    const more = await alikeTo(tx, productIds.slice(0, mostSeeds), { left: known, asker, titles })
    for (const product of more) chosen.set(product.id, product)
  }
  const best = [...chosen.values()].slice(0, limit)
  const cards = new Map((await cardsOf(tx, best, asker)).map(card => [card.id, card]))
  return best.flatMap(({ id, kind, reason }) => {
    const card = cards.get(id)
    return card ? [{ kind, reason, product: placed(card, tx) }] : []
  })
}

const mostSeeds = 5
const mostLooked = 300

type Reasoned = { readonly id: string; readonly kind: Recommendations[number]['kind']; readonly reason: string }

type Titles = ReadonlyMap<string, string>

/** The titles of the products in the buyer's language, as they stand in reasons. */
async function titlesIn(tx: ReadTx, ids: readonly string[], languages: readonly string[]): Promise<Titles> {
  const products = await productsByIds(tx, ids)
  const wording = await wordingIn(tx, languages, { products })
  return new Map(products.map(product => [product.id, shorten(cleanLine(wording.product(product).title), 80)]))
}

/** What staff named: accessories of any of the products before what is better, and that before what is instead. */
async function namedFor(
  tx: ReadTx,
  productIds: readonly string[],
  { titles, language }: { readonly titles: Titles; readonly language: TextLanguage },
): Promise<Reasoned[]> {
  const relations = await relationsOf(tx, productIds)
  return order.flatMap(kind =>
    relations
      .filter(relation => relation.kind === kind)
      .map(({ relatedId, productId }) => ({
        id: relatedId,
        kind,
        reason: say(language, words[kind], { title: titles.get(productId) ?? '' }),
      })),
  )
}

const order: readonly Relation['kind'][] = ['accessory', 'upsell', 'alternative']
const words = { accessory: 'goes_with', upsell: 'step_up_from', alternative: 'instead_of' } as const

/** Those of these products that can be bought now, in the given order. */
async function onOffer(
  tx: ReadTx,
  ids: readonly string[],
  { languages: _, textLanguage: __, ...asker }: Asker,
): Promise<string[]> {
  const found = new Set<string>()
  for (let start = 0; start < ids.length; start += 100) {
    const part = ids.slice(start, start + 100)
    const listed = await listProducts(tx, { ...asker, ids: part, available: true, sort: 'newest', limit: part.length })
    for (const { id } of listed) found.add(id)
  }
  return ids.filter(id => found.has(id))
}

type Alike = { readonly left: ReadonlySet<string>; readonly asker: Asker; readonly titles: Titles }

async function alikeTo(tx: ReadTx, seedIds: readonly string[], { left, asker, titles }: Alike): Promise<Reasoned[]> {
  const candidates = (await alikeIds(tx, seedIds)).filter(id => !left.has(id)).slice(0, mostLooked)
  const traits = await traitsOf(tx, [...seedIds, ...(await onOffer(tx, candidates, asker))], asker)
  const seeds = seedIds.flatMap(id => {
    const seed = traits.get(id)
    return seed ? [{ ...seed, title: titles.get(id) ?? seed.title }] : []
  })
  return candidates
    .flatMap(id => {
      const other = traits.get(id)
      const [best] = seeds
        .flatMap(seed => (other ? (likeness(seed, other, asker.textLanguage) ?? []) : []))
        .sort((a, b) => b.score - a.score)
      return best ? [{ id, kind: 'similar' as const, ...best }] : []
    })
    .sort((a, b) => b.score - a.score)
}
