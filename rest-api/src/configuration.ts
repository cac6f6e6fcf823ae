import { isAbsolute, resolve } from 'node:path'
import {
  type MailSettings,
  MailSettingsError,
  readMailSettings,
  readStripeSettings,
  type StripeSettings,
  StripeSettingsError,
} from '@mitchweb/engine'
import { defaultLimits, type Limits } from './http/limits.ts'
import { type LogLevel, logLevels } from './http/log.ts'

export type Configuration = {
  readonly port: number
  readonly host: string
  /** An absolute path of a file, or a `postgres://` URL. */
  readonly database: string
  /** Without a trailing slash; undefined means the address that the process listens on. */
  readonly publicUrl: string | undefined
  readonly demo: boolean
  readonly trustedProxies: number
  readonly logLevel: LogLevel
  readonly limits: Limits | false
  /** Undefined takes no real money: the demo gateway pays. */
  readonly stripe: StripeSettings | undefined
  /** Undefined sends nothing: letters are written into a folder. */
  readonly mail: MailSettings | undefined
}

/** Names the variable that is wrong and what it may hold. */
export class ConfigurationError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads the environment; an empty variable counts as not set. Throws `ConfigurationError` at the first thing wrong. */
export function readConfiguration(environment: Environment, folder: string): Configuration {
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined
  return {
    port: wholeNumber('PORT', read('PORT'), { fallback: 3000, maximum: 65_535 }),
    host: read('HOST') ?? '127.0.0.1',
    database: database(read('MITCHWEB_DATABASE') ?? 'data/shop.db', folder),
    publicUrl: publicUrl(read('MITCHWEB_PUBLIC_URL')),
    demo: oneOf('MITCHWEB_DEMO', read('MITCHWEB_DEMO') ?? '1', ['0', '1']) === '1',
    trustedProxies: wholeNumber('MITCHWEB_TRUST_PROXY', read('MITCHWEB_TRUST_PROXY'), { fallback: 0, maximum: 10 }),
    logLevel: oneOf('LOG_LEVEL', read('LOG_LEVEL') ?? 'info', logLevels),
    limits: limits(read('MITCHWEB_RATE_LIMITS')),
    stripe: ofEngine(() => readStripeSettings(environment)),
    mail: ofEngine(() => readMailSettings(environment)),
  }
}

function wholeNumber(name: string, value: string | undefined, range: { fallback: number; maximum: number }): number {
  if (value === undefined) return range.fallback
  if (/^\d{1,5}$/.test(value) && Number(value) <= range.maximum) return Number(value)
  throw new ConfigurationError(`${name} must be a whole number from 0 to ${range.maximum}, not "${value}".`)
}

function oneOf<T extends string>(name: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find(candidate => candidate === value)
  if (found !== undefined) return found
  throw new ConfigurationError(`${name} must be one of ${allowed.join(', ')}, not "${value}".`)
}

function database(value: string, folder: string): string {
  if (/^postgres(?:ql)?:\/\//.test(value)) {
    if (URL.canParse(value)) return value
    throw new ConfigurationError('MITCHWEB_DATABASE is not a valid postgres:// URL.')
  }
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(value)?.[1]
  if (scheme) {
    throw new ConfigurationError(`MITCHWEB_DATABASE must be a file or a postgres:// URL; ${scheme}:// is neither.`)
  }
  return isAbsolute(value) ? value : resolve(folder, value)
}

function publicUrl(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (
    url &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    !url.username
  ) {
    return url.origin
  }
  throw new ConfigurationError(
    `MITCHWEB_PUBLIC_URL must be an http or https address without a path, such as https://shop.example, not "${value}".`,
  )
}

/** What the engine finds wrong with its own variables is wrong with the configuration. */
function ofEngine<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    const isKnown = error instanceof StripeSettingsError || error instanceof MailSettingsError
    throw isKnown ? new ConfigurationError(error.message) : error
  }
}

/** `off`, or some of `browse`, `cart`, `checkout`, `mcp`, `admin` with calls per second or minute: `browse=100/s,checkout=30/min`. */
function limits(value: string | undefined): Limits | false {
  if (value === undefined) return defaultLimits
  if (value === 'off') return false
  const told = value.split(',').map(part => {
    const match = /^(browse|cart|checkout|mcp|admin)=([1-9]\d{0,6})\/(s|min)$/.exec(part.trim())
    if (match) return [match[1], { calls: Number(match[2]), seconds: match[3] === 's' ? 1 : 60 }] as const
    throw new ConfigurationError(
      `MITCHWEB_RATE_LIMITS must be "off" or a list such as "browse=50/s,cart=20/s,checkout=60/min,mcp=50/s,admin=50/s"; "${part.trim()}" is not understood.`,
    )
  })
  return { ...defaultLimits, ...Object.fromEntries(told) }
}
