import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export type Place =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'database'; readonly database: string }

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'mistake'; readonly message: string }
  | {
      readonly kind: 'serve'
      readonly place: Place
      readonly fill: boolean
      readonly readOnly: boolean
      /** The API key of somebody of the staff, whose tools these are; undefined serves shoppers. */
      readonly staffKey: string | undefined
    }

type Surroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly folder: string
  readonly home: string
  /** Whether files can be made there; the real one asks the disk. */
  readonly isWritable?: (folder: string) => boolean
}

export const helpText = `mitchweb-mcp: a MitchWeb shop for AI clients, over standard input and output.

  mitchweb-mcp                   the demo shop in data/shop.db, made and filled if need be
  mitchweb-mcp --database PLACE  the shop in this file, or at this postgres:// address
  mitchweb-mcp --url ADDRESS     a shop that runs elsewhere, e.g. http://localhost:3000
  mitchweb-mcp --demo            the demo shop, whatever the environment says
  mitchweb-mcp --read-only       only the tools that change nothing
  mitchweb-mcp --profile merchant  the tools of the staff, as far as the key in MITCHWEB_TOKEN allows

Environment: MITCHWEB_DATABASE and MITCHWEB_URL stand for the options, MITCHWEB_DEMO=0 leaves an empty shop empty,
MITCHWEB_PUBLIC_URL is where people reach the shop, STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET take real money. If another MitchWeb has the file open, this one talks to it.
`

/** What the command line and the environment ask for. Options win over the environment, and --demo over both. */
export function commandFrom(args: readonly string[], surroundings: Surroundings): Command {
  const parsed = parsedOptions(args)
  if ('message' in parsed) return { kind: 'mistake', message: parsed.message }
  const { environment } = surroundings
  const { help, demo = false, database, url, 'read-only': readOnly = false } = parsed
  if (help) return { kind: 'help' }
  if (database !== undefined && url !== undefined) return mistake('Give either --database or --url, not both.')
  const fill = demo || environment.MITCHWEB_DEMO !== '0'
  const profile = parsed.profile ?? 'shopper'
  if (profile !== 'shopper' && profile !== 'merchant')
    return mistake(`There is no profile "${profile}": shopper or merchant.`)
  const staffKey = profile === 'merchant' ? environment.MITCHWEB_TOKEN?.trim() : undefined
  if (profile === 'merchant' && !staffKey) {
    return mistake('The merchant’s tools need an API key of the staff in MITCHWEB_TOKEN.')
  }
  const serve = (place: Place): Command => ({ kind: 'serve', place, fill, readOnly, staffKey })
  const named = database ?? (url === undefined && !demo ? environment.MITCHWEB_DATABASE : undefined)
  if (named) return serve({ kind: 'database', database: named })
  const address = url ?? (demo ? undefined : environment.MITCHWEB_URL)
  if (!address) return serve({ kind: 'database', database: demoDatabase(surroundings) })
  return isWebAddress(address)
    ? serve({ kind: 'url', url: address })
    : mistake(`The shop’s address must begin with http:// or https://, not "${address}".`)
}

const mistake = (message: string): Command => ({ kind: 'mistake', message })

function parsedOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        demo: { type: 'boolean' },
        database: { type: 'string' },
        url: { type: 'string' },
        'read-only': { type: 'boolean' },
        profile: { type: 'string' },
      },
    }).values
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error) }
  }
}

/** A desktop application starts its servers in a folder where nothing may be written; then the shop lives at home. */
function demoDatabase({ folder, home, isWritable = canWrite }: Surroundings): string {
  const here = resolve(folder, 'data')
  return isWritable(here) ? join(here, 'shop.db') : join(home, '.mitchweb', 'shop.db')
}

function canWrite(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function isWebAddress(address: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol)
  } catch {
    return false
  }
}
