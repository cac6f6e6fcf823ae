import { CsvError, csvRows } from '../shared/csv.ts'
import { quoteInput } from '../shared/errors.ts'
import type { CountedRow } from './contract.ts'

export type LineProblem = { readonly line: number; readonly message: string }

type Found = { readonly rows: readonly CountedRow[]; readonly problems: readonly LineProblem[] }

/** The columns of a count, whatever a scanner or a spreadsheet calls them. */
const names = {
  sku: ['sku', 'article', 'article number', 'item'],
  barcode: ['barcode', 'ean', 'gtin', 'upc'],
  counted: ['counted', 'count', 'quantity', 'qty', 'on hand'],
} as const

/** Reads a count from CSV text. What cannot be read is named by its line, and nothing of the file is lost on the way. */
export async function countedRows(csv: string): Promise<Found> {
  const rows: CountedRow[] = []
  const problems: LineProblem[] = []
  let columns: Columns | undefined
  try {
    for await (const { line, cells: raw } of csvRows(pieces(csv))) {
      const cells = raw.map(cell => cell.trim())
      if (cells.every(cell => cell === '')) continue
      if (columns) {
        const read = rowFrom(cells, columns, line)
        if ('message' in read) problems.push(read)
        else rows.push(read)
        continue
      }
      columns = columnsIn(cells)
      const isComplete = columns.counted >= 0 && (columns.sku >= 0 || columns.barcode >= 0)
      if (!isComplete) return { rows, problems: [{ line, message: headerMissing }] }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    problems.push({ line: error.line, message: error.message })
  }
  return rows.length + problems.length > 0 ? { rows, problems } : { rows, problems: [{ line: 1, message: nothing }] }
}

const headerMissing = 'The header names no column "counted", or neither "sku" nor "barcode", with commas between them.'
const nothing = 'Nothing was counted: no row follows the header.'

async function* pieces(csv: string) {
  yield csv
}

type Columns = { readonly [C in keyof typeof names]: number }

function columnsIn(header: readonly string[]): Columns {
  const known = header.map(name => name.toLowerCase().replaceAll(/[_-]/g, ' '))
  const place = (column: keyof typeof names) => known.findIndex(name => new Set<string>(names[column]).has(name))
  return { sku: place('sku'), barcode: place('barcode'), counted: place('counted') }
}

function rowFrom(cells: readonly string[], columns: Columns, line: number): CountedRow | LineProblem {
  const cell = (column: keyof Columns) => (columns[column] < 0 ? '' : (cells[columns[column]] ?? ''))
  const [sku, barcode, counted] = [cell('sku'), cell('barcode'), cell('counted')]
  if (!/^\d{1,9}$/.test(counted)) {
    return { line, message: `${quoteInput(counted)} is no count: write a whole number such as 12, or 0.` }
  }
  if (sku === '' && barcode === '') return { line, message: 'The row names neither a sku nor a barcode.' }
  if (sku.length > 100 || barcode.length > 50) return { line, message: 'The sku or barcode is too long to be one.' }
  return { line, counted: Number(counted), ...(sku === '' ? { barcode } : { sku }) }
}
