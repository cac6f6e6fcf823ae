import type { ImportedProduct } from '../discovery/contract.ts'
import { escapeXml } from './escape-xml.ts'
import type { DrawingName } from './pictures/index.ts'

/** An amount in EUR and in USD, both in cents. */
type Prices = readonly [eur: number, usd: number]

/** A product as the demo shop's shelves write it down: one price, and what each option value adds to it. */
export type DemoProduct = {
  readonly handle: string
  readonly title: string
  readonly brand: string
  readonly type: string
  readonly in: readonly string[]
  /** Paragraphs are parted by a blank line. */
  readonly text: string
  readonly tags: readonly string[]
  readonly attributes: Readonly<Record<string, string>>
  readonly sku: string
  readonly drawing: DrawingName
  /** Of the picture, unless an axis colours it. */
  readonly colour?: keyof typeof paints
  /** The axis whose every value has a picture of its own, in the paint of that name. */
  readonly paintedBy?: string
  readonly axes?: Readonly<Record<string, readonly string[]>>
  readonly price: Prices
  /** The higher price shown struck through, before the additions of the options. */
  readonly before?: Prices
  readonly grams: number
  /** As it is packed, in millimetres. */
  readonly packed?: readonly [length: number, width: number, height: number]
  readonly adds?: Readonly<Record<string, readonly [eur: number, usd: number, grams: number]>>
  /** Units on hand of each variant; by its title where they differ. */
  readonly stock?: number
  readonly stockOf?: Readonly<Record<string, number>>
  readonly backorder?: boolean
  readonly taxClass?: string
  /** Nothing to ship and nothing to count. */
  readonly digital?: boolean
  /** Nothing to count, though it travels with a parcel. */
  readonly uncounted?: boolean
  /** The product whose picture it shows, where it has none of its own. */
  readonly pictureOf?: string
  /** Not shown before so many days after the shop was filled. */
  readonly shownInDays?: number
}

/** The colours that the shop's makers work in. */
const paints = {
  Chalk: '#e9e1d2',
  Moss: '#7d8a63',
  Ink: '#36495e',
  Ember: '#c46a45',
  Oat: '#d9c8a9',
  Slate: '#6f7b85',
  Rust: '#b0583a',
  Pine: '#44614f',
  Navy: '#31435f',
  Sand: '#cdb38b',
  Black: '#38342f',
  Tan: '#b07a4a',
  Clear: '#c3d6da',
  Smoke: '#8e8a88',
  Sea: '#6fa3a5',
  Oak: '#c89b66',
  Walnut: '#7d5136',
  Olive: '#a98d55',
  'Brushed Steel': '#aab0b4',
  'Matt Black': '#3b3835',
  Copper: '#c07d55',
  Brass: '#c49a4a',
  'Fig Leaf': '#7f9163',
  'Cedar Smoke': '#a0654a',
  'Sea Salt': '#88aab0',
  Honey: '#dfb04f',
  Terracotta: '#bf6f4d',
  Lavender: '#9586ad',
  Oatmilk: '#d8c7a8',
  'Night Blue': '#2d4270',
  'Garden Green': '#4d7551',
  Sepia: '#7a5138',
  'Lamp Black': '#2f2d2c',
} as const

/** One file of the demo shop's media: its name, what it shows and in which colour. */
export type DemoPicture = { file: string; drawing: DrawingName; alt: string; colour: string; value?: string }

export function picturesOf(product: DemoProduct): DemoPicture[] {
  const { handle, drawing, title, paintedBy } = product
  if (paintedBy === undefined) {
    return [
      { file: `${product.pictureOf ?? handle}.svg`, drawing, alt: title, colour: paints[product.colour ?? 'Chalk'] },
    ]
  }
  return (product.axes?.[paintedBy] ?? []).map(value => ({
    file: `${handle}-${value.toLowerCase().replaceAll(' ', '-')}.svg`,
    drawing,
    alt: `${title} in ${value}`,
    colour: paints[value as keyof typeof paints],
    value,
  }))
}

