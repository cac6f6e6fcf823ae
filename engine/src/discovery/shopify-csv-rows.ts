import { isDeepStrictEqual } from 'node:util'
import { formatMoney } from '../shared/money.ts'
import type { ExternalRow, ImportedProduct } from './contract.ts'
import {
  attributeColumn,
  type Columns,
  columnsOf,
  isOfVariant,
  ownHeader,
  type ShopifyColumn,
} from './shopify-csv-columns.ts'
import { wordsOf } from './shopify-csv-product.ts'
import { type SheetRow, sheetRow } from './shopify-csv-sheet.ts'

type Variant = ImportedProduct['variants'][number]
type Place = { readonly columns: Columns; readonly currency: string }

/**
 * What the rows of a file say beyond, or otherwise than, the shop's own words: the cells that differ from those that the
 * shop would write, and which rows there are where it would write others. Nothing where they are the same.
 */
export function externalRows(
  product: ImportedProduct,
  { rows, places, ...file }: Place & { readonly rows: readonly SheetRow[]; readonly places: readonly number[] },
): ExternalRow[] {
  const own = ownRows(product, places, file)
  const external = rows.map(({ raw }, index): ExternalRow => {
    const different = file.columns.names.flatMap((name, place) => {
      const cell = raw[place] ?? ''
      return name === '' || cell === own[index]?.[place] ? [] : [[name, cell]]
    })
    const variant = places[index] ?? -1
    return { ...(variant >= 0 && { variant }), cells: Object.fromEntries(different) }
  })
  const isAsOwn = isDeepStrictEqual(places, ownPlaces(product)) && external.every(({ cells }) => isEmpty(cells))
  return isAsOwn ? [] : external
}

const isEmpty = (cells: object) => Object.keys(cells).length === 0

/** What stands under a name that a file has made up: "constructor" is one like any other. */
const under = <T>(name: string, values: Readonly<Record<string, T>> = {}): T | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined

/**
 * A product as rows of Shopify's product file. A cell of the file that it came from stays as it was for as long as it
 * still says what the shop says; what has changed since is written in the shop's own words.
 */
export function shopifyRows(product: ImportedProduct, file: Place): string[][] {
  const external = inOrder(product, product.external ?? [])
  if (external.length === 0) return ownRows(product, ownPlaces(product), file)
  const own = ownRows(
    product,
    external.map(({ variant = -1 }) => variant),
    file,
  )
  const kept = own.map((cells, index) =>
    cells.map((cell, place) => under(file.columns.names[place] ?? '', external[index]?.cells) ?? cell),
  )
  const said = reading(kept, file)
  const meant = reading(ownRows(product, ownPlaces(product), file), file)
  const rows = kept.map((cells, index) => {
    const { variant } = external[index] ?? {}
    const broken = meanings(file.columns).filter(({ of, pick }) => {
      if (of === 'product') return !isDeepStrictEqual(pick(said), pick(meant))
      return variant !== undefined && !isDeepStrictEqual(pick(said.variants[variant]!), pick(meant.variants[variant]!))
    })
    const mended = new Set(broken.flatMap(({ places }) => places))
    return cells.map((cell, place) => (mended.has(place) ? (own[index]?.[place] ?? '') : cell))
  })
  const isSameMedia = isDeepStrictEqual(said.media, meant.media)
  return isSameMedia ? rows : withImages(rows, product, { ...file, external })
}

/** The rows where they stood, or where variants have come, gone or moved, a row each with what was said of it. */
function inOrder({ variants }: ImportedProduct, external: readonly ExternalRow[]): readonly ExternalRow[] {
  const places = external.flatMap(({ variant }) => variant ?? [])
  if (external.length === 0 || isDeepStrictEqual(places, [...variants.keys()])) return external
  return variants.map((_, variant) => {
    const row = external.find(candidate => candidate.variant === variant)
    const ofVariant = Object.entries(row?.cells ?? {}).filter(([name]) => isOfVariant(name))
    const ofProduct =
      variant === 0 ? Object.entries(external[0]?.cells ?? {}).filter(([name]) => !isOfVariant(name)) : []
    return { variant, cells: Object.fromEntries([...ofProduct, ...ofVariant]) }
  })
}

