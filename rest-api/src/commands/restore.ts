import { restoreShop } from '@mitchweb/engine'
import { reasonOf } from './command-line.ts'
import { counted } from './import-report.ts'
import { oneFileFrom } from './one-file.ts'

const help = `mitchweb restore FILE: makes the shop what it was in a backup

  The backup is checked and copied beside the shop first; a file that is damaged, or no shop's, changes nothing. A shop
  that is open is never replaced: stop it first.

  --force              replaces a shop that is there; it is kept beside, and its name is told
  --database FILE      MITCHWEB_DATABASE or data/shop.db unless told
  --help

Exit codes: 0 restored, 1 not.
`

/** The command `mitchweb restore`. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const told = oneFileFrom(args, help)
    if (told === 'help') {
      process.stdout.write(help)
      return 0
    }
    const { rows, kept } = restoreShop(told)
    const held = `${counted(rows.orders ?? 0, 'order')}, ${counted(rows.products ?? 0, 'product')}`
    process.stdout.write(`Restored: ${held} in ${told.database}\n`)
    if (kept !== undefined) process.stdout.write(`The shop that was there before is in ${kept}\n`)
    return 0
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    process.stderr.write(`${reason}\nNothing was changed.\n`)
    return 1
  }
}
