import { guest } from '@mitchweb/engine'
import { googleFeed } from '../google-feed.ts'
import { Refusal } from './command-line.ts'
import { type FileCommand, runFileCommand } from './file-command.ts'

const help = `mitchweb feed google --country DE -o FILE: what can be bought, for Google Merchant Center

  mitchweb feed google --country DE -o feed.xml
  mitchweb feed google --country CH --currency CHF --language fr -o feed-fr.xml

A running shop answers the same at /feeds/google.xml?country=DE.

  --country DE       where the buyers are; the shop's home country unless told
  --currency EUR     the country's own unless told
  --language de      the shop's own unless told
  -o, --output FILE  the file to write; without it, the output of the command
  --database FILE    a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --help

The file appears when it is whole. Exit codes: 0 written, 1 not written, 130 stopped with Ctrl-C.
`

const command: FileCommand = {
  help,
  options: ['country', 'currency', 'language'],
  prepare: ([kind, ...more], { country, currency, language }) => {
    if (kind !== 'google' || more.length > 0)
      throw new Refusal(`Which feed? There is one: mitchweb feed google\n\n${help}`)
    return {
      noun: 'item',
      parts: async function* (engine) {
        const shop = engine.as(guest)
        const asked = {
          country: (country ?? (await shop.getStore({})).default_country).toUpperCase(),
          ...(currency !== undefined && { currency: currency.toUpperCase() }),
          ...(language !== undefined && { language }),
        }
        for await (const { text, count } of googleFeed(shop, asked)) yield { text, count, share: undefined }
      },
    }
  },
}

/** The command `mitchweb feed`. */
export const run = (args: readonly string[]): Promise<number> => runFileCommand(command, args)
