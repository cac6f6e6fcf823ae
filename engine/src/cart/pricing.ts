import { categoryIdsOf, collectionIdsOf, type SellableVariant, sellableVariants } from '../catalog/index.ts'
import { emailOfCustomer, groupsOf } from '../customers/index.ts'
import { type BundlePart, demandOf, stockOf } from '../inventory/index.ts'
import {
  asksForCategories,
  asksForCollections,
  choosePromotions,
  isTaxExempt,
  lowestPricesBefore,
  type Market,
  marketFor,
  notServed,
  type Promotion,
  pricesFor,
  productsNotSold,
  promotionCustomer,
  promotionsFor,
  type Quote,
  quote,
  ratesFor,
  type Shipping,
  type Store,
  standardTaxClass,
  storeSettings,
  type TaxRate,
  taxRatesIn,
  type VariantPrice,
} from '../pricing/index.ts'
import type { PostalAddress } from '../shared/address.ts'
import { type Message, message } from '../shared/messages.ts'
import { formatMoney, type Money, money, times } from '../shared/money.ts'
import { say } from '../shared/shopper-texts.ts'
import type { ReadTx } from '../storage/port.ts'
import type { Basket, BasketLine } from './cart.ts'
import { type Lack, lackingLines, stockMessages } from './supply.ts'

export type PricedLine = BasketLine & {
  readonly unitPrice: Money
  readonly priceList?: NonNullable<VariantPrice['priceList']>
  readonly compareAt?: Money
  /** Of a reduced price: the lowest in the 30 days before. */
  readonly lowestBefore?: Money
  readonly taxClass: string
  readonly requiresShipping: boolean
  readonly weightGrams?: number
  readonly dimensionsMm?: NonNullable<SellableVariant['dimensionsMm']>
  readonly shippingClass: string
  readonly sku?: string
  /** Where it is a bundle, what it is sold from. */
  readonly parts?: readonly BundlePart[]
  /** When it is expected, where not all of it is there. */
  readonly availableAt?: Date
  /** What promotions ask for; absent where the variant is not sold any more. */
  readonly productId?: string
  readonly categoryIds?: readonly string[]
  readonly collectionIds?: readonly string[]
}

/** A basket with all that prices it, as it is in this moment. */
export type PricedBasket = {
  readonly store: Store
  readonly market: Market
  readonly currency: string
  readonly lines: readonly PricedLine[]
  readonly promotions: readonly Promotion[]
  readonly taxRates: readonly TaxRate[]
  /** What is wrong with lines and codes: errors keep it from being bought, warnings do not. */
  readonly messages: readonly Message[]
}

type Circumstances = {
  /** Where it goes; until that is known, the context decides about tax. */
  readonly address?: PostalAddress | undefined
  /** Units that are held for this buyer already, by variant. */
  readonly held?: ReadonlyMap<string, number>
  /** Lines that may be fetched where nothing is sent from; absent where nobody has said yet how lines are delivered. */
  readonly isFetchedApart?: (lineId: string) => boolean
}

/** Looks up what a basket costs now and what of it can be had. Pure arithmetic follows in `quoteOf`. */
export async function priceBasket(
  tx: ReadTx,
  basket: Basket,
  { address, held = new Map(), isFetchedApart }: Circumstances = {},
): Promise<PricedBasket> {
  const variantIds = [...new Set(basket.lines.map(line => line.variantId))]
  const store = await storeSettings(tx)
  const market = { ...marketFor(store, { context: basket.context, address }), currency: basket.currency }
  const variants = await sellableVariants(tx, variantIds, market.languages)
  const quantities = demandOf(basket.lines)
  const own = basket.ownerId ? await groupsOf(tx, basket.ownerId) : []
  const groups = [...new Set([...own, ...market.groups])]
  const prices = await pricesFor(tx, variantIds, basket.currency, { quantities, groups })
  const lowest = await lowestPricesBefore(tx, prices, basket.currency)
  const { stock, parts } = await stockOf(tx, variantIds)
  const known = await promotionsFor(tx, basket.codes, market.languages)
  const isExempt = basket.ownerId
    ? await isTaxExempt(tx, { customerId: basket.ownerId, country: market.country })
    : false
  const rates = isExempt ? [] : await taxRatesIn(tx, market.country, market.languages)

  const productIds = [...new Set([...variants.values()].map(variant => variant.productId))]
  const categories = asksForCategories(known) ? await categoryIdsOf(tx, productIds) : new Map<string, string[]>()
  const collections = asksForCollections(known) ? await collectionIdsOf(tx, productIds) : new Map<string, string[]>()
  const absent = await productsNotSold(tx, market.restricted, productIds)
  const isSold = (line: BasketLine) => {
    const variant = variants.get(line.variantId)
    return variant !== undefined && prices.has(line.variantId) && !absent.has(variant.productId)
  }
  const stocked = basket.lines.map(line => ({ ...line, ...partsIn(parts, line) }))
  const isFetched = ({ id, variantId }: Pick<BasketLine, 'id' | 'variantId'>) =>
    isFetchedApart?.(id) === true && variants.get(variantId)?.requiresShipping !== false
  const sold = stocked.filter(isSold)
  const lacks = lackingLines(sold, { stock, held, isFetched })
  const lines = stocked.map(line => ({
    ...pricedLine(line, variants.get(line.variantId), prices.get(line.variantId), {
      currency: basket.currency,
      categories,
      collections,
      lowest,
    }),
    ...awaited(lacks.get(line.id)),
  }))
  const { applied, problems } = choosePromotions(known, basket.codes, {
    currency: basket.currency,
    lines: lines.map(line => ({ ...line, subtotal: times(line.unitPrice, line.quantity) })),
    now: tx.now,
    groups,
    customer: await promotionCustomer(tx, known, await emailOf(tx, basket)),
    language: market.textLanguage,
  })
  return {
    store,
    market,
    currency: basket.currency,
    lines,
    promotions: applied,
    taxRates: ratesFor(rates, market),
    messages: [
      ...lines.flatMap((line, index) =>
        isSold(line) ? priceMessages(line, index, market) : [goneMessage(line, index, { market, absent })],
      ),
      ...marketMessages(market),
      ...stockMessages(lines, lacks, { isDelivered: isFetchedApart !== undefined, language: market.textLanguage }),
      ...problems,
      ...currencyMessages(store, basket, market),
    ],
  }
}

