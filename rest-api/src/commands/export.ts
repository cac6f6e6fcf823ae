import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { openShop, Refusal, reasonOf, stopSignal } from './command-line.ts'
import { type ExportPart, type ExportRequest, exportsByName, remarksOn } from './exports.ts'
import { progressOn } from './import-progress.ts'
import { counted } from './import-report.ts'

const help = `mitchweb export WHAT -o FILE: writes what the shop holds into a file

  mitchweb export shop -o shop.jsonl           everything, one record a line; mitchweb import makes the same shop of it
  mitchweb export shop.jsonl                   the same
  mitchweb export products -o products.csv     Shopify’s product file; what was imported comes out as it was

  -o, --output FILE  the file to write; without it, the output of the command
  --currency EUR     the currency of the prices; the shop's own unless told
  --database FILE    a file or a postgres:// URL; MITCHWEB_DATABASE or data/shop.db unless told
  --help

The file appears when it is whole. Exit codes: 0 written, 1 not written, 130 stopped with Ctrl-C.
`

/** The command `mitchweb export`. Answers 0 when everything was written, 1 when something kept it, 130 after Ctrl-C. */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const options = optionsFrom(args)
    if (options === 'help') {
      process.stdout.write(help)
      return 0
    }
    return await exportFrom(options)
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    process.stderr.write(`${reason}\nNothing was written.\n`)
    return 1
  }
}

type Options = ExportRequest & { readonly output: string | undefined; readonly database: string | undefined }

function optionsFrom(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parsed(args)
  if (values.help) return 'help'
  const [first, ...more] = positionals
  const isFile = first !== undefined && /\.(jsonl|ndjson)$/i.test(first)
  const what = isFile ? 'shop' : first
  const names = Object.keys(exportsByName)
  if (what === undefined) throw new Refusal(`Export what? One of ${names.join(', ')}.\n\n${help}`)
  if (!names.includes(what)) throw new Refusal(`There is no export "${what}"; name one of ${names.join(', ')}.`)
  if (more.length > 0) throw new Refusal(`One thing at a time, please; "${more[0]}" is one too many.`)
  const output = values.output ?? (isFile ? first : undefined)
  return {
    what,
    output: output === undefined ? undefined : resolve(output),
    currency: values.currency?.toUpperCase(),
    database: values.database,
  }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        output: { ...text, short: 'o' },
        currency: text,
        database: text,
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${help}`)
  }
}

class Stopped extends Error {}

async function exportFrom({ output, database, ...request }: Options): Promise<number> {
  const engine = await openShop(database)
  const { isStopped, forget } = stopSignal()
  const progress = progressOn(process.stderr)
  let done = 0
  const noun = exportsByName[request.what]!.noun
  async function* watched(parts: AsyncIterable<ExportPart>) {
    for await (const part of parts) {
      if (isStopped()) throw new Stopped()
      done = part.count
      progress.show({ what: 'exporting', share: part.share, count: done, noun })
      if (part.text !== '') yield part.text
    }
  }
  try {
    const remarks = remarksOn()
    const parts = watched(await exportsByName[request.what]!.parts(engine, { ...request, remarks }))
    if (output === undefined) await pipeline(parts, process.stdout, { end: false })
    else await writeWhole(output, parts)
    progress.end()
    for (const remark of remarks.lines()) process.stderr.write(`Note: ${remark}\n`)
    if (output !== undefined) process.stderr.write(`Written: ${counted(done, noun)} in ${output}\n`)
    return 0
  } catch (error) {
    progress.end()
    if (!(error instanceof Stopped)) throw error
    process.stderr.write('Stopped. Nothing was written; the shop is as it was.\n')
    return 130
  } finally {
    forget()
    await engine.close()
  }
}

/** Under another name until it is whole, so that half a file is never taken for all of it. */
async function writeWhole(file: string, parts: AsyncIterable<string>): Promise<void> {
  const unfinished = `${file}.part`
  try {
    await pipeline(parts, createWriteStream(unfinished))
    await rename(unfinished, file)
  } catch (error) {
    await rm(unfinished, { force: true })
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR' || code === 'ENOSPC')
      throw new Refusal(`${file} cannot be written (${code}).`)
    throw error
  }
}
