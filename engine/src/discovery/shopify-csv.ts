import { CsvError, type CsvRow, csvRows } from '../shared/csv.ts'
import { quoteInput } from '../shared/errors.ts'
import type { ImportedProduct } from './contract.ts'
import { type Columns, columnName, columnsFrom } from './shopify-csv-columns.ts'
import { productFrom } from './shopify-csv-product.ts'
import { type CsvRemark, copied, type SheetRow, sheetRow } from './shopify-csv-sheet.ts'

export { shopifyColumnOf } from './shopify-csv-product.ts'
export type { CsvRemark } from './shopify-csv-sheet.ts'

export type ShopifyCsvItem =
  /** Comes first, once the header has been read. */
  | { readonly columns: Pick<Columns, 'names' | 'kept'> }
  | {
      readonly product: ImportedProduct
      readonly lines: readonly [first: number, last: number]
      readonly variantLines: readonly number[]
    }
  /** Something that keeps the product of this handle from being imported; a row without a handle belongs to none. */
  | { readonly problem: CsvRemark; readonly handle: string }
  /** Comes last: why the file, or what is left of it, cannot be read at all. */
  | { readonly unreadable: CsvRemark }
  /** Something that was left out, while its product is good. */
  | { readonly notice: CsvRemark }

/**
 * Reads Shopify's product CSV as it streams in: memory holds one product, and the handles and SKUs seen so far. Prices are
 * taken to be in `currency`. A product of which any row is wrong is not answered, only its problems.
 */
export async function* readShopifyCsv(
  input: AsyncIterable<Buffer | string>,
  { currency }: { currency: string },
): AsyncGenerator<ShopifyCsvItem, void, undefined> {
  const rows = csvRows(input)
  try {
    const header = (await rows.next()).value
    if (!header) return yield { unreadable: remark(1, 'Handle', 'the file is empty') }
    const columns = columnsFrom(header.cells)
    if ('message' in columns) return yield { unreadable: { line: header.line, ...columns } }
    yield { columns: { names: columns.names, kept: columns.kept } }
    yield* products(rows, columns, currency)
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const message = `${error.message}. The rest of the file could not be read`
    yield { unreadable: remark(error.line, `cell ${error.cell}`, message) }
  }
}

async function* products(
  rows: AsyncIterable<CsvRow>,
  columns: Columns,
  currency: string,
): AsyncGenerator<ShopifyCsvItem> {
  const skus = new Map<string, number>()
  for await (const group of groups(rows, columns)) {
    if ('problem' in group) yield group
    else yield* answers(group.rows, columns, currency, skus)
  }
}

type Group = { readonly handle: string; readonly rows: SheetRow[]; sound: boolean }

/** The rows of each product, which follow one another in the file. A product with a broken row is not among them. */
async function* groups(
  rows: AsyncIterable<CsvRow>,
  columns: Columns,
): AsyncGenerator<{ readonly problem: CsvRemark; readonly handle: string } | { readonly rows: readonly SheetRow[] }> {
  const firstLines = new Map<string, number>()
  const broken = new Set<string>()
  let group: Group | undefined
  for await (const { line, cells } of rows) {
    const row = sheetRow(line, cells)
    if (row.cells.every(cell => cell === '')) continue
    const handle = copied(row.cells[columns.placeOf.get('handle')!] ?? '')
    const problem =
      shapeProblem(row, columns, handle) ?? (group?.handle === handle ? sizeProblem(row, group) : undefined)
    if (problem) {
      yield { problem, handle }
      broken.add(handle)
      if (group?.handle === handle) group.sound = false
    } else if (group?.handle === handle) {
      if (group.sound) group.rows.push(row)
    } else {
      if (group?.sound) yield group
      const before = firstLines.get(handle)
      if (before !== undefined) yield { problem: remark(row.line, 'Handle', comesAgain(handle, before)), handle }
      group = { handle, rows: [row], sound: before === undefined && !broken.has(handle) }
      firstLines.set(handle, before ?? row.line)
    }
  }
  if (group?.sound) yield group
}

/** 2,000 variants and rows that only add an image. */
const maxRows = 2500

function sizeProblem(row: SheetRow, group: Group): CsvRemark | undefined {
  if (!group.sound || group.rows.length < maxRows) return undefined
  return remark(row.line, 'Handle', `has more than ${maxRows} rows; split this product`)
}

const comesAgain = (handle: string, line: number): string =>
  `${quoteInput(handle)} stood on line ${line} already; the rows of one product must follow each other`

function shapeProblem(row: SheetRow, columns: Columns, handle: string): CsvRemark | undefined {
  const { length } = row.cells
  const size = columns.names.length
  if (length < size || row.cells.slice(size).some(cell => cell !== '')) {
    const message = `the row has ${length} cells and the header ${size}; look for a missing quote or comma in it`
    return remark(row.line, columnName('handle'), message)
  }
  const unnamed = columns.names.findIndex((name, place) => name === '' && row.cells[place] !== '')
  if (unnamed !== -1) {
    const message = `holds ${quoteInput(row.cells[unnamed])}, but the header names no column there`
    return remark(row.line, `cell ${unnamed + 1}`, message)
  }
  return handle === '' ? remark(row.line, columnName('handle'), 'is empty; every row names its product') : undefined
}

function answers(
  rows: readonly SheetRow[],
  columns: Columns,
  currency: string,
  skus: Map<string, number>,
): ShopifyCsvItem[] {
  const { product, variantLines, problems, notices } = productFrom(rows, columns, currency)
  const all = [...problems, ...repeatedSkus(product, variantLines, skus)]
  const noted = notices.map(notice => ({ notice }))
  if (all.length > 0) return [...all.map(problem => ({ problem, handle: product.handle ?? '' })), ...noted]
  return [...noted, { product, lines: [rows[0]!.line, rows.at(-1)!.line], variantLines }]
}

function repeatedSkus(product: ImportedProduct, lines: readonly number[], skus: Map<string, number>): CsvRemark[] {
  return product.variants.flatMap(({ sku }, index) => {
    if (sku === undefined) return []
    const before = skus.get(sku)
    if (before === undefined) skus.set(sku, lines[index]!)
    return before === undefined
      ? []
      : [
          remark(
            lines[index]!,
            columnName('sku'),
            `${quoteInput(sku)} stands on line ${before} already; give each variant a SKU of its own`,
          ),
        ]
  })
}

const remark = (line: number, column: string, message: string): CsvRemark => ({ line, column, message })
