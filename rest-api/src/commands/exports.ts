import { type Engine, system, writeShopifyCsv } from '@mitchweb/engine'
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
  products: { noun: 'product', parts: productFile },
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
