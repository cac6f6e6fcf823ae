import { version } from './version.ts'

const help = `mitchweb: the shop that people and AI agents buy from

  mitchweb                    opens the shop: pages, REST and MCP on one port
  mitchweb import FILE        fills the shop from a product file or from records (see mitchweb import --help)
  mitchweb export WHAT        writes what the shop holds into a file (see mitchweb export --help)
  mitchweb feed google        writes Google’s product feed (see mitchweb feed --help)
  mitchweb import-tax-rates FILE.json   takes over EU VAT rates (see mitchweb import-tax-rates --help)
  mitchweb stocktake FILE     sets what was counted (see mitchweb stocktake --help)
  mitchweb backup FILE        copies the whole shop into one file, also while it is open (see mitchweb backup --help)
  mitchweb restore FILE       makes the shop what it was in a backup (see mitchweb restore --help)
  mitchweb key                makes a new key for the shop's owner (see mitchweb key --help)
  mitchweb doctor             checks the shop's money and stock (see mitchweb doctor --help)
  mitchweb --version
  mitchweb --help

Environment
  PORT                   3000
  HOST                   127.0.0.1; 0.0.0.0 lets other machines in
  MITCHWEB_DATABASE      data/shop.db; a file, or a postgres:// URL
  MITCHWEB_PUBLIC_URL    the address that buyers see, such as https://shop.example
  MITCHWEB_DEMO          1; 0 starts with an empty shop instead of the demo shop
  MITCHWEB_TRUST_PROXY   0; how many proxies in front may name the caller's address
  MITCHWEB_RATE_LIMITS   browse=50/s,cart=20/s,checkout=60/min,mcp=50/s,admin=50/s for guests of an address; off
  STRIPE_SECRET_KEY      sk_…; without it a demo bank pays, and no money moves
  STRIPE_WEBHOOK_SECRET  whsec_… of the endpoint /webhooks/stripe; needed with the key
  STRIPE_PUBLISHABLE_KEY pk_…; cards are then typed on the checkout's own page
  STRIPE_CAPTURE         automatic; manual authorises first and captures with the order
  STRIPE_API_BASE        another address than Stripe’s, for a stand-in
  SMTP_URL               smtp://user:password@mail.example:587; without it letters are written to data/mail
  MAIL_FROM              the address that the shop writes from; needed with SMTP_URL
  LOG_LEVEL              info; fatal, error, warn, info, debug, trace or silent
`

/** The command `mitchweb`. Answers its exit code; each command is loaded only when it is asked for. */
export async function main(args: readonly string[]): Promise<number> {
  const [command = 'serve', ...rest] = args
  if (command === '--help' || command === '-h' || command === 'help') return print(help)
  if (command === '--version' || command === '-v') return print(`${version}\n`)
  if (command === 'import') return (await import('./commands/import.ts')).run(rest)
  if (command === 'export') return (await import('./commands/export.ts')).run(rest)
  if (command === 'feed') return (await import('./commands/feed.ts')).run(rest)
  if (command === 'import-tax-rates') return (await import('./commands/import-tax-rates.ts')).run(rest)
  if (command === 'stocktake') return (await import('./commands/stocktake.ts')).run(rest)
  if (command === 'backup') return (await import('./commands/backup.ts')).run(rest)
  if (command === 'restore') return (await import('./commands/restore.ts')).run(rest)
  if (command === 'doctor') return (await import('./commands/doctor.ts')).run(rest)
  if (command === 'key') return (await import('./commands/key.ts')).run(rest)
  if (command === 'serve') return (await import('./commands/serve.ts')).run(rest)
  process.stderr.write(`mitchweb knows no command "${command}".\n\n${help}`)
  return 2
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}
