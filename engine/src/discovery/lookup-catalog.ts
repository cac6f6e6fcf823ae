import {
  categoryPaths,
  movedMessage,
  type ProductRow,
  productsByIds,
  variantsByIds,
  wordingIn,
} from '../catalog/index.ts'
import { contextOf, marketFor, servedMessages, storeSettings } from '../pricing/index.ts'
import { type Actor, customerOf, guest } from '../shared/actor.ts'
import { quoteInput } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Input, Output } from '../shared/operation.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { ProductView } from './contract.ts'
import { type Filters, filtersOf } from './filters.ts'
import { listProducts } from './listing.ts'
import {
  askerIn,
  explained,
  explainedFeatured,
  type Featured,
  featuredOffers,
  inWords,
  type Offer,
  offersOf,
  type PriceAsker,
  priceRanges,
} from './offers.ts'
import { type Resolved, resolve } from './resolve.ts'
import { cardView, categoryValues, placed, shortened, variantView } from './view.ts'

const mostIds = 25

export async function lookupCatalog(
  tx: ReadTx,
  { catalog }: Input<typeof contract.lookupCatalog>,
  { actor }: { readonly actor: Actor } = { actor: guest },
): Promise<Output<typeof contract.lookupCatalog>> {
  const asked = { ...catalog, context: await contextOf(tx, customerOf(actor), catalog.context) }
  const unique = [...new Set(asked.ids)]
  const ids = unique.slice(0, mostIds)
  const store = await storeSettings(tx)
  const market = marketFor(store, { context: asked.context })
  const { currency, languages } = market
  const { filters, messages } = await filtersOf(tx, asked.filters, { currency, context: asked.context })
  const resolved = await resolve(tx, ids)
  const asker = { ...(await askerIn(tx, market, actor)), languages }
  const answered = await answersIn(tx, asker, resolved, filters)
  const missing = withoutAnswer(resolved, answered)
  const isOther = missing.size > 0 && currency !== store.defaultCurrency
  const others = isOther
    ? await answersIn(tx, { ...asker, currency: store.defaultCurrency }, missing, { ...filters, price: undefined })
    : []
  const products = inOrder([...answered, ...others], ids)
  const found = new Set(
    products.flatMap(({ variants }) => variants.flatMap(({ inputs }) => inputs?.map(input => input.id) ?? [])),
  )
  const told: Message[] = [
    ...servedMessages(market),
    ...messages,
    ...(unique.length > mostIds ? [tooMany(unique.length)] : []),
    ...products.flatMap(product => movedMessages(product, resolved)),
    ...ids.filter(id => !found.has(id)).map(id => notThere(id, resolved.has(id), market.textLanguage)),
    ...others.map(product =>
      message(
        'warning',
        'currency_unavailable',
        say(market.textLanguage, 'other_currency_of', {
          title: product.title,
          currency,
          other: store.defaultCurrency,
        }),
      ),
    ),
  ]
  return { ucp, products: products.map(product => placed(product, tx)), ...(told.length > 0 && { messages: told }) }
}

const tooMany = (count: number) =>
  message(
    'info',
    'too_many_ids',
    `Only the first ${mostIds} of ${count} ids were looked up; ask for the others in another call.`,
  )

const movedMessages = ({ id, handle }: ProductView, resolved: ReadonlyMap<string, Resolved>): Message[] =>
  [...resolved].flatMap(([from, { productId, isMoved }]) =>
    productId === id && isMoved ? [movedMessage({ what: 'product', from, to: handle })] : [],
  )

function notThere(id: string, exists: boolean, language: TextLanguage): Message {
  const content = say(language, exists ? 'not_within_filters' : 'unknown_product', { id: quoteInput(id) })
  return message('info', exists ? 'filtered_out' : 'not_found', content)
}

function withoutAnswer(
  resolved: ReadonlyMap<string, Resolved>,
  answered: readonly ProductView[],
): Map<string, Resolved> {
  const ids = new Set(answered.map(product => product.id))
  return new Map([...resolved].filter(([, { productId }]) => !ids.has(productId)))
}

