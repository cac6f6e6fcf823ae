import { pipeline, Readable } from 'node:stream'
import type { CsvError } from 'csv-parse'
import { quoteInput } from '../shared/errors.ts'
import type { ImportedProduct } from './contract.ts'
import { type Columns, columnName, columnsFrom } from './shopify-csv-columns.ts'
import { productFrom } from './shopify-csv-product.ts'
import type { CsvRemark, CsvRow } from './shopify-csv-sheet.ts'

export { shopifyColumnOf } from './shopify-csv-product.ts'
export type { CsvRemark } from './shopify-csv-sheet.ts'

export type ShopifyCsvItem =
  /** Comes first, once the header has been read. */
  | { readonly columns: { readonly attributes: readonly string[]; readonly ignored: readonly string[] } }
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
  const place = { line: 0 }
  const rows = parsedRows(input, place)
  try {
    const header = (await rows.next()).value
    if (!header) return yield { unreadable: remark(1, 'Handle', 'the file is empty') }
    const columns = columnsFrom(header.cells)
    if ('message' in columns) return yield { unreadable: { line: header.line, ...columns } }
    yield { columns: { attributes: columns.attributes.map(({ name }) => name), ignored: columns.ignored } }
    yield* products(rows, columns, currency)
  } catch (error) {
    if (!isCsvError(error)) throw error
    yield { unreadable: whyUnreadable(error, place.line + 1) }
  }
}

/** Counts lines by itself, because the parser counts a line break inside quotes twice when it is CRLF. */
async function* parsedRows(
  input: AsyncIterable<Buffer | string>,
  place: { line: number },
): AsyncGenerator<CsvRow, void> {
  // Loaded here, because only an import needs it.
  const { parse } = await import('csv-parse')
  const parser = parse({
    bom: true,
    trim: true,
    relax_column_count: true,
    max_record_size: 4_000_000,
    on_record: (cells: string[]) => {
      const line = place.line + 1
      place.line = line + cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0)
      return [String(line), ...cells.map(cell => cell.trim())]
    },
  })
  // The error reaches the loop below through the parser; the callback only keeps it from being thrown a second time.
  pipeline(Readable.from(input), parser, () => {})
  for await (const [line, ...cells] of parser as AsyncIterable<string[]>) yield { line: Number(line), cells }
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

type Group = { readonly handle: string; readonly rows: CsvRow[]; sound: boolean }

/** The rows of each product, which follow one another in the file. A product with a broken row is not among them. */
async function* groups(
  rows: AsyncIterable<CsvRow>,
  columns: Columns,
): AsyncGenerator<{ readonly problem: CsvRemark; readonly handle: string } | { readonly rows: readonly CsvRow[] }> {
  const firstLines = new Map<string, number>()
  const broken = new Set<string>()
  let group: Group | undefined
  for await (const row of rows) {
    if (row.cells.every(cell => cell === '')) continue
    const handle = row.cells[columns.placeOf.get('handle')!] ?? ''
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

function sizeProblem(row: CsvRow, group: Group): CsvRemark | undefined {
  if (!group.sound || group.rows.length < maxRows) return undefined
  return remark(row.line, 'Handle', `has more than ${maxRows} rows; split this product`)
}

const comesAgain = (handle: string, line: number): string =>
  `${quoteInput(handle)} stood on line ${line} already; the rows of one product must follow each other`

function shapeProblem(row: CsvRow, columns: Columns, handle: string): CsvRemark | undefined {
  const { length } = row.cells
  if (length < columns.size || row.cells.slice(columns.size).some(cell => cell !== '')) {
    const name = columnName('handle')
    return remark(
      row.line,
      name,
      `the row has ${length} cells and the header ${columns.size}; look for a missing quote or comma in it`,
    )
  }
  return handle === '' ? remark(row.line, columnName('handle'), 'is empty; every row names its product') : undefined
}

function answers(
  rows: readonly CsvRow[],
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

const isCsvError = (error: unknown): error is CsvError =>
  error instanceof Error && 'code' in error && /^(CSV_|INVALID_)/.test(String(error.code))

function whyUnreadable(error: CsvError, line: number): CsvRemark {
  const why: Record<string, string> = {
    CSV_QUOTE_NOT_CLOSED: 'a quote is opened in this row and never closed',
    CSV_INVALID_CLOSING_QUOTE: 'text follows a closing quote; a quote inside quotes is written twice',
    INVALID_OPENING_QUOTE:
      'a quote stands in the middle of a cell; put the whole cell in quotes and write the quote twice',
    CSV_MAX_RECORD_SIZE: 'the row is longer than 4,000,000 characters; a quote is probably not closed',
  }
  const column = typeof error.column === 'number' ? `cell ${error.column + 1}` : String(error.column ?? 'row')
  return remark(line, column, `${why[error.code] ?? error.message}. The rest of the file could not be read`)
}

const remark = (line: number, column: string, message: string): CsvRemark => ({ line, column, message })
