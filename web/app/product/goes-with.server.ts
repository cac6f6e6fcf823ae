import { type Card, cardOf } from '../components/product-card.tsx'
import type { visitorOf } from '../visit/visitor.server.ts'
import type { GoesWith } from './goes-with.ts'

/** Which products go with one is worked out anew after so long: it takes as long as the rest of the page three times. */
const keptMilliseconds = 10 * 60_000
const mostKept = 20_000
const shown = 4

type Visitor = Pick<Awaited<ReturnType<typeof visitorOf>>, 'shop' | 'context' | 'isSignedIn' | 'goesWith'>

/** What goes with a product, at the prices of now. For whom the shop knows it is always asked. */
export async function goesWith({ shop, context, isSignedIn, goesWith: kept }: Visitor, id: string): Promise<Card[]> {
  const question = `${id} ${context.language} ${context.currency}`
  const known = isSignedIn ? undefined : kept.get(question)
  if (known && known.until > Date.now()) return await asTheyAre({ shop, context }, known.ids)
  const { recommendations } = await shop.recommendProducts({ catalog: { ids: [id], context, limit: shown } })
  const products = recommendations.map(({ product }) => product)
  if (!isSignedIn)
    keep(
      kept,
      question,
      products.map(product => product.id),
    )
  return products.map(cardOf)
}

/** Products in the order of their ids, without what is sold out or gone by now. */
async function asTheyAre(
  { shop, context }: Pick<Visitor, 'shop' | 'context'>,
  ids: readonly string[],
): Promise<Card[]> {
  if (ids.length === 0) return []
  const { products } = await shop.lookupCatalog({ catalog: { ids: [...ids], context } })
  return products
    .toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id))
    .map(cardOf)
    .filter(card => !card.isSoldOut)
}

function keep(kept: GoesWith, question: string, ids: readonly string[]): void {
  kept.delete(question)
  kept.set(question, { ids, until: Date.now() + keptMilliseconds })
  const [oldest] = kept.keys()
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest)
}
