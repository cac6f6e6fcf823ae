import { type Engine, system, writeShopifyCsv } from '@mitchweb/engine'
import { type RecordType, recordTypes } from '@mitchweb/engine/contract'
import { currencyFor } from './command-line.ts'
import { counted } from './import-report.ts'

/** A piece of the file. `count` things are done; `share` of the work, where that is known. */
export type ExportPart = { readonly text: string; readonly count: number; readonly share: number | undefined }

export type ExportRequest = { readonly what: string; readonly currency: string | undefined }

type Asked = ExportRequest & { readonly remarks: Remarks }

export type Remarks = { readonly add: (text: () => string[]) => void; readonly lines: () => string[] }

/** What is worth saying once the file is whole. */
export function remarksOn(): Remarks {
  const added: (() => string[])[] = []
  return { add: text => void added.push(text), lines: () => added.flatMap(text => text()) }
}

type Export = {
  readonly noun: string
  readonly parts: (engine: Engine, asked: Asked) => Promise<AsyncIterable<ExportPart>>
}

export const exportsByName: Readonly<Record<string, Export>> = {
  shop: { noun: 'record', parts: wholeShop },
  products: { noun: 'product', parts: productFile },
}

/** Everything, as JSON Lines: a line is an operation and its input, or a record that only goes out. */
async function wholeShop(engine: Engine): Promise<AsyncIterable<ExportPart>> {
  return recordLines(engine, recordTypes)
}

async function* recordLines(engine: Engine, types: readonly RecordType[]): AsyncGenerator<ExportPart> {
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

async function productFile(engine: Engine, { currency: wanted, remarks }: Asked): Promise<AsyncIterable<ExportPart>> {
  const currency = await currencyFor(engine, wanted)
  const unsaid = { variantsWithoutPrice: 0, moreCategories: 0, moreOptions: 0 }
  const { publicUrl } = engine
  remarks.add(() => [
    ...(unsaid.variantsWithoutPrice > 0
      ? [`${counted(unsaid.variantsWithoutPrice, 'variant')} without a price in ${currency}; the cell is empty.`]
      : []),
    ...(unsaid.moreCategories > 0
      ? [`${counted(unsaid.moreCategories, 'product')} in several categories; the file names the first.`]
      : []),
    ...(unsaid.moreOptions > 0
      ? [`${counted(unsaid.moreOptions, 'product')} with more than three options; the third holds the others too.`]
      : []),
  ])
  return parts()

  async function* parts(): AsyncGenerator<ExportPart> {
    const readPage = engine.as(system).exportProducts
    for await (const { text, done, total } of writeShopifyCsv({ readPage, currency, publicUrl, unsaid })) {
      yield { text, count: Math.max(0, done - total), share: total > 0 ? done / (2 * total) : undefined }
    }
  }
}
