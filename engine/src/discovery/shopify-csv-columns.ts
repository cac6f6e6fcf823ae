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
} as const

export type ShopifyColumn = keyof typeof names

export type Columns = {
  readonly size: number
  readonly placeOf: ReadonlyMap<ShopifyColumn, number>
  /** Metafields, which become attributes of the product. */
  readonly attributes: readonly { readonly name: string; readonly place: number }[]
  readonly ignored: readonly string[]
}

/** Where each column stands in this file; or what is wrong with the header. Blanks and letter case do not count. */
export function columnsFrom(header: readonly string[]): Columns | { column: string; message: string } {
  const placeOf = new Map<ShopifyColumn, number>()
  const attributes: { name: string; place: number }[] = []
  const ignored: string[] = []
  for (const [place, cell] of header.entries()) {
    const known = columnByName.get(plain(cell))
    const metafield = metafieldName.exec(cell.trim())?.[1]?.trim()
    if (known && placeOf.has(known))
      return { column: cell.trim(), message: 'stands twice in the header; remove one of them' }
    if (known) placeOf.set(known, place)
    else if (metafield) attributes.push({ name: metafield.slice(0, 100), place })
    else if (cell.trim() !== '') ignored.push(cell.trim())
  }
  const missing = (['handle', 'title'] as const).find(column => !placeOf.has(column))
  if (!missing) return { size: header.length, placeOf, attributes, ignored }
  return { column: columnName(missing), message: missingMessage(header) }
}

/** The column's name as exports write it. */
export const columnName = (column: ShopifyColumn): string => names[column][0]

const metafieldName = /^(.+?)\s*\(product\.metafields\.[^)]+\)$/

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
