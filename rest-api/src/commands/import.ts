import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { system } from '@mitchweb/engine'
import { currencyFor, openShop, Refusal, reasonOf, stopSignal } from './command-line.ts'
import { type Checked, checkFile, type Imported, importFile } from './import-file.ts'
import { progressOn } from './import-progress.ts'
import { type ImportReport, remarksText, summaryText } from './import-report.ts'

const help = `mitchweb import FILE.csv: imports a product file that was exported from Shopify

The whole file is checked first. If anything in it is wrong, every problem is listed and nothing is imported.
Products are matched by handle, so importing the same file again changes what is there and doubles nothing.

  --currency EUR     the currency of the prices; the shop's own unless told
  --dry-run          only checks the file and says what would happen
  --skip-invalid     leaves out products with a problem and imports the rest
  --database FILE    a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --json             prints the result as JSON
  --help
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
    const report = await importInto(options)
    if (json) process.stdout.write(`${JSON.stringify(report)}\n`)
    else {
      process.stderr.write(remarksText(report))
      process.stdout.write(summaryText(report))
    }
    return exitCodes[report.status]
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    if (json) process.stdout.write(`${JSON.stringify({ status: 'refused', reason })}\n`)
    else process.stderr.write(`${reason}\nNothing was imported.\n`)
    return 1
  }
}

const exitCodes = { imported: 0, checked: 0, refused: 1, failed: 1, stopped: 130 } as const

type Options = {
  readonly file: string
  readonly database: string | undefined
  readonly currency: string | undefined
  readonly dryRun: boolean
  readonly skipInvalid: boolean
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
  }
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
    const shop = engine.as(system)
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
  if (found.isDirectory()) throw new Refusal(`${file} is a folder; name the CSV file in it.`)
  if (!found.isFile()) throw new Refusal(`${file} is read twice, so it must be a file and not a pipe or device.`)
  if (found.size === 0) throw new Refusal(`${file} is empty.`)
  return found.size
}
