import { quoteInput } from '../shared/errors.ts'
import type { ImportedProduct } from './contract.ts'
import type { Columns, ShopifyColumn } from './shopify-csv-columns.ts'

/** One row of the file: the line it begins on, and its cells by column, as they stand there and without blanks around them. */
export type SheetRow = { readonly line: number; readonly cells: readonly string[]; readonly raw: readonly string[] }

export const sheetRow = (line: number, raw: readonly string[]): SheetRow => ({
  line,
  raw,
  cells: raw.map(cell => cell.trim()),
})

/** A place in the file and what is wrong there. */
export type CsvRemark = { readonly line: number; readonly column: string; readonly message: string }

type Remark = (row: SheetRow, column: ShopifyColumn, message: string) => void

export type Media = NonNullable<ImportedProduct['media']>[number]

/** How the rows of one product are read: cells by column, and where to write what is wrong with them. */
export type Sheet = {
  readonly columns: Columns
  readonly currency: string
  readonly problem: Remark
  readonly notice: Remark
  readonly cell: (row: SheetRow, column: ShopifyColumn) => string
}

/**
 * A text of its own. A cell is a view of the piece of the file that it was read with, so to keep the cell is to keep the
 * piece: whoever remembers one of each row would hold the whole file.
 */
export const copied = (text: string): string => Buffer.from(text).toString()

export const cellsOf =
  ({ placeOf }: Columns): Sheet['cell'] =>
  (row, column) => {
    const place = placeOf.get(column)
    return place === undefined ? '' : (row.cells[place] ?? '')
  }

/** Yes unless the cell says no. */
export function flag(
  row: SheetRow,
  column: 'published' | 'requiresShipping' | 'taxable',
  { cell, problem }: Sheet,
): boolean {
  const text = cell(row, column).toLowerCase()
  if (['', 'true', 'yes', '1'].includes(text)) return true
  if (!['false', 'no', '0'].includes(text)) problem(row, column, `${quoteInput(text)} is neither TRUE nor FALSE`)
  return false
}

export function image(row: SheetRow, column: 'image' | 'variantImage', sheet: Sheet): Media | undefined {
  const address = sheet.cell(row, column).replace(/^\/\//, 'https://')
  if (address === '') return undefined
  if (/^https?:\/\//i.test(address) && URL.canParse(address)) return { type: 'image', url: address }
  sheet.problem(row, column, `${quoteInput(address)} is not the address of an image; it begins with https://`)
  return undefined
}