const reading = (rows: readonly string[][], { columns, currency }: Place): ImportedProduct =>
  wordsOf(
    rows.map(cells => sheetRow(0, cells)),
    columns,
    currency,
  ).product

type Meaning =
  | { readonly of: 'product'; readonly places: number[]; readonly pick: (product: ImportedProduct) => unknown }
  | { readonly of: 'variant'; readonly places: number[]; readonly pick: (variant: Variant) => unknown }

/** What columns mean together, by which a cell is known to say the same as another. Images are looked at as a whole. */
const meanings = once((columns: Columns): Meaning[] => {
  const places = (names: readonly ShopifyColumn[]) => names.flatMap(name => columns.placeOf.get(name) ?? [])
  const attributes = new Set(columns.attributes.map(({ name }) => name))
  return [
    ...productMeanings.map(([names, pick]) => ({ of: 'product' as const, places: places(names), pick })),
    ...[...attributes].map(name => ({
      of: 'product' as const,
      places: columns.attributes.filter(column => column.name === name).map(({ place }) => place),
      pick: ({ attributes: values }: ImportedProduct) => under(name, values),
    })),
    ...variantMeanings.map(([names, pick]) => ({ of: 'variant' as const, places: places(names), pick })),
  ]
})

/** A function of the columns of a file, which are the same for all its products. */
function once<T>(make: (columns: Columns) => T): (columns: Columns) => T {
  const made = new WeakMap<Columns, T>()
  return columns => {
    const known = made.get(columns) ?? make(columns)
    made.set(columns, known)
    return known
  }
}

const productMeanings: [ShopifyColumn[], (product: ImportedProduct) => unknown][] = [
  [['handle'], product => product.handle],
  [['title'], product => product.title],
  [['body'], product => product.description],
  [['vendor'], product => product.brand],
  [['category'], product => product.categories],
  [['type'], product => product.product_type],
  [['tags'], product => product.tags],
  [['seoTitle'], product => product.seo_title],
  [['seoDescription'], product => product.seo_description],
  [['published', 'status'], product => product.status],
  [['option1Name', 'option2Name', 'option3Name'], product => product.variants.map(({ options }) => options)],
]

const variantMeanings: [ShopifyColumn[], (variant: Variant) => unknown][] = [
  [['option1Value', 'option2Value', 'option3Value'], variant => variant.options],
  [['sku'], variant => variant.sku],
  [['grams'], variant => variant.weight_grams],
  [['tracker', 'quantity', 'policy'], variant => variant.stock],
  [['price', 'compareAt'], variant => variant.prices],
  [['requiresShipping'], variant => variant.requires_shipping],
  [['taxable'], variant => variant.tax_class],
  [['barcode'], variant => variant.barcode],
  [['variantImage'], variant => variant.media?.map(({ url }) => url)],
]

/** Images anew: one a row, in rows of their own where there are more of them than variants. */
function withImages(
  rows: readonly string[][],
  product: ImportedProduct,
  { columns, external }: Place & { readonly external: readonly ExternalRow[] },
): string[][] {
  const variantRows = rows.filter((_, index) => external[index]?.variant !== undefined)
  const images = imagesOf(product)
  return Array.from({ length: Math.max(variantRows.length, images.length) }, (_, index) => {
    const image = images[index]
    const cells = [...(variantRows[index] ?? columns.names.map(() => ''))]
    const write = (column: ShopifyColumn, text: string) => {
      const place = columns.placeOf.get(column)
      if (place !== undefined) cells[place] = text
    }
    write('handle', product.handle ?? '')
    write('image', image?.url ?? '')
    write('imagePosition', image ? String(index + 1) : '')
    write('imageAlt', image?.alt_text ?? '')
    return cells
  })
}

