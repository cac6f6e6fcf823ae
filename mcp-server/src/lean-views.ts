import type { Message, OutputOf, ProductView, VariantView } from '@mitchweb/engine/contract'
import { cleaned, shortened } from './clean-text.ts'

/**
 * What a model needs of a view: a search answer of ten products stays below 2,000 tokens, any answer below 10,000. Each
 * is still a valid answer of its operation, and text and structured content are both made from it.
 */
export const leanViews = {
  search_catalog: (answer: OutputOf<'search_catalog'>) => ({
    ...answer,
    products: answer.products.map(product => bounded(listed(product))),
    ...(answer.facets && { facets: bounded(answer.facets) }),
  }),
  lookup_catalog: (answer: OutputOf<'lookup_catalog'>) => ({
    ...answer,
    products: answer.products.map(product => bounded(listed(product))),
  }),
  get_product: (answer: OutputOf<'get_product'>) => {
    const messages = [...(answer.messages ?? []), ...cutOptions(answer.product)]
    return {
      ...answer,
      product: bounded(detailed(answer.product)),
      ...(messages.length > 0 && { messages }),
    }
  },
  recommend_products: (answer: OutputOf<'recommend_products'>) => ({
    ...answer,
    recommendations: answer.recommendations.map(({ kind, reason, product }) => ({
      kind,
      reason: shortened(cleaned(reason), 200),
      product: bounded(listed(product)),
    })),
  }),
  list_orders: (answer: OutputOf<'list_orders'>) => ({
    ...answer,
    orders: answer.orders.map(order => ({ ...bounded(order), items: briefly(order.items) })),
  }),
  search_store_policies: (answer: OutputOf<'search_store_policies'>) => ({
    ...answer,
    passages: answer.passages.map(({ text, ...named }) => ({
      ...bounded(named),
      text: shortened(cleaned(text), passageInAnswers),
    })),
  }),
}

/** Enough to recognise an order by; get_order has every line. */
const briefly = (items: OutputOf<'list_orders'>['orders'][number]['items']) =>
  items.slice(0, 3).map(({ title, quantity }) => ({ title: shortened(cleaned(title), 60), quantity }))

const descriptionInLists = 90
const descriptionInFull = 5000
const passageInAnswers = 1500
/** A page of the catalogue's, so that its cursor goes on where the answer ends. */
const variantsInFull = 50
const variantsInLists = 3
const optionValuesInFull = 60

/** Names and labels at a length that a person would give them. Addresses and ids stay whole, or they would not work. */
function bounded<T>(value: T): T {
  if (typeof value === 'string') return shortened(cleaned(value), 200) as T
  if (Array.isArray(value)) return value.map(bounded) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, part]) => [bounded(key), whole.has(key) ? part : bounded(part)])
  return Object.fromEntries(entries) as T
}

const whole: ReadonlySet<string> = new Set(['id', 'handle', 'url', 'tracking_url', 'description'])

function listed(product: ProductView): ProductView {
  const { id, handle, title, price_range, list_price_range, variants, metadata, description } = product
  const brand = metadata?.brand
  const variantCount = Math.max(metadata?.variant_count ?? 0, variants.length)
  return {
    id,
    handle,
    title: shortened(cleaned(title), 150),
    description: { plain: shortened(plainText(description), descriptionInLists) },
    price_range,
    ...(list_price_range && { list_price_range }),
    variants: variants.slice(0, variantsInLists).map(variant => briefVariant(variant, title)),
    metadata: { ...(brand !== undefined && { brand }), variant_count: variantCount },
  }
}

function detailed(product: ProductView): ProductView {
  const { variants, media = [], options, categories = [], tags = [] } = product
  const { seo_title: _, seo_description: __, ...metadata } = product.metadata ?? {}
  return {
    ...product,
    description: { plain: shortened(plainText(product.description), descriptionInFull) },
    variants: variants
      .slice(0, variantsInFull)
      .map(variant => ({ ...briefVariant(variant, product.title), ...keptOf(variant) })),
    ...(product.media && { media: media.slice(0, 4) }),
    ...(product.categories && { categories: categories.slice(0, 10) }),
    ...(product.tags && { tags: tags.slice(0, 20) }),
    ...(options && {
      options: options.map(option => ({ ...option, values: option.values.slice(0, optionValuesInFull) })),
    }),
    metadata: {
      ...metadata,
      ...(metadata.attributes && { attributes: Object.fromEntries(Object.entries(metadata.attributes).slice(0, 30)) }),
      variant_count: Math.max(metadata.variant_count ?? 0, variants.length),
    },
  }
}

const cutOptions = ({ options = [] }: ProductView): Message[] =>
  options
    .filter(({ values }) => values.length > optionValuesInFull)
    .map(({ name, values }) => ({
      type: 'info',
      code: 'options_truncated',
      content: `${optionValuesInFull} of ${values.length} values of ${shortened(cleaned(name), 100)} are shown; ask for any other with selected.`,
    }))

/** UCP wants a description of every variant; its title says what sets it apart from the others. */
function briefVariant(variant: VariantView, productTitle: string): VariantView {
  const { id, title, price, list_price, lowest_price_30_days, discounted_price, price_reason, availability, inputs } =
    variant
  return {
    id,
    title: shortened(cleaned(title), 150),
    description: { plain: title === productTitle ? '' : shortened(cleaned(title), 60) },
    price,
    ...(list_price && { list_price }),
    ...(lowest_price_30_days && { lowest_price_30_days }),
    ...(discounted_price && { discounted_price }),
    ...(price_reason !== undefined && { price_reason: shortened(cleaned(price_reason), 120) }),
    availability,
    ...(inputs && { inputs }),
  }
}

const keptOf = ({ sku, options, quantity_prices, price_steps }: VariantView) => ({
  ...(sku !== undefined && { sku }),
  ...(options && { options }),
  ...(quantity_prices && { quantity_prices }),
  ...(price_steps && { price_steps }),
})

/** The plain text of a description, or what remains of the other forms without their markup. */
export function plainText({ plain, markdown, html }: ProductView['description']): string {
  const text = plain ?? markdown ?? withoutMarkup(html ?? '')
  return cleaned(text).trim()
}

const withoutMarkup = (html: string): string =>
  html
    .replace(/<(?:br|\/p|\/li|\/h\d|\/div)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? ' ')

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }
