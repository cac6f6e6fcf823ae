import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { DatabaseHeldError, type Engine, openEngine, ShopFileError, system } from '@mitchweb/engine'
import { CommerceError, decimalsOf } from '@mitchweb/engine/contract'
import { type Configuration, ConfigurationError, readConfiguration } from '../configuration.ts'

/** What a person can put right, worded for that person. */
export class Refusal extends Error {}

/** What the environment says, or this database. */
export function configurationFor(database: string | undefined): Configuration {
  const environment = database === undefined ? process.env : { ...process.env, MITCHWEB_DATABASE: database }
  return readConfiguration(environment, process.cwd())
}

/** Where the shop is; refuses a file that is not there, which opening would make. */
export function databaseOfShop(given: string | undefined): string {
  const { database } = configurationFor(given)
  if (!database.includes('://') && !existsSync(database)) throw new Refusal(`There is no shop in ${database}.`)
  return database
}

/**
 * Opens the shop that the environment names, or this database, for a command that may work through a long file. Left to
 * itself V8 lets the heap grow to several times of what lives before it clears it, which makes such work no faster.
 */
export async function openShop(database: string | undefined): Promise<Engine> {
  setFlagsFromString('--heap-growing-percent=40')
  const configuration = configurationFor(database)
  if (!configuration.database.includes('://')) await mkdir(dirname(configuration.database), { recursive: true })
  const { publicUrl } = configuration
  return openEngine({ database: configuration.database, ...(publicUrl && { publicUrl }), sweepEverySeconds: 0 })
}

/** The shop's own currency unless told; a currency in which nobody can buy is refused. */
export async function currencyFor(engine: Engine, wanted: string | undefined): Promise<string> {
  const { default_currency, currencies } = await engine.as(system).getStore({})
  if (wanted === undefined) return default_currency
  if (currencies.includes(wanted)) return wanted
  try {
    decimalsOf(wanted)
  } catch {
    throw new Refusal(`"${wanted}" is not a currency; write a code such as EUR.`)
  }
  throw new Refusal(
    `The shop sells in ${currencies.join(', ')} and not in ${wanted}; name one of these with --currency.`,
  )
}

/** The first Ctrl-C asks for an end between two batches; the second ends at once. */
export function stopSignal() {
  let asked = false
  const stop = () => {
    if (asked) process.exit(130)
    asked = true
  }
  for (const signal of signals) process.on(signal, stop)
  return {
    isStopped: () => asked,
    forget: () => {
      for (const signal of signals) process.off(signal, stop)
    },
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const

/** The words for what a person can put right; undefined for a bug. */
export function reasonOf(error: unknown): string | undefined {
  if (error instanceof Refusal || error instanceof ConfigurationError) return error.message
  if (error instanceof DatabaseHeldError || error instanceof ShopFileError) return error.message
  if (error instanceof CommerceError) return `${error.message} ${error.remedy}`
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException
  if (code === 'EACCES' && path) return `${path} cannot be read: this user may not.`
  return code === 'ENOSPC' ? 'There is no room left on the disk.' : undefined
}
