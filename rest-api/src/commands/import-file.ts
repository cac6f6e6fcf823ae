import { createReadStream } from 'node:fs'
import { type CsvRemark, readShopifyCsv, type ShopifyCsvItem, shopifyColumnOf } from '@mitchweb/engine'
import { CommerceError, type Shop } from '@mitchweb/engine/contract'
import type { Progress } from './import-progress.ts'

export type ImportJob = {
  readonly shop: Shop
  readonly file: string
  readonly currency: string
  /** Bytes of the file. */
  readonly size: number
  readonly progress: Progress
  /** Whether somebody asked for an end; looked at between batches. */
  readonly isStopped: () => boolean
}

type ImportCounts = { created: number; updated: number; variants: number }

export type Checked = ImportCounts & {
  /** How many products the file describes and the shop would take. */
  readonly sound: number
  /** Handles of the products with a problem. */
  readonly unsound: ReadonlySet<string>
  readonly problems: readonly CsvRemark[]
  readonly problemCount: number
  readonly notices: readonly CsvRemark[]
  readonly noticeCount: number
  /** Columns that the shop has no words for, kept for exports. */
  readonly keptColumns: readonly string[]
  /** Why the rest of the file could not be read. */
  readonly unreadable?: CsvRemark
  readonly stopped: boolean
}

type Found = Extract<ShopifyCsvItem, { product: unknown }>
type Rest = Exclude<ShopifyCsvItem, Found>
type Remarks = { first: CsvRemark[]; count: number }

/** The first pass: reads the whole file and asks the shop about every product, changing nothing. */
export async function checkFile(job: ImportJob): Promise<Checked> {
  const [problems, notices] = [remarks(), remarks()]
  const [sound, unsound] = [new Set<string>(), new Set<string>()]
  const counts: ImportCounts = { created: 0, updated: 0, variants: 0 }
  let keptColumns: readonly string[] = []
  let unreadable: CsvRemark | undefined
  const refuse = (handle: string, problem: CsvRemark) => {
    note(problems, problem)
    if (handle !== '') unsound.add(handle)
    sound.delete(handle)
  }
  const ask = async (batch: readonly Found[]) => {
    const answer = await job.shop.importProducts({ products: batch.map(({ product }) => product), dry_run: true })
    addTo(counts, answer)
    for (const { product } of batch) sound.add(product.handle ?? '')
    for (const { product, variant, field, message } of answer.problems) {
      const found = batch[product]!
      const line = (variant === undefined ? undefined : found.variantLines[variant]) ?? found.lines[0]
      refuse(found.product.handle ?? '', { line, column: shopifyColumnOf(field), message })
    }
  }
  const stopped = await inBatches(job, 'checking', ask, item => {
    if ('problem' in item) refuse(item.handle, item.problem)
    else if ('notice' in item) note(notices, item.notice)
    else if ('unreadable' in item) unreadable = item.unreadable
    else keptColumns = item.columns.kept
  })
  return {
    ...counts,
    sound: sound.size,
    unsound,
    problems: problems.first,
    problemCount: problems.count,
    notices: notices.first,
    noticeCount: notices.count,
    keptColumns,
    ...(unreadable && { unreadable }),
    stopped,
  }
}

export type Imported = ImportCounts & {
  readonly stopped: boolean
  /** Why the rest was not imported, though the check had found it sound. */
  readonly failure?: string
}

/** The second pass: saves the products that the check found sound, a batch in one transaction each. */
export async function importFile(job: ImportJob, { unsound }: Pick<Checked, 'unsound'>): Promise<Imported> {
  const counts: ImportCounts = { created: 0, updated: 0, variants: 0 }
  let columns: string[] = []
  const save = async (batch: readonly Found[]) => {
    const products = batch.map(({ product }) => product).filter(({ handle = '' }) => !unsound.has(handle))
    if (products.length > 0) addTo(counts, await job.shop.importProducts({ products, columns }))
  }
  try {
    const stopped = await inBatches(job, 'importing', save, item => {
      if ('columns' in item) columns = [...item.columns.names]
      const isNew = 'unreadable' in item || ('problem' in item && item.handle !== '' && !unsound.has(item.handle))
      if (isNew) throw new CommerceError('conflict', 'The file was changed while it was being imported.')
    })
    return { ...counts, stopped }
  } catch (error) {
    if (!(error instanceof CommerceError)) throw error
    return { ...counts, stopped: false, failure: error.message }
  }
}

const maxProducts = 200
const maxVariants = 2000

/** Hands on what the file holds, products in batches that are small enough for one transaction. Answers whether it was stopped. */
async function inBatches(
  { file, size, currency, progress, isStopped }: ImportJob,
  what: 'checking' | 'importing',
  work: (batch: readonly Found[]) => Promise<void>,
  rest: (item: Rest) => void,
): Promise<boolean> {
  const source = createReadStream(file)
  let batch: Found[] = []
  let variants = 0
  let products = 0
  const flush = async () => {
    if (batch.length > 0) await work(batch)
    products += batch.length
    batch = []
    variants = 0
    progress.show({ what, share: source.bytesRead / size, count: products, noun: 'product' })
  }
  try {
    for await (const item of readShopifyCsv(source, { currency })) {
      if (isStopped()) return true
      if (!('product' in item)) {
        rest(item)
        continue
      }
      const isFull = batch.length >= maxProducts || variants + item.product.variants.length > maxVariants
      if (isFull) await flush()
      batch.push(item)
      variants += item.product.variants.length
    }
    if (isStopped()) return true
    await flush()
    return false
  } finally {
    source.destroy()
    progress.end()
  }
}

const remarks = (): Remarks => ({ first: [], count: 0 })

const maxRemarks = 50

function note(list: Remarks, remark: CsvRemark): void {
  list.count += 1
  if (list.first.length < maxRemarks) list.first.push(remark)
}

function addTo(sum: ImportCounts, { created, updated, variants }: ImportCounts): void {
  sum.created += created
  sum.updated += updated
  sum.variants += variants
}
