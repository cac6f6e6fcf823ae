import { hostname } from 'node:os'
import { parseArgs } from 'node:util'
import { databaseOfShop, openShop, Refusal, reasonOf } from './command-line.ts'

const help = `mitchweb key: makes a new API key for the shop's owner, for who holds the machine and has lost theirs

  mitchweb key
  mitchweb key --name "Till in the cellar" --database postgres://localhost/shop

The key is shown once. Keys that were made before go on opening; revoke_api_key ends them. A shop in a file has to be
closed for it; staff who have a key make others with create_api_key while it is open.

  --name TEXT        what the key is for, to tell it from others; this machine's name unless told
  --database FILE    a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --help
`

/** The command `mitchweb key`. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const { database, name, help: isHelp } = parsed(args)
    if (isHelp) {
      process.stdout.write(help)
      return 0
    }
    const engine = await openShop(databaseOfShop(database))
    try {
      const { key, owner } = await engine.ownerKey(name.trim().slice(0, 100) || hostname())
      process.stdout.write(`${key}\n`)
      process.stderr.write(`A key of ${owner}, shown this once. It ends in a year.\n`)
    } finally {
      await engine.close()
    }
    return 0
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    process.stderr.write(`${reason}\n`)
    return 1
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        name: { type: 'string', default: `mitchweb key on ${hostname()}` },
        database: { type: 'string' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    }).values
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${help}`)
  }
}
