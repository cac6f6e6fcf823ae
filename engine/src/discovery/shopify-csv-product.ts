import { quoteInput } from '../shared/errors.ts'
import { type ImportedProduct, importedProduct } from './contract.ts'
import { type Columns, columnName, type ShopifyColumn } from './shopify-csv-columns.ts'
import { externalRows } from './shopify-csv-rows.ts'
import {
  type CsvRemark,
  cellsOf,
  copied,
  flag,
  image,
  type Media,
  type Sheet,
  type SheetRow,
} from './shopify-csv-sheet.ts'
import { variantsOf } from './shopify-csv-variants.ts'

export type ReadProduct = {
  readonly product: ImportedProduct
  /** The line of each variant. */
  readonly variantLines: readonly number[]
  readonly problems: readonly CsvRemark[]
  readonly notices: readonly CsvRemark[]
}

/**
 * The product that consecutive rows of one handle describe, with what they say beyond the shop's own words. With any
 * problem, the product is not to be used.
 */
export function productFrom(rows: readonly SheetRow[], columns: Columns, currency: string): ReadProduct {
  const { product, variantRows, problems, notices } = wordsOf(rows, columns, currency)
  if (problems.length === 0) problems.push(...breaches(product, rows, variantRows))
  const variantLines = variantRows.map(({ line }) => line)
  if (problems.length > 0) return { product, variantLines, problems, notices }
  const places = rows.map(row => variantRows.indexOf(row))
  const external = externalRows(product, { rows, places, columns, currency })
  return { product: { ...product, external }, variantLines, problems, notices }
}

/** What the rows say in the shop's words, whether the shop would take it or not. */
export function wordsOf(rows: readonly SheetRow[], columns: Columns, currency: string) {
  const problems: CsvRemark[] = []
  const notices: CsvRemark[] = []
  const remark =
    (list: CsvRemark[]): Sheet['problem'] =>
    (row, column, message) =>
      list.push({ line: row.line, column: columnName(column), message })
  const sheet: Sheet = { columns, currency, problem: remark(problems), notice: remark(notices), cell: cellsOf(columns) }
  const variantRows = rows.filter((row, index) => index === 0 || isVariant(row, sheet))
  return { product: productOf(rows, variantRows, sheet), variantRows, problems, notices }
}

const variantColumns = ['option1Value', 'option2Value', 'option3Value', 'sku', 'price', 'quantity', 'barcode'] as const

/** Rows with nothing but an image only add to the product's media. */
const isVariant = (row: SheetRow, { cell }: Sheet): boolean => variantColumns.some(column => cell(row, column) !== '')

function productOf(rows: readonly SheetRow[], variantRows: readonly SheetRow[], sheet: Sheet): ImportedProduct {
  const [first] = rows as [SheetRow]
  const { cell, problem } = sheet
  const text = (column: ShopifyColumn) => cell(first, column) || undefined
  if (!text('title')) problem(first, 'title', 'is empty in the first row of this product; give it a title')
  const [body, brand, type, category] = [text('body'), text('vendor'), text('type'), text('category')]
  const tags = [
    ...new Set(
      cell(first, 'tags')
        .split(',')
        .map(tag => tag.trim())
        .filter(Boolean),
    ),
  ]
  const attributes = attributesOf(rows, sheet)
  const media = mediaOf(rows, sheet)
  const [seoTitle, seoDescription] = [text('seoTitle'), text('seoDescription')]
  return {
    handle: copied(cell(first, 'handle')),
    title: text('title') ?? '',
    ...(body && { description: { html: body } }),
    ...(brand && { brand }),
    ...(type && { product_type: type }),
    ...(tags.length > 0 && { tags }),
    status: statusOf(first, sheet),
    ...(category && {
      categories: [
        category
          .split('>')
          .map(part => part.trim())
          .filter(Boolean)
          .join(' > '),
      ],
    }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(media.length > 0 && { media }),
    ...(seoTitle && { seo_title: seoTitle }),
    ...(seoDescription && { seo_description: seoDescription }),
    variants: variantsOf(rows, variantRows, media, sheet),
  }
}

/** A product that is not published is a draft here, whatever its status says. */
function statusOf(row: SheetRow, sheet: Sheet): 'draft' | 'active' | 'archived' {
  const status = sheet.cell(row, 'status').toLowerCase() || 'active'
  const published = flag(row, 'published', sheet)
  if (status === 'active') return published ? 'active' : 'draft'
  if (status === 'draft' || status === 'archived') return status
  if (status === 'unlisted') return 'draft'
  sheet.problem(row, 'status', `${quoteInput(status)} is not a status; write active, draft or archived`)
  return 'draft'
}

function attributesOf(rows: readonly SheetRow[], { columns, notice }: Sheet): Record<string, string> {
  const attributes: Record<string, string> = {}
  for (const { name, place } of columns.attributes) {
    const row = rows.find(({ cells }) => (cells[place] ?? '') !== '')
    const value = row?.cells[place]
    if (!row || !value) continue
    if (value.length > 1000)
      notice(row, 'title', `the metafield ${quoteInput(name)} is longer than 1,000 characters and was left out`)
    else attributes[name] = Object.hasOwn(attributes, name) ? `${attributes[name]}, ${value}` : value
  }
  return attributes
}

function mediaOf(rows: readonly SheetRow[], sheet: Sheet): Media[] {
  const found = new Map<string, { position: number; media: Media }>()
  for (const row of rows) {
    const media = image(row, 'image', sheet)
    if (!media || found.has(media.url)) continue
    const alt = sheet.cell(row, 'imageAlt')
    const position = Number(sheet.cell(row, 'imagePosition') || Number.POSITIVE_INFINITY)
    if (Number.isNaN(position)) sheet.problem(row, 'imagePosition', 'must be a whole number')
    found.set(media.url, { position, media: alt ? { ...media, alt_text: alt } : media })
  }
  const inOrder = [...found.values()].sort((a, b) => (a.position === b.position ? 0 : a.position - b.position))
  return inOrder.map(({ media }) => media)
}

/** What the contract refuses, at the line and column that it comes from. */
function breaches(product: ImportedProduct, rows: readonly SheetRow[], variantRows: readonly SheetRow[]): CsvRemark[] {
  const { error } = importedProduct.safeParse(product)
  return (error?.issues ?? []).map(({ path, message }) => {
    const [field, index, part] = path.map(String)
    const ofVariant = field === 'variants' && part !== undefined
    const row = (ofVariant ? variantRows[Number(index)] : undefined) ?? rows[0]!
    return { line: row.line, column: shopifyColumnOf(ofVariant ? part : (field ?? '')), message }
  })
}

/** The column of the file that a field of an imported product or its variants comes from. */
export function shopifyColumnOf(field: string): string {
  const column = columnByField[field]
  return column === undefined ? field : columnName(column)
}

const columnByField: Readonly<Record<string, ShopifyColumn>> = {
  handle: 'handle',
  title: 'title',
  description: 'body',
  brand: 'vendor',
  product_type: 'type',
  tags: 'tags',
  status: 'status',
  categories: 'category',
  media: 'image',
  seo_title: 'seoTitle',
  seo_description: 'seoDescription',
  variants: 'option1Value',
  options: 'option1Value',
  sku: 'sku',
  barcode: 'barcode',
  weight_grams: 'grams',
  prices: 'price',
  stock: 'quantity',
}
