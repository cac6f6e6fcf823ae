import { Refusal } from './command-line.ts'
import { exportsByName } from './exports.ts'
import { type FileCommand, runFileCommand } from './file-command.ts'

const help = `mitchweb export WHAT -o FILE: writes what the shop holds into a file

  mitchweb export shop -o shop.jsonl           everything, one record a line; mitchweb import makes the same shop of it
  mitchweb export shop.jsonl                   the same
  mitchweb export products -o products.csv     Shopify’s product file; what was imported comes out as it was

  mitchweb export orders --from 2026-01-01 --to 2026-02-01 -o january.csv
                                               a row for each line of an order; what belongs to the order as a whole
                                               stands in its first row
  mitchweb export customers -o customers.csv   a row for each customer
  mitchweb export stock -o stock.csv           a row for each variant at each location

  --format csv       or jsonl: records, one a line
  --from, --to       only orders that were placed between two days, the second not included
  -o, --output FILE  the file to write; without it, the output of the command
  --currency EUR     the currency of the prices; the shop's own unless told
  --database FILE    a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --help

Cells of orders, customers and stock that a spreadsheet would take for a formula begin with an apostrophe. The product
file has none, because other shops read it back.

The file appears when it is whole. Exit codes: 0 written, 1 not written, 130 stopped with Ctrl-C.
`

const command: FileCommand = {
  help,
  options: ['currency', 'format', 'from', 'to'],
  prepare: ([first, ...more], values) => {
    const names = Object.keys(exportsByName)
    if (first === undefined) throw new Refusal(`Export what? One of ${names.join(', ')}.\n\n${help}`)
    if (more.length > 0) throw new Refusal(`One thing at a time, please; "${more[0]}" is one too many.`)
    const isFile = /\.(jsonl|ndjson)$/i.test(first)
    const prepare = exportsByName[isFile ? 'shop' : first]
    if (!prepare) throw new Refusal(`There is no export "${first}"; name one of ${names.join(', ')}.`)
    return { ...prepare(values), ...(isFile && { output: first }) }
  },
}

/** The command `mitchweb export`. */
export const run = (args: readonly string[]): Promise<number> => runFileCommand(command, args)
