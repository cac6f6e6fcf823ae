import type { TextLanguage } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import { habitsOf, strongestPairs } from './habit-records.ts'
import { pull, resemblance } from './habits.ts'
import { type Likeness, likeness } from './likeness.ts'
import type { PriceAsker } from './offers.ts'
import { onOffer } from './on-offer.ts'
import { type Ranked, scoreSheet } from './ranked.ts'
import { alikeIds, traitsOf } from './recommend-records.ts'
import type { Titles } from './titles.ts'

type Asked = {
  readonly asker: PriceAsker & { readonly textLanguage: TextLanguage }
  readonly besides: ReadonlySet<string>
  readonly titles: Titles
  /** How many products are held against these. */
  readonly most?: number
}

const mostSeeds = 5
const mostLooked = 300

/**
 * What goes with products: what was bought with them, and what is like them. A product of few orders goes by its likeness;
 * the more of its orders are known, the less that counts.
 */
export async function relatedTo(tx: ReadTx, productIds: readonly string[], asked: Asked): Promise<Ranked[]> {
  const seeds = productIds.slice(0, mostSeeds)
  const sheet = scoreSheet()
  const pairs = (await strongestPairs(tx, seeds, 'together')).filter(({ otherId }) => !asked.besides.has(otherId))
  const habits = await habitsOf(tx, [...new Set([...seeds, ...pairs.map(({ otherId }) => otherId)])])
  for (const pair of pairs) sheet.add(pair.otherId, pull(pair, habits), { kind: 'bought_together', of: pair.productId })
  for (const { id, seedId, score, reason } of await alikeTo(tx, seeds, asked)) {
    sheet.add(id, resemblance(score, habits.of(seedId)), { kind: 'similar', reason })
  }
  return sheet.ranked()
}

type Alike = Likeness & { readonly id: string; readonly seedId: string }

/** What is on offer and like one of the products, each with the one that it is most like. */
export async function alikeTo(
  tx: ReadTx,
  seedIds: readonly string[],
  { asker, besides, titles, most = mostLooked }: Asked,
): Promise<Alike[]> {
  const candidates = (await alikeIds(tx, seedIds)).filter(id => !besides.has(id)).slice(0, most)
  const traits = await traitsOf(tx, [...seedIds, ...(await onOffer(tx, candidates, asker))], asker)
  const seeds = seedIds.flatMap(id => {
    const seed = traits.get(id)
    return seed ? [{ ...seed, title: titles.get(id) ?? seed.title }] : []
  })
  return candidates.flatMap(id => {
    const other = traits.get(id)
    const [best] = seeds
      .flatMap(seed => {
        const alike = other && likeness(seed, other, asker.textLanguage)
        return alike ? [{ id, seedId: seed.id, ...alike }] : []
      })
      .sort((a, b) => b.score - a.score)
    return best ? [best] : []
  })
}
