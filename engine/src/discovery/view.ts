import type { Media } from '../catalog/contract.ts'
import { addressOf, cleanMarkdown, type ProductRow, type SelectedOption, variantTitle } from '../catalog/index.ts'
import { isPickupOnly } from '../inventory/index.ts'
import type { PriceStep } from '../pricing/contract.ts'
import { unitSteps } from '../pricing/index.ts'
import { cleanLine, shorten } from '../shared/clean-text.ts'
import { type Money, subtract } from '../shared/money.ts'
import type { ProductView, VariantView } from './contract.ts'
import type { Featured, Offer, ProductPrices } from './offers.ts'

/** What lists show of a product: enough to choose from, short enough for ten of them. */
export type Card = Pick<ProductRow, 'id' | 'handle' | 'title' | 'brand' | 'summary' | 'media'>

export function cardView(card: Card, prices: ProductPrices, { offer, variantCount }: Featured): ProductView {
  return {
    id: card.id,
    handle: card.handle,
    title: cleanLine(card.title),
    description: { plain: card.summary },
    ...rangesOf(including(prices, offer)),
    ...firstMedia(card.media, offer.variant.media),
    variants: [leanVariant(offer, card.title)],
    metadata: {
      ...(card.brand !== null && { brand: cleanLine(card.brand) }),
      variant_count: variantCount,
    },
  }
}

export function rangesOf(prices: ProductPrices): Pick<ProductView, 'price_range' | 'list_price_range'> {
  const range = (min: number, max: number) => ({
    min: { amount: min, currency: prices.currency },
    max: { amount: max, currency: prices.currency },
  })
  const isReduced = prices.minListAmount > prices.minAmount || prices.maxListAmount > prices.maxAmount
  return {
    price_range: range(prices.minAmount, prices.maxAmount),
    ...(isReduced && { list_price_range: range(prices.minListAmount, prices.maxListAmount) }),
  }
}

/** The range is of the variants' own prices; what is shown of one may be lower, by a price list. */
const including = (prices: ProductPrices, { price: { amount } }: Offer): ProductPrices => ({
  ...prices,
  minAmount: Math.min(prices.minAmount, amount),
})

function firstMedia(...lists: readonly Media[][]): { media?: Media[] } {
  const [first] = lists.flat()
  return first ? { media: [mediaView(first)] } : {}
}

function leanVariant(offer: Offer, productTitle: string): VariantView {
  return {
    id: offer.variant.id,
    title: variantTitle(offer.variant) ?? shorten(cleanLine(productTitle), 40),
    description: { plain: '' },
    ...pricesOf(offer),
    availability: availabilityView(offer),
  }
}

/** A variant whole. Its own texts are the product's, so its description is empty. */
export function variantView(offer: Offer, productTitle: string): VariantView {
  const { sku, barcode, options, media } = offer.variant
  return {
    ...leanVariant(offer, productTitle),
    ...reasonsOf(offer),
    ...(sku !== null && { sku: cleanLine(sku) }),
    ...(barcode !== null && { barcodes: [{ type: barcodeType(barcode), value: cleanLine(barcode) }] }),
    ...(options.length > 0 && { options: options.map(optionView) }),
    ...(media.length > 0 && { media: media.map(mediaView) }),
  }
}

const stepsOf = (steps: PriceStep[]) => (steps.length > 0 ? { price_steps: steps } : {})

const pricesOf = ({ price, compareAt, lowestBefore, discounts = [], reason }: Offer) => ({
  price: priceView(price),
  ...(compareAt && { list_price: priceView(compareAt) }),
  ...(lowestBefore && { lowest_price_30_days: priceView(lowestBefore) }),
  ...(discounts.length > 0 && { discounted_price: priceView(less(price, discounts)) }),
  ...(reason !== undefined && { price_reason: cleanLine(reason) }),
})

const less = (price: Money, discounts: NonNullable<Offer['discounts']>): Money =>
  discounts.reduce((left, { amount }) => subtract(left, amount), price)

/** What more units cost, and why the price is what it is. */
const reasonsOf = ({ price, priceList, discounts, tiers, variant }: Offer) => ({
  ...(tiers && {
    quantity_prices: tiers.map(tier => ({ minimum_quantity: tier.minimumQuantity, price: priceView(tier.price) })),
  }),
  ...stepsOf(unitSteps({ id: variant.id, price, ...(priceList && { priceList }), ...(discounts && { discounts }) })),
})

const priceView = ({ amount, currency }: Money) => ({ amount, currency })

const availabilityView = ({ availability }: Offer): VariantView['availability'] => {
  const { available, status, availableAt } = availability
  return {
    available,
    status,
    ...(availableAt && status !== 'in_stock' && { available_at: availableAt.toISOString() }),
    ...(isPickupOnly(availability) && { pickup_only: true as const }),
  }
}

const optionView = ({ name, label }: SelectedOption) => ({ name: cleanLine(name), label: cleanLine(label) })

const barcodeType = (barcode: string) => {
  if (!/^\d+$/.test(barcode)) return 'other'
  return { 8: 'EAN', 12: 'UPC', 13: 'EAN', 14: 'GTIN' }[barcode.length] ?? 'other'
}

const mediaView = ({ alt_text, ...media }: Media): Media => ({
  ...media,
  ...(alt_text !== undefined && cleanLine(alt_text) !== '' && { alt_text: cleanLine(alt_text) }),
})

/** Everything that the shop says about a product besides its variants. */
export function detailsOf(
  product: ProductRow,
  categories: readonly string[],
  variantCount: number,
): Omit<ProductView, 'price_range' | 'variants'> {
  const { brand, productType, attributes, tags, media, seoTitle, seoDescription } = product
  const texts = attributes.map(([name, value]) => [cleanLine(name), cleanLine(value)])
  return {
    id: product.id,
    handle: product.handle,
    title: cleanLine(product.title),
    description: descriptionView(product),
    ...(categories.length > 0 && { categories: categoryValues(categories) }),
    ...(media.length > 0 && { media: media.slice(0, 20).map(mediaView) }),
    ...(tags.length > 0 && { tags: tags.map(cleanLine) }),
    metadata: {
      ...(brand !== null && { brand: cleanLine(brand) }),
      ...(productType !== null && { product_type: cleanLine(productType) }),
      ...(texts.length > 0 && { attributes: Object.fromEntries(texts) }),
      ...(seoTitle !== null && { seo_title: cleanLine(seoTitle) }),
      ...(seoDescription !== null && { seo_description: cleanLine(seoDescription) }),
      variant_count: variantCount,
    },
  }
}

export const categoryValues = (paths: readonly string[]) =>
  paths.map(value => ({ value: cleanLine(value), taxonomy: 'merchant' as const }))

function descriptionView({ plain, html, description }: ProductRow): ProductView['description'] {
  return {
    plain,
    ...(html !== null && { html }),
    ...(description?.markdown !== undefined && { markdown: cleanMarkdown(description.markdown) }),
  }
}

export const shortened = (text: string) => ({ plain: shorten(text, 500) })

/** The product with addresses that work outside: pictures of the shop's own get the shop's address. */
export function placed(product: ProductView, place: { readonly publicUrl: string }): ProductView {
  const media = (list: readonly Media[]) => list.map(item => ({ ...item, url: addressOf(item, place) }))
  return {
    ...product,
    ...(product.media && { media: media(product.media) }),
    variants: product.variants.map(variant => ({ ...variant, ...(variant.media && { media: media(variant.media) }) })),
  }
}
