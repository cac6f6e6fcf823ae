import { createReadStream } from 'node:fs'
import { type Engine, RecordError, type ShopRecord, system } from '@mitchweb/engine'
import type { Progress } from './import-progress.ts'
import { counted } from './import-report.ts'
import { LineError, type LineProblem, linesOf, recordOn } from './record-lines.ts'

export type RecordsJob = {
  readonly engine: Engine
  readonly file: string
  readonly size: number
  readonly fromLine: number
  readonly dryRun: boolean
  readonly progress: Progress
  readonly isStopped: () => boolean
}

export type RecordsReport = {
  readonly status: 'imported' | 'checked' | 'refused' | 'stopped' | 'failed'
  readonly file: string
  /** Records that were taken in, or would have been. */
  readonly records: number
  /** Lines with what only goes out, such as orders. */
  readonly skipped: number
  readonly problem_count: number
  /** At most fifty. */
  readonly problems: readonly LineProblem[]
  /** The first line that is not in the shop yet, where the rest was not taken in. */
  readonly next_line?: number
}

/** Checks every line by itself, then takes the records in, batch by batch; a dry run takes all of it back. */
export async function importRecords(job: RecordsJob): Promise<RecordsReport> {
  const checked = await checkLines(job)
  if (checked.status !== 'checked') return checked
  const { engine, dryRun, file, fromLine, progress } = job
  const reading: Reading = { lines: [], next: fromLine }
  const taken = { records: 0, next: fromLine }
  const onBatch = (records: number) => {
    taken.records += records
    taken.next = reading.next
  }
  try {
    await engine.importRecords(system, batches(job, reading), { dryRun, onBatch, door: 'command' })
    return { ...checked, records: taken.records, status: dryRun ? 'checked' : 'imported' }
  } catch (error) {
    const problem = problemOf(error, reading)
    if (!problem && !(error instanceof Stopped)) throw error
    return {
      status: !problem ? 'stopped' : dryRun ? 'refused' : 'failed',
      file,
      records: dryRun ? 0 : taken.records,
      skipped: checked.skipped,
      problem_count: problem ? 1 : 0,
      problems: problem ? [problem] : [],
      next_line: dryRun ? fromLine : taken.next,
    }
  } finally {
    progress.end()
  }
}

/** The batch in hand: the line of each of its records, and the line after it. */
type Reading = { lines: number[]; next: number }

class Stopped extends Error {}

function problemOf(error: unknown, { lines }: Reading): LineProblem | undefined {
  if (error instanceof RecordError) return { line: lines[error.index] ?? 0, message: error.message }
  return error instanceof LineError ? { line: error.line, message: error.message } : undefined
}

const maxProblems = 50

async function checkLines(job: RecordsJob): Promise<RecordsReport> {
  const problems: LineProblem[] = []
  let [records, skipped, count] = [0, 0, 0]
  const refuse = (problem: LineProblem) => {
    count += 1
    if (problems.length < maxProblems) problems.push(problem)
  }
  const report = () => ({ file: job.file, records, skipped, problem_count: count, problems })
  try {
    for await (const { line, text, share } of lines(job)) {
      if (job.isStopped()) return { ...report(), records: 0, status: 'stopped', next_line: job.fromLine }
      const record = recordOn(text)
      if (record && 'problem' in record) refuse({ line, message: record.problem })
      else if (record) records += 1
      else if (text !== '') skipped += 1
      job.progress.show({ what: 'checking', share, count: records, noun: 'record' })
    }
  } catch (error) {
    if (!(error instanceof LineError)) throw error
    refuse({ line: error.line, message: error.message })
  } finally {
    job.progress.end()
  }
  if (count === 0 && records === 0) refuse({ line: job.fromLine, message: 'no record follows' })
  return { ...report(), status: count > 0 ? 'refused' : 'checked' }
}

/** Few and small enough for one transaction. */
const maxRecords = 200
const maxLength = 1_000_000

async function* batches(job: RecordsJob, reading: Reading): AsyncGenerator<readonly ShopRecord[]> {
  let batch: ShopRecord[] = []
  let numbers: number[] = []
  let length = 0
  let done = 0
  for await (const { line, text, share } of lines(job)) {
    if (job.isStopped()) throw new Stopped()
    const record = recordOn(text)
    if (!record) continue
    if ('problem' in record) throw new LineError(line, record.problem)
    if (batch.length >= maxRecords || (batch.length > 0 && length + text.length > maxLength)) {
      Object.assign(reading, { lines: numbers, next: line })
      yield batch
      done += batch.length
      job.progress.show({ what: job.dryRun ? 'rehearsing' : 'importing', share, count: done, noun: 'record' })
      ;[batch, numbers, length] = [[], [], 0]
    }
    batch.push(record)
    numbers.push(line)
    length += text.length
  }
  Object.assign(reading, { lines: numbers, next: (numbers.at(-1) ?? 0) + 1 })
  if (batch.length > 0) yield batch
}

async function* lines({ file, size, fromLine }: RecordsJob) {
  const source = createReadStream(file)
  try {
    for await (const { line, text } of linesOf(source)) {
      if (line >= fromLine) yield { line, text, share: source.bytesRead / size }
    }
  } finally {
    source.destroy()
  }
}

/** How it went, for people. */
export function recordsText(report: RecordsReport): { readonly problems: string; readonly summary: string } {
  const { status, records, skipped, problems, problem_count, next_line } = report
  const more = problem_count - problems.length
  const listed = [
    ...problems.map(({ line, message }) => `Problem, line ${line}: ${message}`),
    ...(more > 0 ? [`… and ${counted(more, 'more')}`] : []),
  ]
  const beside = skipped > 0 ? `, ${counted(skipped, 'line')} with what only goes out left aside` : ''
  const goOn =
    next_line !== undefined && next_line > 1
      ? `Go on with --from-line ${next_line}; what came before is in the shop.`
      : ''
  const summaries = {
    imported: `Imported: ${counted(records, 'record')}${beside}.`,
    checked: `Checked, nothing was changed. An import would take in ${counted(records, 'record')}${beside}.`,
    refused: `Nothing was imported: ${counted(problem_count, 'problem')}.`,
    stopped: `Stopped. Done so far: ${counted(records, 'record')}. ${goOn}`,
    failed: `Stopped: the batch with that line was not imported. Done so far: ${counted(records, 'record')}. ${goOn}`,
  }
  return { problems: listed.map(line => `${line}\n`).join(''), summary: `${summaries[status].trim()}\n` }
}
