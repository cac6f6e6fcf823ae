import {
  categoryPaths,
  folded,
  isPublished,
  movedMessage,
  type ProductRow,
  productsByIds,
  type SelectedOption,
  termsOfVariant,
  type Variant,
  variantsOf,
  type Wording,
  wordingIn,
  wordingsOf,
} from '../catalog/index.ts'
import {
  contextOf,
  marketFor,
  priceRows,
  productsNotSold,
  type Store,
  servedMessages,
  storeSettings,
} from '../pricing/index.ts'
import { type Actor, customerOf, guest } from '../shared/actor.ts'
import { cleanLine } from '../shared/clean-text.ts'
import { notFound } from '../shared/errors.ts'
import { type Message, message } from '../shared/messages.ts'
import type { Input, Output } from '../shared/operation.ts'
import { say, type TextLanguage } from '../shared/shopper-texts.ts'
import { ucp } from '../shared/ucp.ts'
import type { ReadTx } from '../storage/port.ts'
import type * as contract from './contract.ts'
import type { ProductView } from './contract.ts'
import { filtersOf } from './filters.ts'
import { askerIn, explained, type Offer, offersOf, type PriceAsker } from './offers.ts'
import { offersWithin } from './offers-within.ts'
import { resolve } from './resolve.ts'
import { featuredOf, has, optionSignals, type Selection, select } from './selection.ts'
import { variantPage } from './variant-page.ts'
import { detailsOf, placed, rangesOf, variantView } from './view.ts'

export async function getProduct(
  tx: ReadTx,
  { catalog }: Input<typeof contract.getProduct>,
  { actor }: { readonly actor: Actor } = { actor: guest },
): Promise<Output<typeof contract.getProduct>> {
  const asked = { ...catalog, context: await contextOf(tx, customerOf(actor), catalog.context) }
  const named = (await resolve(tx, [asked.id])).get(asked.id)
  const product = named && (named.product ?? (await productsByIds(tx, [named.productId]))[0])
  if (!named || product?.status !== 'active' || !isPublished(product, tx.now)) throw notFound('product', asked.id)
  const store = await storeSettings(tx)
  const market = marketFor(store, { context: asked.context })
  const { currency, languages, textLanguage: language } = market
  if ((await productsNotSold(tx, market.restricted, [product.id])).size > 0) {
    throw notFound(`product for ${market.country}`, asked.id)
  }
  const variants = (await variantsOf(tx, [product.id])).get(product.id) ?? []
  const asker = await askerIn(tx, market, actor)
  const { offers, messages: priced } = await offersIn(tx, variants, asker, { ...store, language })
  if (offers.length === 0) throw notFound('product with a price', asked.id)
  const { filters, messages: read } = await filtersOf(tx, asked.filters, { currency, context: asked.context })
  const exact = offers.find(offer => offer.variant.id === named.variantId)
  const within = offersWithin(offers, { product, filters, currency })
  const selected = await inOwnWords(tx, variants, asked.selected)
  const chosen = chooseFrom(offers, { ...asked, selected }, { exact, within, language })
  const listed = variantPage(offers, { chosen, within, asked, currency, language })
  const categories = await categoryPaths(tx, [product.id], { forBuyers: true })
  const moved = named.isMoved ? [movedMessage({ what: 'product', from: asked.id, to: product.handle })] : []
  const paths = categories.get(product.id) ?? []
  const wording = await wordingIn(tx, languages, {
    products: [product],
    variants: listed.offers.map(({ variant }) => variant),
    words: offers.flatMap(({ variant }) => termsOfVariant(variant)),
    paths,
    whole: true,
  })
  const shown = await explained(tx, listed.offers, asker)
  const messages = [...servedMessages(market), ...moved, ...priced, ...read, ...chosen.messages, ...listed.messages]
  return {
    ucp,
    product: placed(detailView({ product, paths, offers, chosen, listed: shown, wording }), tx),
    ...(listed.pagination && { pagination: listed.pagination }),
    ...(messages.length > 0 && { messages }),
  }
}

/** The offers in the buyer's currency, else in the shop's own, else in any that there is; the answer says so. */
async function offersIn(
  tx: ReadTx,
  variants: readonly Variant[],
  asker: PriceAsker,
  { defaultCurrency, language }: Store & { readonly language: TextLanguage },
): Promise<{ offers: Offer[]; messages: Message[] }> {
  const wanted = await offersOf(tx, variants, asker)
  if (wanted.length > 0) return { offers: wanted, messages: [] }
  const rows = await priceRows(
    tx,
    variants.map(variant => variant.id),
  )
  const [other] = [...new Set(rows.map(row => row.currency))].sort(
    (a, b) => Number(b === defaultCurrency) - Number(a === defaultCurrency),
  )
  if (other === undefined) return { offers: [], messages: [] }
  return {
    offers: await offersOf(tx, variants, { ...asker, currency: other }),
    messages: [otherCurrency(asker.currency, other, language)],
  }
}

