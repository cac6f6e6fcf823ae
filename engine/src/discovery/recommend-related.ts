import type { ReadTx } from '../storage/port.ts'
import { habitsOf, strongestPairs } from './habit-records.ts'
import { type Habits, type Pair, pull, resemblance } from './habits.ts'
import { type Likeness, likeness, type Traits } from './likeness.ts'
import type { PriceAsker } from './offers.ts'
import { type Ranked, scoreSheet } from './ranked.ts'
import { candidatesFor } from './recommend-candidates.ts'
import { traitsOf } from './traits.ts'

type Asked = { readonly asker: PriceAsker; readonly besides: ReadonlySet<string> }

const mostSeeds = 5
/** So many products are held against these in one go: with the seeds they fill one statement. */
const atOnce = 45

/**
 * What goes with products: what was bought with them, and what is like them. A product of few orders goes by its likeness;
 * the more of its orders are known, the less that counts. It comes in parts, of which the first is nearly always enough:
 * only where most of it cannot be bought now, the next part is looked at.
 */
export async function* relatedTo(
  tx: ReadTx,
  productIds: readonly string[],
  asked: Asked,
): AsyncGenerator<readonly Ranked[], void> {
  const seeds = productIds.slice(0, mostSeeds)
  const pairs = (await strongestPairs(tx, seeds, 'together')).filter(({ otherId }) => !asked.besides.has(otherId))
  const habits = await habitsOf(tx, [...new Set([...seeds, ...pairs.map(({ otherId }) => otherId)])])
  let together: readonly Pair[] = pairs
  for await (const alike of alikeTo(tx, seeds, asked)) {
    yield scored(together, alike, habits)
    together = []
  }
}

function scored(pairs: readonly Pair[], alike: readonly Alike[], habits: Habits): Ranked[] {
  const sheet = scoreSheet()
  for (const pair of pairs) sheet.add(pair.otherId, pull(pair, habits), { kind: 'bought_together', of: pair.productId })
  for (const { id, seedId: of, score, common } of alike) {
    sheet.add(id, resemblance(score, habits.of(of)), { kind: 'similar', of, common })
  }
  return sheet.ranked()
}

type Alike = Likeness & { readonly id: string; readonly seedId: string }

/**
 * What is like one of the products, each with the one that it is most like, in parts: first of what is likeliest.
 * Whether it can be bought is for others to ask.
 */
export async function* alikeTo(
  tx: ReadTx,
  seedIds: readonly string[],
  { asker, besides }: Asked,
): AsyncGenerator<readonly Alike[], void> {
  const candidates = await candidatesFor(tx, seedIds, besides)
  let start = 0
  do {
    const part = candidates.slice(start, start + atOnce)
    const traits = await traitsOf(tx, [...seedIds, ...part], asker)
    yield part.flatMap(id => nearestOf(seedIds, id, traits) ?? [])
    start += atOnce
  } while (start < candidates.length)
}

function nearestOf(seedIds: readonly string[], id: string, traits: ReadonlyMap<string, Traits>): Alike | undefined {
  const other = traits.get(id)
  const [nearest] = seedIds
    .flatMap(seedId => {
      const seed = traits.get(seedId)
      const alike = seed && other && likeness(seed, other)
      return alike ? [{ id, seedId, ...alike }] : []
    })
    .sort((a, b) => b.score - a.score)
  return nearest
}
