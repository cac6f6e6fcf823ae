import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { configurationFor, Refusal } from './command-line.ts'

export type OneFile = { readonly file: string; readonly database: string; readonly overwrite: boolean }

/** What `mitchweb backup` and `mitchweb restore` are told: a file, a shop, and whether what is there may be replaced. */
export function oneFileFrom(args: readonly string[], help: string): OneFile | 'help' {
  const { values, positionals } = parsed(args, help)
  if (values.help) return 'help'
  const [file, ...more] = positionals
  if (file === undefined) throw new Refusal(`Which file? Name one.\n\n${help}`)
  if (more.length > 0) throw new Refusal(`One file at a time, please; "${more[0]}" is one too many.`)
  return { file: resolve(file), database: configurationFor(values.database).database, overwrite: values.force }
}

function parsed(args: readonly string[], help: string) {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { force: flag, database: { type: 'string' }, help: { ...flag, short: 'h' } },
    })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${help}`)
  }
}