const otherCurrency = (currency: string, other: string, language: TextLanguage): Message =>
  message('warning', 'currency_unavailable', say(language, 'other_currency', { currency, other }), {
    path: '$.product.price_range',
  })

export type Chosen = Selection & { readonly featured: Offer; readonly messages: readonly Message[] }

type Choosing = {
  readonly exact: Offer | undefined
  readonly within: readonly Offer[]
  readonly language: TextLanguage
}

/** The featured variant is the one that was named, else the best of those that fit the choice, and the filters if any do. */
function chooseFrom(
  offers: readonly Offer[],
  { selected, preferences }: Pick<Input<typeof contract.getProduct>['catalog'], 'selected' | 'preferences'>,
  { exact, within, language }: Choosing,
): Chosen {
  if (!selected?.length) {
    const featured = exact ?? featuredOf(within) ?? featuredOf(offers)!
    return { featured, effective: featured.variant.options, relaxed: [], messages: [] }
  }
  const selection = select(offers, { selected, ...(preferences && { preferences }) })
  const fitting = offers.filter(offer => has(offer, selection.effective))
  const best = featuredOf(fitting.filter(offer => within.includes(offer))) ?? featuredOf(fitting)!
  const featured = exact && fitting.includes(exact) ? exact : best
  const gone = selection.relaxed.map(({ name, label }) => `${cleanLine(name)}: ${cleanLine(label)}`).join(', ')
  const content = say(language, 'selection_relaxed', { gone })
  const messages = gone === '' ? [] : [message('info', 'selection_relaxed', content, { path: '$.product.selected' })]
  return { ...selection, featured, messages }
}

/**
 * The choice in the words in which the shop keeps its options, whatever language of the shop it was made in. What is no
 * translation of a word of these variants stays as it was sent.
 */
async function inOwnWords(
  tx: ReadTx,
  variants: readonly Variant[],
  selected: readonly SelectedOption[] | undefined,
): Promise<SelectedOption[] | undefined> {
  const own = new Set(variants.flatMap(termsOfVariant))
  if (!selected || selected.every(({ name, label }) => own.has(name) && own.has(label))) return selected?.slice()
  const wordings = await wordingsOf(tx, { words: [...own] })
  const told = new Map(wordings.flatMap(wording => [...own].map(word => [folded(wording.term(word)), word] as const)))
  for (const word of own) told.set(folded(word), word)
  const ownOf = (word: string) => told.get(folded(word)) ?? word
  return selected.map(({ name, label }) => ({ name: ownOf(name), label: ownOf(label) }))
}

type Detail = {
  readonly product: ProductRow
  readonly paths: readonly string[]
  readonly offers: readonly Offer[]
  readonly chosen: Chosen
  readonly listed: readonly Offer[]
  readonly wording: Wording
}

function detailView({ product, paths, offers, chosen: { effective }, listed, wording }: Detail): ProductView {
  const options = optionSignals(offers, effective)
  const shown = wording.product(product)
  const word = (text: string) => cleanLine(wording.term(text))
  return {
    ...detailsOf(shown, paths.map(wording.path), offers.length),
    ...rangesOf(rangeOver(product.id, offers)),
    ...(options.length > 0 && {
      options: options.map(({ name, values }) => ({
        name: word(name),
        values: values.map(value => ({ ...value, label: word(value.label) })),
      })),
      selected: effective.map(({ name, label }) => ({ name: word(name), label: word(label) })),
    }),
    variants: listed.map(({ variant, ...offer }) =>
      variantView({ ...offer, variant: wording.variant(variant) }, shown.title),
    ),
  }
}

function rangeOver(productId: string, offers: readonly Offer[]) {
  const amounts = offers.map(offer => offer.price.amount)
  const lists = offers.map(offer => (offer.compareAt ?? offer.price).amount)
  return {
    productId,
    currency: offers[0]?.price.currency ?? '',
    minAmount: Math.min(...amounts),
    maxAmount: Math.max(...amounts),
    minListAmount: Math.min(...lists),
    maxListAmount: Math.max(...lists),
  }
}
