import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type EuVatFile, system, taxRatesFromEuFile } from '@mitchweb/engine'
import type { InputOf, OutputOf, Shop } from '@mitchweb/engine/contract'
import { openShop, Refusal, reasonOf } from './command-line.ts'

const help = `mitchweb import-tax-rates FILE.json: takes over the VAT rates of the European Union

The file is the free collection at github.com/ibericode/vat-rates. It holds each rate with the day from which it is in
force; those of today are taken, or of another day. A rate is matched by country, postal code and class, so importing
the same file again changes nothing. Rates that the file does not name stay as they are.

  --day 2027-01-01   the rates that are in force on that day
  --countries DE,AT  only those countries
  --dry-run          only says what would change
  --database FILE    a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --help
`

/** The command `mitchweb import-tax-rates`. Answers 0 when the rates are those of the file, 1 when something kept it. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const options = optionsFrom(args)
    process.stdout.write(options === 'help' ? help : await importRates(options))
    return 0
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    process.stderr.write(`${reason}\nNothing was changed.\n`)
    return 1
  }
}

type Options = {
  readonly file: string
  readonly day: string
  readonly countries: readonly string[] | undefined
  readonly dryRun: boolean
  readonly database: string | undefined
}

function optionsFrom(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parsed(args)
  if (values.help) return 'help'
  const [file, ...more] = positionals
  if (file === undefined || more.length > 0) throw new Refusal(`Name one file.\n\n${help}`)
  const day = values.day ?? new Date().toISOString().slice(0, 10)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) {
    throw new Refusal(`"${day}" is no day; write one such as 2027-01-01.`)
  }
  return {
    file: resolve(file),
    day,
    countries: values.countries?.split(',').map(country => country.trim().toUpperCase()),
    dryRun: values['dry-run'],
    database: values.database,
  }
}

function parsed(args: readonly string[]) {
  const flag = { type: 'boolean', default: false } as const
  const text = { type: 'string' } as const
  const options = {
    day: text,
    countries: text,
    database: text,
    'dry-run': flag,
    help: { ...flag, short: 'h' },
  } as const
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${help}`)
  }
}

type Draft = InputOf<'save_tax_rate'>['tax_rate']
type Saved = OutputOf<'list_tax_rates'>['tax_rates'][number]

async function importRates({ file, day, countries, dryRun, database }: Options): Promise<string> {
  const drafts = draftsIn(await readJson(file), day).filter(({ country }) => countries?.includes(country) ?? true)
  if (drafts.length === 0) throw new Refusal(`${file} has no rates for ${countries?.join(', ') ?? 'any country'}.`)
  const engine = await openShop(database)
  try {
    const shop = engine.as(system, { door: 'command' })
    const saved = await savedRates(shop)
    const changes = drafts.flatMap(draft => changeOf(draft, saved.get(zoneOf(draft))))
    if (!dryRun) for (const { draft } of changes) await shop.saveTaxRate({ tax_rate: draft })
    const lines = changes.map(({ draft, text }) => `  ${zoneOf(draft)}: ${text}\n`)
    const done = dryRun ? 'would be changed' : 'changed'
    return `${drafts.length} rates in force on ${day}, ${changes.length} ${done}:\n${lines.join('')}`
  } finally {
    await engine.close()
  }
}

async function readJson(file: string): Promise<EuVatFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(error.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read (${error.code}).`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(`${file} is no JSON.`)
  }
}

/** A file of another shape fails here, before anything is saved. */
function draftsIn(file: EuVatFile, day: string): Draft[] {
  try {
    return taxRatesFromEuFile(file, { day })
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(error.message)
    throw new Refusal('This is not the collection of VAT rates that the command knows (see --help).')
  }
}

async function savedRates(shop: Shop): Promise<Map<string, Saved>> {
  const rates = new Map<string, Saved>()
  let cursor: string | undefined
  do {
    const page = await shop.listTaxRates({ pagination: { limit: 50, ...(cursor !== undefined && { cursor }) } })
    for (const rate of page.tax_rates) rates.set(zoneOf(rate), rate)
    cursor = page.pagination.cursor
  } while (cursor !== undefined)
  return rates
}

const zoneOf = ({ country, region, postal_prefix, tax_class }: Draft | Saved): string =>
  [country, region, postal_prefix, tax_class].filter(Boolean).join(' ')

/** What the merchant has decided of a rate besides its height stays. */
function changeOf(draft: Draft, saved: Saved | undefined): { draft: Draft; text: string }[] {
  if (!saved) return [{ draft, text: `${percent(draft)}, new` }]
  if (saved.rate_ppm === draft.rate_ppm) return []
  const { applies_to_shipping, stacking } = saved
  return [{ draft: { ...draft, applies_to_shipping, stacking }, text: `${percent(saved)} becomes ${percent(draft)}` }]
}

const percent = ({ rate_ppm }: { readonly rate_ppm: number }): string => `${rate_ppm / 10_000} %`
