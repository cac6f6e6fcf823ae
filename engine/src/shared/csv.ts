/** One row of a CSV file: the line that it begins on, and its cells as they stand in the file. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] }

/** Why the rest of a file cannot be read. */
export class CsvError extends Error {
  readonly line: number
  /** The cell in the row, from 1. */
  readonly cell: number

  constructor(message: string, { line, cell }: { line: number; cell: number }) {
    super(message)
    this.name = 'CsvError'
    this.line = line
    this.cell = cell
  }
}

/** No row is longer than this, so that a quote that is never closed does not swallow the whole file. */
const longestRow = 4_000_000

/**
 * The rows of a CSV file (RFC 4180) as it streams in: memory holds one piece of the file and one row. Lines may end with
 * LF, CRLF or CR, and blanks around quotes do not count. UTF-8 is read, and UTF-16 where the file says so. Throws
 * `CsvError` for what cannot be read.
 */
export async function* csvRows(input: AsyncIterable<Buffer | string>): AsyncGenerator<CsvRow, void, undefined> {
  let text = ''
  let line = 1
  for await (const { piece, isLast } of decoded(input, () => line)) {
    text += piece
    let at = 0
    for (let row = rowAt(text, { at, line, isLast }); row; row = rowAt(text, { at, line, isLast })) {
      yield { line, cells: row.cells }
      at = row.end
      line += row.lines
    }
    text = text.slice(at)
    if (text.length > longestRow) throw tooLong(line)
  }
}

/** Text comes in pieces, and the last one is empty and says so. */
async function* decoded(
  input: AsyncIterable<Buffer | string>,
  line: () => number,
): AsyncGenerator<{ piece: string; isLast: boolean }> {
  let decoder: { decode: (input?: Uint8Array, options?: { stream: boolean }) => string } | undefined
  let isFirst = true
  const readable = (decode: () => string) => {
    try {
      return decode()
    } catch {
      throw new CsvError('the text is not UTF-8; save the file as CSV UTF-8', { line: line(), cell: 1 })
    }
  }
  for await (const part of input) {
    if (typeof part !== 'string') decoder ??= new TextDecoder(encodingOf(part), { fatal: true })
    const text = typeof part === 'string' ? part : readable(() => decoder!.decode(part, { stream: true }))
    if (text === '') continue
    yield { piece: isFirst ? text.replace(/^\uFEFF/, '') : text, isLast: false }
    isFirst = false
  }
  yield { piece: decoder ? readable(() => decoder!.decode()) : '', isLast: true }
}

function encodingOf([first, second]: Buffer): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

type Place = { readonly at: number; readonly line: number; readonly isLast: boolean }
type Row = { readonly cells: string[]; readonly end: number; readonly lines: number }

/** The row that begins here; undefined where nothing is left, or where more has to come first to tell. */
function rowAt(text: string, { at, line, isLast }: Place): Row | undefined {
  if (at >= text.length) return undefined
  const cells: string[] = []
  let lines = 1
  let end = at
  for (;;) {
    const cell = cellAt(text, { at: end, line: line + lines - 1, isLast }, cells.length + 1)
    if (!cell) return undefined
    cells.push(cell.value)
    lines += cell.breaks
    end = cell.end
    if (end - at > longestRow) throw tooLong(line)
    if (text.charCodeAt(end) !== comma) break
    end += 1
  }
  // A CR at the end of this piece may be half a CRLF.
  if (!isLast && end + 1 >= text.length && text.charCodeAt(end) !== lf) return undefined
  if (text.charCodeAt(end) === cr && text.charCodeAt(end + 1) === lf) end += 1
  return { cells, end: Math.min(end + 1, text.length), lines }
}

type Cell = { readonly value: string; readonly end: number; readonly breaks: number }

function cellAt(text: string, { at, line, isLast }: Place, number: number): Cell | undefined {
  let start = at
  while (isBlank(text.charCodeAt(start))) start += 1
  if (text.charCodeAt(start) === quote) return quotedCell(text, { at: start, line, isLast }, number)
  let end = start
  while (end < text.length && !endsCell(text.charCodeAt(end))) end += 1
  if (end === text.length && !isLast) return undefined
  const value = text.slice(at, end)
  if (value.includes('"')) throw new CsvError(quoteInside, { line, cell: number })
  return { value, end, breaks: 0 }
}

function quotedCell(text: string, { at, line, isLast }: Place, number: number): Cell | undefined {
  let close = text.indexOf('"', at + 1)
  while (close !== -1 && text.charCodeAt(close + 1) === quote) close = text.indexOf('"', close + 2)
  if (close === -1 || (close + 1 === text.length && !isLast)) {
    if (isLast) throw new CsvError(neverClosed, { line, cell: number })
    return undefined
  }
  let end = close + 1
  while (isBlank(text.charCodeAt(end))) end += 1
  if (end === text.length && !isLast) return undefined
  if (end < text.length && !endsCell(text.charCodeAt(end))) throw new CsvError(textAfterQuote, { line, cell: number })
  const value = text.slice(at + 1, close)
  return { value: value.replaceAll('""', '"'), end, breaks: value.match(/\r\n|\n|\r/g)?.length ?? 0 }
}

const neverClosed = 'a quote is opened in this row and never closed'
const textAfterQuote = 'text follows a closing quote; a quote inside quotes is written twice'
const quoteInside = 'a quote stands in the middle of a cell; put the whole cell in quotes and write the quote twice'

const tooLong = (line: number) =>
  new CsvError('the row is longer than 4,000,000 characters; a quote is probably not closed', { line, cell: 1 })

const [comma, quote, cr, lf] = [0x2c, 0x22, 0x0d, 0x0a]
const isBlank = (code: number) => code === 0x20 || code === 0x09
const endsCell = (code: number) => code === comma || code === lf || code === cr

/** A row as RFC 4180 has it, with its line break. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(quoted).join(',')}\r\n`

/** Blanks at an end are quoted too: readers differ in whether they keep them otherwise. */
const quoted = (cell: string): string => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/**
 * A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it. For lists that
 * people open; a file that another program reads back must not have it. Plain numbers are left as they are.
 */
export const defused = (cell: string): string =>
  /^[\s]*[=+\-@]|^[\t\r\n]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell
