import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { system } from '@mitchweb/engine'
import { currencyFor, openShop, Refusal, reasonOf, stopSignal } from './command-line.ts'
import { type Checked, checkFile, type Imported, importFile } from './import-file.ts'
import { progressOn } from './import-progress.ts'
import { importRecords, type RecordsReport, recordsText } from './import-records.ts'
import { type ImportReport, remarksText, summaryText } from './import-report.ts'

const help = `mitchweb import FILE: fills the shop from a file

  mitchweb import products.csv     a product file as Shopify exports it
  mitchweb import shop.jsonl       records, one a line, as mitchweb export writes them

The whole file is checked first. If anything in it is wrong, every problem is listed with its line and nothing is
imported. Products are matched by handle, so importing the same file again changes what is there and doubles nothing.

A line of a .jsonl file is an operation of the shop and its input, for example
  {"operation":"save_store","input":{"store":{"name":"Mugs","default_currency":"EUR","currencies":["EUR"],
   "default_country":"DE","prices_include_tax":true}}}
Such records keep their ids: into an empty shop they make the same shop.

  --currency EUR     of the prices in a .csv file; the shop's own unless told
  --dry-run          only checks the file and says what would happen
  --skip-invalid     leaves out products of a .csv file with a problem and imports the rest
  --from-line N      begins at that line of a .jsonl file, to go on after a stop
  --database FILE    a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --json             prints the result as JSON
  --help

Exit codes: 0 imported, 1 not or not all imported, 130 stopped with Ctrl-C.
`

/** The command `mitchweb import`. Answers 0 when everything was imported, 1 when something kept it, 130 after Ctrl-C. */
export async function run(args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  try {
    const options = optionsFrom(args)
    if (options === 'help') {
      process.stdout.write(help)
      return 0
    }
    if (/\.(jsonl|ndjson)$/i.test(options.file)) {
      const report = await takeRecords(options)
      const { problems, summary } = recordsText(report)
      return tell(report, { json, remarks: problems, summary })
    }
    const report = await importInto(options)
    return tell(report, { json, remarks: remarksText(report), summary: summaryText(report) })
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    if (json) process.stdout.write(`${JSON.stringify({ status: 'refused', reason })}\n`)
    else process.stderr.write(`${reason}\nNothing was imported.\n`)
    return 1
  }
}

function tell(
  report: ImportReport | RecordsReport,
  { json, remarks, summary }: { readonly json: boolean; readonly remarks: string; readonly summary: string },
): number {
  if (json) process.stdout.write(`${JSON.stringify(report)}\n`)
  else {
    process.stderr.write(remarks)
    process.stdout.write(summary)
  }
  return exitCodes[report.status]
}

const exitCodes = { imported: 0, checked: 0, refused: 1, failed: 1, stopped: 130 } as const

type Options = {
  readonly file: string
  readonly database: string | undefined
  readonly currency: string | undefined
  readonly dryRun: boolean
  readonly skipInvalid: boolean
  readonly fromLine: number
}

function optionsFrom(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parsed(args)
  if (values.help) return 'help'
  const [file, ...more] = positionals
  if (file === undefined) throw new Refusal(`Which file? Name one: mitchweb import products.csv\n\n${help}`)
  if (more.length > 0) throw new Refusal(`One file at a time, please; "${more[0]}" is one too many.`)
  return {
    file: resolve(file),
    database: values.database,
    currency: values.currency?.toUpperCase(),
    dryRun: values['dry-run'],
    skipInvalid: values['skip-invalid'],
    fromLine: lineNumber(values['from-line']),
  }
}

function lineNumber(text: string | undefined): number {
  if (text === undefined) return 1
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Refusal(`--from-line names a line, such as 201, and not "${text}".`)
}

function parsed(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        currency: text,
        database: text,
        'dry-run': flag,
        'skip-invalid': flag,
        'from-line': text,
        json: flag,
        help: { ...flag, short: 'h' },
      },
    })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${help}`)
  }
}

async function importInto(options: Options): Promise<ImportReport> {
  const started = performance.now()
  const size = await sizeOf(options.file)
  const engine = await openShop(options.database)
  const { isStopped, forget } = stopSignal()
  try {
    const { file } = options
    const shop = engine.as(system, { door: 'command' })
    const currency = await currencyFor(engine, options.currency)
    const job = { shop, currency, file, size, progress: progressOn(process.stderr), isStopped }
    const checked = await checkFile(job)
    const status = verdict(checked, options)
    const nothing = { created: 0, updated: 0, variants: 0 }
    const done: Imported = status === 'imported' ? await importFile(job, checked) : { ...nothing, stopped: false }
    const { created, updated, variants } = status === 'checked' ? checked : done
    return {
      status: done.failure === undefined ? (done.stopped ? 'stopped' : status) : 'failed',
      ...(done.failure !== undefined && { reason: done.failure }),
      file,
      currency,
      ...{ created, updated, variants },
      skipped: checked.unsound.size,
      ...remarksOf(checked),
      seconds: Math.round(performance.now() - started) / 1000,
    }
  } finally {
    forget()
    await engine.close()
  }
}

async function takeRecords({ file, database, fromLine, dryRun }: Options): Promise<RecordsReport> {
  const size = await sizeOf(file)
  const engine = await openShop(database)
  const { isStopped, forget } = stopSignal()
  try {
    return await importRecords({
      engine,
      file,
      size,
      fromLine,
      dryRun,
      progress: progressOn(process.stderr),
      isStopped,
    })
  } finally {
    forget()
    await engine.close()
  }
}

/** What may follow the check. A file that cannot be read to its end is never imported in part. */
function verdict({ problemCount, sound, stopped, unreadable }: Checked, options: Options): ImportReport['status'] {
  if (stopped) return 'stopped'
  if (unreadable || sound === 0 || (problemCount > 0 && !options.skipInvalid)) return 'refused'
  return options.dryRun ? 'checked' : 'imported'
}

function remarksOf({ problems, problemCount, notices, noticeCount, keptColumns, unreadable, sound }: Checked) {
  const empty = { line: 1, column: 'Handle', message: 'no product follows the header' }
  const last = unreadable ?? (sound === 0 && problemCount === 0 ? empty : undefined)
  return {
    problem_count: problemCount + (last ? 1 : 0),
    problems: last ? [...problems, last] : problems,
    notice_count: noticeCount,
    notices,
    kept_columns: keptColumns,
  }
}

async function sizeOf(file: string): Promise<number> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Refusal(`There is no file ${file}.`)
    throw new Refusal(`${file} cannot be read (${error.code}).`)
  })
  if (found.isDirectory()) throw new Refusal(`${file} is a folder; name the file in it.`)
  if (!found.isFile()) throw new Refusal(`${file} is read twice, so it must be a file and not a pipe or device.`)
  if (found.size === 0) throw new Refusal(`${file} is empty.`)
  return found.size
}