/** Text whose paragraphs are parted by a blank line, as html. */
export const paragraphs = (text: string): string =>
  text
    .split('\n\n')
    .map(paragraph => `<p>${escapeXml(paragraph.trim())}</p>`)
    .join('')

/** Where the shop serves a picture. */
export const addressOf = ({ file }: DemoPicture): string => `/media/${file}`

/** The product as `import_products` takes it. */
export function importedFrom(product: DemoProduct, now: Date): ImportedProduct {
  const pictures = picturesOf(product)
  const mediaOf = (picture: DemoPicture) => ({
    type: 'image' as const,
    url: addressOf(picture),
    alt_text: picture.alt,
    width: 800,
    height: 800,
  })
  return {
    handle: product.handle,
    title: product.title,
    description: { html: paragraphs(product.text) },
    brand: product.brand,
    product_type: product.type,
    tags: [...product.tags],
    status: 'active',
    categories: [...product.in],
    attributes: { ...product.attributes },
    ...(product.shownInDays !== undefined && {
      publish_at: new Date(now.getTime() + product.shownInDays * 86_400_000).toISOString(),
    }),
    media: pictures.map(mediaOf),
    variants: combinations(product.axes ?? {}).map(options => {
      const own = pictures.find(({ value }) => value !== undefined && options.some(({ label }) => label === value))
      return { ...variantOf(product, options), ...(own && { media: [mediaOf(own)] }) }
    }),
  }
}

type Variant = ImportedProduct['variants'][number]
type Options = NonNullable<Variant['options']>

function variantOf(product: DemoProduct, options: Options): Variant {
  const labels = options.map(({ label }) => label)
  const sum = (start: number, at: 0 | 1 | 2) =>
    labels.reduce((total, label) => total + (product.adds?.[label]?.[at] ?? 0), start)
  const priceIn = (currency: string, at: 0 | 1) => ({
    currency,
    amount: sum(product.price[at], at),
    ...(product.before && { compare_at: sum(product.before[at], at) }),
  })
  const sku = [product.sku, ...labels.map(skuPart)].join('-')
  return {
    sku,
    ...(options.length > 0 && { options }),
    weight_grams: sum(product.grams, 2),
    ...(product.packed && { dimensions_mm: dimensionsOf(product.packed) }),
    ...(product.digital && { requires_shipping: false }),
    ...(product.taxClass && { tax_class: product.taxClass }),
    prices: [priceIn('EUR', 0), priceIn('USD', 1)],
    stock: {
      on_hand: product.stockOf?.[labels.join(' / ')] ?? product.stock ?? unitsFrom(sku),
      tracked: !(product.digital || product.uncounted),
      backorder: product.backorder ?? false,
    },
  }
}

const dimensionsOf = ([length, width, height]: NonNullable<DemoProduct['packed']>) => ({ length, width, height })

function combinations(axes: Readonly<Record<string, readonly string[]>>): Options[] {
  return Object.entries(axes).reduce<Options[]>(
    (rows, [name, labels]) => rows.flatMap(row => labels.map(label => [...row, { name, label }])),
    [[]],
  )
}

/** "Brushed Steel" is BST, "150 × 200 cm" is 150200, "Ink" is INK. */
function skuPart(label: string): string {
  const digits = label.replace(/\D/g, '')
  if (digits !== '') return digits
  const [first = '', ...rest] = label.toUpperCase().split(/[^A-Z]+/)
  return rest.length === 0 ? first.slice(0, 3) : first.slice(0, 1) + rest.join('').slice(0, 2)
}

/** A shelf is never evenly stocked: 9 to 63 units, the same on every machine. */
function unitsFrom(sku: string): number {
  let sum = 7
  for (const letter of sku) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return 9 + (sum % 55)
}