/** Which variant each row holds where the shop chooses the rows itself; -1 where a row only adds an image. */
const ownPlaces = (product: ImportedProduct): number[] =>
  Array.from({ length: Math.max(product.variants.length, imagesOf(product).length) }, (_, index) =>
    index < product.variants.length ? index : -1,
  )

type OwnRow = {
  readonly product: ImportedProduct
  readonly isFirst: boolean
  readonly index: number
  readonly variant: Variant | undefined
  readonly axes: readonly string[]
  readonly currency: string
}

/** The rows as the shop itself writes them. */
function ownRows(product: ImportedProduct, places: readonly number[], { columns, currency }: Place): string[][] {
  const axes = axesOf(product)
  return places.map((place, index) => {
    const row: OwnRow = { product, isFirst: index === 0, index, variant: product.variants[place], axes, currency }
    return writers(columns).map(write => write(row))
  })
}

const writers = once(({ names, placeOf, attributes }) => {
  const known = new Map([...placeOf].map(([column, place]) => [place, column]))
  return names.map((name, place): ((row: OwnRow) => string) => {
    const column = known.get(place)
    if (column) return ownWords[column]
    const attribute = attributes.find(candidate => candidate.place === place)?.name
    const isTaken = attributes.some(candidate => candidate.name === attribute && candidate.place < place)
    if (attribute !== undefined)
      return ({ isFirst, product }) => (isFirst && !isTaken ? (under(attribute, product.attributes) ?? '') : '')
    return under(name.toLowerCase(), usual) ?? (() => '')
  })
})

const ofProduct =
  (words: (product: ImportedProduct) => string | undefined) =>
  ({ isFirst, product }: OwnRow) =>
    (isFirst ? words(product) : '') ?? ''

const ofVariant =
  (words: (variant: Variant, row: OwnRow) => string | undefined) =>
  (row: OwnRow): string =>
    (row.variant ? words(row.variant, row) : '') ?? ''

const optionName =
  (number: 0 | 1 | 2) =>
  ({ isFirst, axes }: OwnRow) =>
    isFirst ? (axes[number] ?? (number === 0 ? 'Title' : '')) : ''

const optionValue = (number: 0 | 1 | 2) =>
  ofVariant((variant, { axes }) => labelsOf(variant, axes)[number] ?? (number === 0 ? 'Default Title' : ''))

const ownWords: Readonly<Record<ShopifyColumn, (row: OwnRow) => string>> = {
  handle: ({ product }) => product.handle ?? '',
  title: ofProduct(({ title }) => title),
  body: ofProduct(({ description }) => description?.html ?? paragraphs(description?.plain ?? description?.markdown)),
  vendor: ofProduct(({ brand }) => brand),
  category: ofProduct(({ categories }) => categories?.[0]),
  type: ofProduct(({ product_type }) => product_type),
  tags: ofProduct(({ tags }) => tags?.join(', ')),
  seoTitle: ofProduct(({ seo_title }) => seo_title),
  seoDescription: ofProduct(({ seo_description }) => seo_description),
  published: ofProduct(({ status = 'active' }) => String(status === 'active')),
  status: ofProduct(({ status = 'active' }) => status),
  option1Name: optionName(0),
  option1Value: optionValue(0),
  option2Name: optionName(1),
  option2Value: optionValue(1),
  option3Name: optionName(2),
  option3Value: optionValue(2),
  sku: ofVariant(({ sku }) => guarded(sku)),
  grams: ofVariant(({ weight_grams: grams }) => (grams === undefined ? '' : `${grams}.0`)),
  tracker: ofVariant(({ stock }) => (stock?.tracked ? 'shopify' : '')),
  quantity: ofVariant(({ stock }) => (stock ? String(stock.on_hand) : '')),
  policy: ofVariant(({ stock }) => (stock?.backorder ? 'continue' : 'deny')),
  price: ofVariant(({ prices }, { currency }) => decimal(priceIn(prices, currency)?.amount, currency)),
  compareAt: ofVariant(({ prices }, { currency }) => decimal(priceIn(prices, currency)?.compare_at, currency)),
  requiresShipping: ofVariant(({ requires_shipping: isShipped = true }) => String(isShipped)),
  taxable: ofVariant(({ tax_class }) => String(tax_class !== 'exempt')),
  barcode: ofVariant(({ barcode }) => guarded(barcode)),
  image: ({ product, index }) => imagesOf(product)[index]?.url ?? '',
  imagePosition: ({ product, index }) => (index < imagesOf(product).length ? String(index + 1) : ''),
  imageAlt: ({ product, index }) => imagesOf(product)[index]?.alt_text ?? '',
  variantImage: ofVariant(({ media }) => media?.find(({ type }) => type === 'image')?.url),
}

/** What Shopify's importer wants to be told and the shop has nothing to say about. */
const usual: Readonly<Record<string, (row: OwnRow) => string>> = {
  'variant fulfillment service': ofVariant(() => 'manual'),
  'variant weight unit': ofVariant(({ weight_grams: grams }) => (grams === undefined ? '' : 'g')),
  'gift card': ofProduct(() => 'false'),
}

const imagesOf = ({ media = [] }: ImportedProduct) => media.filter(({ type }) => type === 'image')

/** A reader takes the first apostrophe for a spreadsheet's. */
const guarded = (text: string | undefined) => (text?.startsWith("'") ? `'${text}` : text)

const priceIn = (prices: Variant['prices'], currency: string) => prices.find(price => price.currency === currency)

const decimal = (amount: number | undefined, currency: string): string =>
  amount === undefined ? '' : formatMoney({ amount, currency }).slice(0, -(currency.length + 1))

const paragraphs = (text: string | undefined): string | undefined =>
  text
    ?.trim()
    .split(/\n{2,}/)
    .map(part => `<p>${escaped(part).replaceAll('\n', '<br>')}</p>`)
    .join('')

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** Three options at most: Shopify's file has no more, so that what is beyond is joined to the third. */
function axesOf({ variants }: ImportedProduct): string[] {
  const names = [...new Set(variants.flatMap(({ options = [] }) => options.map(({ name }) => name)))]
  return names.length <= 3 ? names : [...names.slice(0, 2), names.slice(2).join(joint)]
}

const joint = ' / '

const labelsOf = ({ options = [] }: Variant, axes: readonly string[]): (string | undefined)[] =>
  axes.map((axis, number) => {
    const label = (name: string) => options.find(option => option.name === name)?.label
    if (number < 2) return label(axis)
    const rest = options.filter(({ name }) => !axes.slice(0, 2).includes(name))
    return rest.length === 0 ? label(axis) : rest.map(option => option.label).join(joint)
  })

/** The columns without which something of this product could not be said, beside those that a file has already. */
export function missingColumns(product: ImportedProduct, { columns, currency }: Place): string[] {
  const attributes = Object.keys(product.attributes ?? {}).filter(
    name => !columns.attributes.some(known => known.name === name),
  )
  const cells = ownRows(product, ownPlaces(product), { columns: whole(), currency })
  const missing = [...whole().placeOf].filter(([column, place]) => {
    if (columns.placeOf.has(column)) return false
    if (column === 'published') return false
    if (column === 'status')
      return product.status === 'archived' || (product.status === 'draft' && !columns.placeOf.has('published'))
    return cells.some(row => row[place] !== '' && row[place] !== silent[column])
  })
  return [...missing.map(([, place]) => whole().names[place] ?? ''), ...attributes.map(attributeColumn)]
}

let own: Columns | undefined

const whole = (): Columns => {
  own ??= columnsOf(ownHeader)
  return own
}

/** What an absent column is taken to say. */
const silent: Partial<Readonly<Record<ShopifyColumn, string>>> = {
  option1Name: 'Title',
  option1Value: 'Default Title',
  policy: 'deny',
  requiresShipping: 'true',
  taxable: 'true',
}
