import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { system } from '@mitchweb/engine'
import { CommerceError, type InputOf, type OutputOf } from '@mitchweb/engine/contract'
import { openShop, Refusal, reasonOf } from './command-line.ts'

const help = `mitchweb stocktake FILE.csv: sets what was counted at a location

  The first line of the file names its columns: sku or barcode, and counted. Rows of the same article are added up.
  What was sold or came in since the count began is kept: only the difference to what was there then is booked.
  If anything in the file is wrong, every problem is listed with its line and nothing is changed.

  --location ID        the location that was counted; loc_main unless told
  --counted-at TIME    when the count began, such as 2026-03-02T18:00:00+01:00; now unless told
  --reference TEXT     stands on what is booked; made unless told
  --dry-run            only says what would change
  --database FILE      a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --json               prints the result as JSON
  --help

Exit codes: 0 booked or checked, 1 nothing was changed.
`

/** The command `mitchweb stocktake`. */
export async function run(args: readonly string[]): Promise<number> {
  const json = args.includes('--json')
  try {
    const options = optionsFrom(args)
    if (options === 'help') {
      process.stdout.write(help)
      return 0
    }
    const report = await countInto(options)
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : reportText(report, options))
    return report.problem_count === 0 ? 0 : 1
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    if (json) process.stdout.write(`${JSON.stringify({ applied: false, reason })}\n`)
    else process.stderr.write(`${reason}\nNothing was changed.\n`)
    return 1
  }
}

type Report = OutputOf<'import_stocktake'>
type Stocktake = Omit<InputOf<'import_stocktake'>['stocktake'], 'rows' | 'csv'>
type Options = Stocktake & { readonly file: string; readonly database: string | undefined; readonly dryRun: boolean }

function optionsFrom(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parsed(args)
  if (values.help) return 'help'
  const [file, ...more] = positionals
  if (file === undefined) throw new Refusal(`Which file? Name one: mitchweb stocktake count.csv\n\n${help}`)
  if (more.length > 0) throw new Refusal(`One file at a time, please; "${more[0]}" is one too many.`)
  const { location, reference, 'counted-at': countedAt } = values
  return {
    file: resolve(file),
    database: values.database,
    dryRun: values['dry-run'],
    ...(location !== undefined && { location_id: location }),
    ...(countedAt !== undefined && { counted_at: countedAt }),
    ...(reference !== undefined && { reference }),
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
        location: text,
        'counted-at': text,
        reference: text,
        database: text,
        'dry-run': flag,
        json: flag,
        help: { ...flag, short: 'h' },
      },
    })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${help}`)
  }
}

async function countInto({ file, database, dryRun, ...stocktake }: Options): Promise<Report> {
  const csv = await textOf(file)
  const engine = await openShop(database)
  try {
    return await engine
      .as(system, { door: 'command' })
      .importStocktake({ stocktake: { ...stocktake, csv }, dry_run: dryRun })
  } catch (error) {
    const isAboutTime = error instanceof CommerceError && JSON.stringify(error.details).includes('counted_at')
    throw isAboutTime
      ? new Refusal(`--counted-at: write a moment such as 2026-03-02T18:00:00+01:00. ${error.message}`)
      : error
  } finally {
    await engine.close()
  }
}

/** As long as an operation takes; a longer count is split by shelf or by letter. */
const largestFile = 1_000_000

async function textOf(file: string): Promise<string> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Refusal(`There is no file ${file}.`)
    throw new Refusal(`${file} cannot be read (${error.code}).`)
  })
  if (!found.isFile()) throw new Refusal(`${file} is not a file.`)
  if (found.size > largestFile)
    throw new Refusal(`${file} is larger than 1 MB. Split it; each part is booked by itself.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file))
  } catch {
    throw new Refusal(`${file} is not UTF-8; save it as CSV UTF-8.`)
  }
}

function reportText(report: Report, { dryRun }: Options): string {
  const { counted, unchanged, differences, difference_count, problems, problem_count, reference } = report
  const lines = problems.map(({ line, message }) => `Line ${line}: ${message}`)
  const changes = differences.map(
    ({ sku, variant_id, expected, counted: found, difference, on_hand }) =>
      `${sku ?? variant_id}: ${expected} expected, ${found} counted, ${difference > 0 ? '+' : ''}${difference}; on hand ${on_hand}`,
  )
  const sum = `${counted} counted, ${unchanged} as expected, ${difference_count} different.`
  const last =
    problem_count > 0
      ? `Nothing was changed: ${problem_count} ${problem_count === 1 ? 'problem' : 'problems'}. Correct the file and import it again.`
      : dryRun
        ? `Checked, nothing was changed: ${sum}`
        : `Booked as ${reference}: ${sum}`
  return `${[...lines, ...changes, last].join('\n')}\n`
}
