import { parseArgs } from 'node:util'
import { type Examination, type Examined, examineShop } from '@mitchweb/engine'
import { databaseOfShop, Refusal, reasonOf } from './command-line.ts'

const help = `mitchweb doctor: checks everything that must be true of the shop's money and stock

  mitchweb doctor
  mitchweb doctor --database postgres://localhost/shop --json

It reads only, all in one moment of the shop, and the shop may be running. What is not as it must be is named, the first
20 rows of each check. A warning is of what is made anew when a product is saved, or what a merchant may have wanted.

  --json             for programs: one object with every check, its counts and rows
  --database FILE    a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --help

Exit codes: 0 all is well, 1 something is wrong, 2 it could not be checked.
`

/** The command `mitchweb doctor`. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { database, json, help: isHelp } = parsed(args)
    if (isHelp) {
      process.stdout.write(help)
      return 0
    }
    const address = databaseOfShop(database)
    const onExamined = json ? undefined : (examined: Examined) => process.stdout.write(linesOf(examined))
    const examination = await examine(address, onExamined)
    process.stdout.write(json ? `${JSON.stringify(examination, null, 2)}\n` : summaryOf(examination))
    return examination.isHealthy ? 0 : 1
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    process.stderr.write(`${reason}\n`)
    return 2
  }
}

function parsed(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const
    const flag = { type: 'boolean', default: false } as const
    return parseArgs({
      args: [...args],
      options: { database: text, json: flag, help: { ...flag, short: 'h' } },
    }).values
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${help}`)
  }
}

async function examine(database: string, onExamined: ((examined: Examined) => void) | undefined): Promise<Examination> {
  try {
    return await examineShop({ database, ...(onExamined && { onExamined }) })
  } catch (error) {
    throw new Refusal(
      `The shop could not be checked: ${(error as Error).message}. A shop of another version is brought up to date by its next start.`,
    )
  }
}

function linesOf({ name, claim, severity, seen, broken, rows }: Examined): string {
  const mark = broken === 0 ? 'ok     ' : severity === 'error' ? 'WRONG  ' : 'warning'
  const more = broken > rows.length ? [`          and ${broken - rows.length} more`] : []
  return [
    `${mark} ${name} (${seen}): ${printable(claim)}`,
    ...rows.map(({ subject, detail }) => `          ${printable(subject)}: ${printable(detail)}`),
    ...more,
    '',
  ].join('\n')
}

/** What comes from the shop's rows cannot move the terminal's cursor. */
const printable = (text: string): string => text.replace(/[\p{C}\u2028\u2029]/gu, '�')

function summaryOf({ isHealthy, checks }: Examination): string {
  const seen = checks.reduce((sum, check) => sum + check.seen, 0)
  const count = (severity: Examined['severity']) =>
    checks.filter(check => check.severity === severity && check.broken > 0).length
  const verdict = isHealthy ? 'All is well' : `${count('error')} of them found something wrong`
  const warnings = count('warning') > 0 ? `, ${count('warning')} with a warning` : ''
  return `\n${checks.length} checks of ${seen} things. ${verdict}${warnings}.\n`
}