/** Of a customer the shop knows the e-mail address before they name it. */
const emailOf = async (tx: ReadTx, { buyer, ownerId }: Basket): Promise<string | undefined> =>
  buyer?.email ?? (ownerId ? await emailOfCustomer(tx, ownerId) : undefined)

function partsIn(
  parts: ReadonlyMap<string, readonly BundlePart[]>,
  { variantId }: BasketLine,
): Pick<PricedLine, 'parts'> {
  const mine = parts.get(variantId)
  return mine ? { parts: mine } : {}
}

const awaited = (lack: Lack | undefined): Pick<PricedLine, 'availableAt'> =>
  lack?.kind === 'waiting' && lack.availableAt ? { availableAt: lack.availableAt } : {}

type Surroundings = {
  readonly currency: string
  readonly categories: ReadonlyMap<string, string[]>
  readonly collections: ReadonlyMap<string, string[]>
  readonly lowest: ReadonlyMap<string, Money>
}

function pricedLine(
  line: BasketLine & Pick<PricedLine, 'parts'>,
  variant: SellableVariant | undefined,
  offer: VariantPrice | undefined,
  { currency, categories, collections, lowest }: Surroundings,
): PricedLine {
  const lowestBefore = lowest.get(line.variantId)
  return {
    ...line,
    title: variant?.title ?? line.title,
    unitPrice: offer?.price ?? money(Math.max(0, line.unitAmount), currency),
    taxClass: variant?.taxClass ?? standardTaxClass,
    requiresShipping: variant?.requiresShipping ?? true,
    shippingClass: variant?.shippingClass ?? 'standard',
    ...(variant?.weightGrams !== undefined && { weightGrams: variant.weightGrams }),
    ...(variant?.dimensionsMm && { dimensionsMm: variant.dimensionsMm }),
    ...(variant?.imageUrl && { imageUrl: variant.imageUrl }),
    ...(offer?.priceList && { priceList: offer.priceList }),
    ...(offer?.compareAt && { compareAt: offer.compareAt }),
    ...(lowestBefore && { lowestBefore }),
    ...(variant?.sku && { sku: variant.sku }),
    ...(variant && {
      productId: variant.productId,
      categoryIds: categories.get(variant.productId) ?? [],
      collectionIds: collections.get(variant.productId) ?? [],
    }),
  }
}

/** The lines as they are to be remembered: with the title and price that the buyer was shown. */
export const rememberedLines = ({ lines }: PricedBasket): BasketLine[] =>
  lines.map(({ id, variantId, quantity, title, unitPrice, imageUrl }) => ({
    id,
    variantId,
    quantity,
    title,
    unitAmount: unitPrice.amount,
    ...(imageUrl && { imageUrl }),
  }))

export const quoteOf = (priced: PricedBasket, shipping?: Shipping): Quote =>
  quote({
    currency: priced.currency,
    pricesIncludeTax: priced.store.pricesIncludeTax,
    taxRounding: priced.store.taxRounding,
    shippingTax: priced.store.shippingTax,
    lines: priced.lines,
    promotions: priced.promotions,
    taxRates: priced.taxRates,
    ...(shipping && { shipping }),
  })

function priceMessages(line: PricedLine, index: number, { textLanguage }: Market): Message[] {
  if (line.unitAmount < 0 || line.unitAmount === line.unitPrice.amount) return []
  const before = formatMoney(money(line.unitAmount, line.unitPrice.currency))
  const now = formatMoney(line.unitPrice)
  const text = say(textLanguage, 'price_changed', { name: line.title, before, now })
  return [message('warning', 'price_changed', text, { path: `$.line_items[${index}].item.price` })]
}

type Absence = { readonly market: Market; readonly absent: ReadonlySet<string> }

function goneMessage(line: PricedLine, index: number, { market, absent }: Absence): Message {
  const isElsewhere = line.productId !== undefined && absent.has(line.productId)
  const { textLanguage, country } = market
  const named = { name: line.title, line: line.id }
  const text = isElsewhere
    ? say(textLanguage, 'not_sold_there', { ...named, country })
    : say(textLanguage, 'not_sold', { ...named, currency: line.unitPrice.currency })
  return message('error', 'item_unavailable', text, { severity: 'recoverable', path: `$.line_items[${index}]` })
}

/** Nothing is sold to a country that is in no market of a shop that sells in markets only. */
function marketMessages(market: Market): Message[] {
  if (market.isServed) return []
  const place = { severity: 'recoverable', path: '$.context.address_country' } as const
  return [message('error', 'country_not_served', notServed(market), place)]
}

function currencyMessages({ currencies }: Store, { context, currency }: Basket, { textLanguage }: Market): Message[] {
  const wished = context?.currency?.toUpperCase()
  if (!wished || wished === currency) return []
  const text = say(textLanguage, 'prices_in', { currency, currencies: currencies.join(', ') })
  return [message('warning', 'currency_unavailable', text, { path: '$.context.currency' })]
}