/** The products in the order in which they were first asked for. */
function inOrder(products: readonly ProductView[], ids: readonly string[]): ProductView[] {
  const place = ({ variants }: ProductView) =>
    Math.min(...variants.flatMap(({ inputs }) => inputs?.map(input => ids.indexOf(input.id)) ?? []))
  return [...products].sort((a, b) => place(a) - place(b))
}

/** What can be answered in one currency: the variants that were named and, for products, the featured one. */
async function answersIn(
  tx: ReadTx,
  asker: PriceAsker & { readonly languages: readonly string[] },
  resolved: ReadonlyMap<string, Resolved>,
  { nothing, ...filters }: Filters,
): Promise<ProductView[]> {
  const asked = [...new Set([...resolved.values()].map(({ productId }) => productId))]
  if (asked.length === 0 || nothing) return []
  const listed = await listProducts(tx, { ...filters, ...asker, ids: asked, sort: 'newest', limit: asked.length })
  const ids = listed.map(product => product.id)
  const rows = new Map((await productsByIds(tx, ids)).map(row => [row.id, row]))
  const ranges = await priceRanges(tx, ids, asker)
  const featured = await explainedFeatured(tx, await featuredOffers(tx, ids, asker, filters.price), asker)
  const categories = await categoryPaths(tx, ids, { forBuyers: true })
  const exact = await exactOffers(tx, resolved, asker)
  const wording = await wordingIn(tx, asker.languages, {
    products: [...rows.values()],
    variants: [...[...featured.values()].map(({ offer }) => offer), ...exact.values()].map(({ variant }) => variant),
    paths: [...categories.values()].flat(),
    whole: true,
  })
  return ids.flatMap(id => {
    const [source, range, offer] = [rows.get(id), ranges.get(id), featured.get(id)]
    if (!source || !range || !offer) return []
    const row = wording.product(source)
    const variants = variantsFor(row, offer, exact, resolved).map(({ offer: { variant, ...rest }, inputs }) => {
      return { ...variantView({ ...rest, variant: wording.variant(variant) }, row.title), inputs }
    })
    if (variants.length === 0) return []
    const paths = (categories.get(id) ?? []).map(wording.path)
    return [
      {
        ...cardView(row, range, inWords(offer, wording)),
        description: shortened(row.plain),
        ...(paths.length > 0 && { categories: categoryValues(paths) }),
        variants,
      },
    ]
  })
}

async function exactOffers(
  tx: ReadTx,
  resolved: ReadonlyMap<string, Resolved>,
  asker: PriceAsker,
): Promise<Map<string, Offer>> {
  const ids = [...new Set([...resolved.values()].flatMap(({ variantId }) => variantId ?? []))]
  const offers = await explained(tx, await offersOf(tx, await variantsByIds(tx, ids), asker), asker)
  return new Map(offers.map(offer => [offer.variant.id, offer]))
}

/** Each variant once, with every id that led to it. */
function variantsFor(
  product: ProductRow,
  featured: Featured,
  exact: ReadonlyMap<string, Offer>,
  resolved: ReadonlyMap<string, Resolved>,
): { offer: Offer; inputs: { id: string; match: 'exact' | 'featured' }[] }[] {
  const inputs = new Map<Offer, { id: string; match: 'exact' | 'featured' }[]>()
  for (const [id, { productId, variantId }] of resolved) {
    if (productId !== product.id) continue
    const isFeatured = variantId === undefined || variantId === featured.offer.variant.id
    const offer = isFeatured ? featured.offer : exact.get(variantId)
    const match = variantId === undefined ? ('featured' as const) : ('exact' as const)
    if (offer) inputs.set(offer, [...(inputs.get(offer) ?? []), { id, match }])
  }
  return [...inputs].map(([offer, matches]) => ({ offer, inputs: matches }))
}
