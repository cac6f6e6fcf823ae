import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import type { Engine } from '@mitchweb/engine'
import { openShop, Refusal, reasonOf, stopSignal } from './command-line.ts'
import { progressOn } from './import-progress.ts'
import { counted } from './import-report.ts'

/** A piece of the file. `count` things are done; `share` of the work, where that is known. */
export type FilePart = { readonly text: string; readonly count: number; readonly share: number | undefined }

export type FileJob = {
  /** What is counted. */
  readonly noun: string
  readonly parts: (engine: Engine) => AsyncIterable<FilePart>
  /** What is worth saying once the file is whole. */
  readonly remarks?: () => readonly string[]
  /** The file, where the words of the command name it themselves. */
  readonly output?: string
}

type Values = Readonly<Record<string, string | undefined>>

/** A command that writes what the shop holds into a file. `prepare` throws a `Refusal` for words that it does not know. */
export type FileCommand = {
  readonly help: string
  /** Options with a value, beside output, database and help. */
  readonly options: readonly string[]
  readonly prepare: (words: readonly string[], values: Values) => FileJob
}

/** Answers 0 when everything was written, 1 when something kept it, 130 after Ctrl-C. */
export async function runFileCommand(command: FileCommand, args: readonly string[]): Promise<number> {
  try {
    const { words, values, isHelp } = parsed(command, args)
    if (isHelp) {
      process.stdout.write(command.help)
      return 0
    }
    const job = command.prepare(words, values)
    const output = values.output ?? job.output
    return await writeFrom(job, {
      output: output === undefined ? undefined : resolve(output),
      database: values.database,
    })
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    process.stderr.write(`${reason}\nNothing was written.\n`)
    return 1
  }
}

function parsed({ help, options }: FileCommand, args: readonly string[]) {
  const text = { type: 'string' } as const
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...Object.fromEntries(options.map(name => [name, text])),
        output: { ...text, short: 'o' },
        database: text,
        help: { type: 'boolean', default: false, short: 'h' },
      },
    })
    const { help: isHelp, ...rest } = values
    return { words: positionals, values: rest as Values, isHelp: isHelp === true }
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${help}`)
  }
}

class Stopped extends Error {}

type Target = { readonly output: string | undefined; readonly database: string | undefined }

async function writeFrom({ noun, parts, remarks }: FileJob, { output, database }: Target): Promise<number> {
  const engine = await openShop(database)
  const { isStopped, forget } = stopSignal()
  const progress = progressOn(process.stderr)
  let done = 0
  async function* watched(parts: AsyncIterable<FilePart>) {
    for await (const part of parts) {
      if (isStopped()) throw new Stopped()
      done = part.count
      progress.show({ what: 'writing', share: part.share, count: done, noun })
      if (part.text !== '') yield part.text
    }
  }
  try {
    const texts = watched(parts(engine))
    if (output === undefined) await pipeline(texts, process.stdout, { end: false })
    else await writeWhole(output, texts)
    progress.end()
    for (const remark of remarks?.() ?? []) process.stderr.write(`Note: ${remark}\n`)
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
