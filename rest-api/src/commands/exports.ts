import { csvLine, defused, type Engine, system, writeShopifyCsv } from '@mitchweb/engine'
import { type RecordType, recordTypes } from '@mitchweb/engine/contract'
import { currencyFor, Refusal } from './command-line.ts'
import type { FileJob, FilePart } from './file-command.ts'
import { counted } from './import-report.ts'
import { customerSheet, orderSheet, type Sheet, stockSheet } from './sheets.ts'

type Values = Readonly<Record<string, string | undefined>>

/** What can be exported, by name, each as the options ask for it. */
export const exportsByName: Readonly<Record<string, (values: Values) => FileJob>> = {
  shop: values => {
    formatOf(values, ['jsonl'])
    return { noun: 'record', parts: engine => recordLines(engine, recordTypes) }
  },
  products: values =>
    formatOf(values, ['csv', 'jsonl']) === 'csv'
      ? productFile(values.currency?.toUpperCase())
      : { noun: 'record', parts: engine => recordLines(engine, ['product']) },
  orders: values => listed(values, { noun: 'order', type: 'order', sheet: orderSheet(momentsIn(values)) }),
  customers: values => listed(values, { noun: 'customer', type: 'customer', sheet: customerSheet }),
  stock: values => listed(values, { noun: 'variant', type: 'stock', sheet: stockSheet }),
}

type Listed = { readonly noun: string; readonly type: RecordType; readonly sheet: Sheet }

function listed(values: Values, { noun, type, sheet }: Listed): FileJob {
  if (formatOf(values, ['csv', 'jsonl']) === 'csv') return { noun, parts: engine => sheetLines(engine, sheet) }
  if (values.from !== undefined || values.to !== undefined)
    throw new Refusal('--from and --to are for --format csv; take the lines that you need from the .jsonl file.')
  return { noun: 'record', parts: engine => recordLines(engine, [type]) }
}

/** The first one unless told. */
function formatOf({ format }: Values, formats: readonly [string, ...string[]]): string {
  if (format === undefined) return formats[0]
  if (formats.includes(format)) return format
  throw new Refusal(`There is no format "${format}" for this; name one of ${formats.join(', ')}.`)
}

/** A day stands for its beginning in UTC; `--to` names the first moment that does not count. */
function momentsIn({ from, to }: Values) {
  const moment = (name: string, text: string | undefined) => {
    if (text === undefined) return undefined
    const time = /^\d{4}-\d\d-\d\d(T.+)?$/.test(text) ? new Date(text) : new Date(Number.NaN)
    if (!Number.isNaN(time.getTime())) return time.toISOString()
    throw new Refusal(`--${name} names a day, such as 2026-01-31, or a moment, and not "${text}".`)
  }
  const [placedFrom, placedBefore] = [moment('from', from), moment('to', to)]
  return { ...(placedFrom && { placed_from: placedFrom }), ...(placedBefore && { placed_before: placedBefore }) }
}

/** A list that people open in a spreadsheet: with a byte order mark, so that it is taken for UTF-8, and no formulas. */
async function* sheetLines(engine: Engine, { header, pages }: Sheet): AsyncGenerator<FilePart> {
  yield { text: `\uFEFF${csvLine(header)}`, count: 0, share: undefined }
  for await (const { rows, count } of pages(engine.as(system))) {
    yield { text: rows.map(cells => csvLine(cells.map(defused))).join(''), count, share: undefined }
  }
}

/** A line is an operation and its input, or a record that only goes out. */
async function* recordLines(engine: Engine, types: readonly RecordType[]): AsyncGenerator<FilePart> {
  const shop = engine.as(system)
  let count = 0
  for (const type of types) {
    let cursor: string | undefined
    do {
      const page = await shop.exportRecords({ type, limit: 100, ...(cursor !== undefined && { cursor }) })
      const { operation } = page
      const lines = page.records.map(record =>
        JSON.stringify(operation === undefined ? { record: type, data: record } : { operation, input: record }),
      )
      count += lines.length
      yield { text: lines.map(line => `${line}\n`).join(''), count, share: undefined }
      cursor = page.cursor
    } while (cursor !== undefined)
  }
}

function productFile(wanted: string | undefined): FileJob {
  const unsaid = { variantsWithoutPrice: 0, moreCategories: 0, moreOptions: 0, publicationTimes: 0 }
  let currency = ''
  return {
    noun: 'product',
    parts: async function* (engine) {
      currency = await currencyFor(engine, wanted)
      const { publicUrl } = engine
      const readPage = engine.as(system).exportProducts
      const shop = { readPage, currency, publicUrl, now: new Date(), unsaid }
      for await (const { text, done, total } of writeShopifyCsv(shop)) {
        yield { text, count: Math.max(0, done - total), share: total > 0 ? done / (2 * total) : undefined }
      }
    },
    remarks: () => [
      ...(unsaid.variantsWithoutPrice > 0
        ? [`${counted(unsaid.variantsWithoutPrice, 'variant')} without a price in ${currency}; the cell is empty.`]
        : []),
      ...(unsaid.moreCategories > 0
        ? [`${counted(unsaid.moreCategories, 'product')} in several categories; the file names the first.`]
        : []),
      ...(unsaid.moreOptions > 0
        ? [`${counted(unsaid.moreOptions, 'product')} with more than three options; the third holds the others too.`]
        : []),
      ...(unsaid.publicationTimes > 0
        ? [`${counted(unsaid.publicationTimes, 'product')} with a time to be shown; the file says which are shown now.`]
        : []),
    ],
  }
}
