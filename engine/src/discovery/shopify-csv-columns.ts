import { slug } from '../catalog/index.ts'

/** Columns of Shopify's product file, by what they hold; the first name is that of exports, the others of newer templates. */
const names = {
  handle: ['Handle', 'URL handle'],
  title: ['Title'],
  body: ['Body (HTML)', 'Description'],
  vendor: ['Vendor'],
  category: ['Product Category'],
  type: ['Type'],
  tags: ['Tags'],
  published: ['Published', 'Published on online store'],
  status: ['Status'],
  option1Name: ['Option1 Name'],
  option1Value: ['Option1 Value'],
  option2Name: ['Option2 Name'],
  option2Value: ['Option2 Value'],
  option3Name: ['Option3 Name'],
  option3Value: ['Option3 Value'],
  sku: ['Variant SKU', 'SKU'],
  grams: ['Variant Grams', 'Weight value (grams)'],
  tracker: ['Variant Inventory Tracker', 'Inventory tracker'],
  quantity: ['Variant Inventory Qty', 'Inventory quantity'],
  policy: ['Variant Inventory Policy', 'Continue selling when out of stock'],
  price: ['Variant Price', 'Price'],
  compareAt: ['Variant Compare At Price', 'Compare-at price'],
  requiresShipping: ['Variant Requires Shipping', 'Requires shipping'],
  taxable: ['Variant Taxable', 'Charge tax'],
  barcode: ['Variant Barcode', 'Barcode'],
  image: ['Image Src', 'Product image URL'],
  imagePosition: ['Image Position'],
  imageAlt: ['Image Alt Text'],
  variantImage: ['Variant Image', 'Variant image URL'],
  seoTitle: ['SEO Title'],
  seoDescription: ['SEO Description'],
} as const

export type ShopifyColumn = keyof typeof names

export type Columns = {
  /** The header, without blanks around its cells. */
  readonly names: readonly string[]
  readonly placeOf: ReadonlyMap<ShopifyColumn, number>
  /** Metafields, which become attributes of the product. */
  readonly attributes: readonly { readonly name: string; readonly place: number }[]
  /** Those that the shop has no words for: their cells are kept for exports. */
  readonly kept: readonly string[]
}

/** Where each column stands in this file; or what is wrong with the header. Blanks and letter case do not count. */
export function columnsFrom(header: readonly string[]): Columns | { column: string; message: string } {
  const names = header.map(cell => cell.trim())
  const placeOf = new Map<ShopifyColumn, number>()
  const attributes: { name: string; place: number }[] = []
  const kept: string[] = []
  for (const [place, name] of names.entries()) {
    const known = columnByName.get(plain(name))
    const metafield = metafieldName.exec(name)?.[1]?.trim()
    const isAgain = known ? placeOf.has(known) : name !== '' && names.indexOf(name) < place
    if (isAgain) return { column: name, message: 'stands twice in the header; remove one of them' }
    if (known) placeOf.set(known, place)
    else if (metafield) attributes.push({ name: metafield.slice(0, 100), place })
    else if (name !== '') kept.push(name)
  }
  const missing = (['handle', 'title'] as const).find(column => !placeOf.has(column))
  if (!missing) return { names, placeOf, attributes, kept }
  return { column: columnName(missing), message: missingMessage(header) }
}

/** The same for a header that is known to be good. */
export function columnsOf(header: readonly string[]): Columns {
  const columns = columnsFrom(header)
  if ('message' in columns) throw new Error(`${columns.column} ${columns.message}`)
  return columns
}

/** The header of a shop's own file: what Shopify’s importer knows and the shop has words for. */
export const ownHeader: readonly string[] = [
  ...'Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published'.split(','),
  ...[1, 2, 3].flatMap(number => [`Option${number} Name`, `Option${number} Value`]),
  ...'Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy'.split(','),
  ...'Variant Fulfillment Service,Variant Price,Variant Compare At Price,Variant Requires Shipping'.split(','),
  ...'Variant Taxable,Variant Barcode,Image Src,Image Position,Image Alt Text,Gift Card,SEO Title'.split(','),
  ...'SEO Description,Variant Image,Variant Weight Unit,Status'.split(','),
]

/** The column in which an attribute is a metafield. */
export const attributeColumn = (name: string): string =>
  `${name} (product.metafields.custom.${slug(name).replaceAll('-', '_')})`

/** Whether a column speaks of a variant; all others speak of the product. */
export const isOfVariant = (name: string): boolean =>
  /^(variant |sku$|barcode$|price( |$)|compare.at price|cost per item|included \/|google shopping \/ (mpn|condition)|unit price|option\d )/i.test(
    name,
  ) || name.includes('variant.metafields.')

/** The column's name as exports write it. */
export const columnName = (column: ShopifyColumn): string => names[column][0]

const metafieldName = /^(.+)\(product\.metafields\.[^()]+\)$/

const plain = (name: string): string => name.trim().replace(/\s+/g, ' ').toLowerCase()

const columnByName = new Map<string, ShopifyColumn>(
  Object.entries(names).flatMap(([column, aliases]) =>
    aliases.map((alias): [string, ShopifyColumn] => [plain(alias), column as ShopifyColumn]),
  ),
)

function missingMessage(header: readonly string[]): string {
  const found = header.length === 1 && /[;\t]/.test(header[0] ?? '')
  const cause = found
    ? 'the cells are parted by semicolons or tabs; save the file with commas'
    : 'export the products from Shopify as CSV, or add the column'
  return `is missing in the header, so this is not a Shopify product file: ${cause}`
}
