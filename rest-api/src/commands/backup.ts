import { backUpShop } from '@mitchweb/engine'
import { reasonOf, stopSignal } from './command-line.ts'
import { progressOn } from './import-progress.ts'
import { counted } from './import-report.ts'
import { oneFileFrom } from './one-file.ts'

const help = `mitchweb backup FILE: copies the whole shop into one file, also while it is open

  The copy is the shop at one moment: every order that was acknowledged before is in it, whole, and nobody waits for it.
  It is checked page by page and row by row, and gets its name only then. A shop on PostgreSQL is told what to use instead.

  --force              replaces a file of that name
  --database FILE      MITCHWEB_DATABASE or data/shop.db unless told
  --help

It holds what buyers told the shop: keep it as safe as the shop. Exit codes: 0 backed up, 1 not, 130 stopped with Ctrl-C.
`

class Stopped extends Error {}

/** The command `mitchweb backup`. */
export async function run(args: readonly string[]): Promise<number> {
  const progress = progressOn(process.stderr)
  const { isStopped, forget } = stopSignal()
  try {
    const told = oneFileFrom(args, help)
    if (told === 'help') {
      process.stdout.write(help)
      return 0
    }
    const { rows, bytes } = await backUpShop({
      ...told,
      onProgress: ({ done, all }) => {
        if (isStopped()) throw new Stopped()
        progress.show({ what: 'copying', share: all === 0 ? 1 : done / all, count: done, noun: 'page' })
      },
    })
    progress.end()
    const size = (bytes / 1_000_000).toFixed(1)
    process.stdout.write(
      `Backed up, checked and whole: ${counted(rows.orders ?? 0, 'order')}, ${counted(rows.products ?? 0, 'product')}, ${size} MB in ${told.file}\n`,
    )
    return 0
  } catch (error) {
    progress.end()
    const reason = error instanceof Stopped ? 'Stopped.' : reasonOf(error)
    if (reason === undefined) throw error
    process.stderr.write(`${reason}\nNothing was written; the shop is as it was.\n`)
    return error instanceof Stopped ? 130 : 1
  } finally {
    forget()
  }
}
