import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { DatabaseHeldError, type Engine, fillDemoShop, openEngine, system } from '@mitchweb/engine'
import { createApp } from '../app.ts'
import { type Configuration, ConfigurationError, readConfiguration } from '../configuration.ts'
import { createLog, type Log } from '../http/log.ts'
import { type Door, listen } from '../server.ts'
import { openBuiltStorefront } from '../storefront.ts'
import { announcement, type GiftCard } from './announcement.ts'
import { openMail } from './open-mail.ts'
import { openAdminMcp, openMcp } from './open-mcp.ts'

/** Opens the shop and answers when it has been closed again by a signal. */
export async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0)
    return refuse(`mitchweb serve takes no arguments; it is configured by environment (mitchweb --help).`)
  const stopped = stopSignal()
  try {
    const configuration = readConfiguration(process.env, process.cwd())
    await serve(configuration, createLog(configuration.logLevel), stopped)
    return 0
  } catch (error) {
    const reason = reasonOf(error)
    if (reason === undefined) throw error
    return refuse(reason)
  }
}

async function serve(configuration: Configuration, log: Log, stopped: Promise<string>): Promise<void> {
  const door = await listen(configuration)
  const publicUrl = configuration.publicUrl ?? localUrl(configuration.host, door.port)
  let engine: Engine | undefined
  try {
    engine = await open(configuration, publicUrl, log)
    const giftCards: GiftCard[] = []
    if (configuration.demo) {
      await fillDemoShop(engine.as(system), { toldGiftCard: card => giftCards.push(card) })
    }
    const owner = await engine.firstOwner()
    const mcp = await openMcp(engine, log)
    const adminMcp = await openAdminMcp(engine, log)
    const storefront = await openBuiltStorefront()
    const { limits, trustedProxies } = configuration
    door.open(createApp({ engine, mcp, adminMcp, storefront, log, limits, trustedProxies, isClosing: door.isClosing }))
    await engine.announce(localUrl(configuration.host, door.port))
    const readySeconds = secondsSinceStart()
    process.stdout.write(announcement({ ...configuration, publicUrl, readySeconds, giftCards, owner }))
    log.info({ port: door.port, ready_seconds: readySeconds }, 'ready')
    log.info({ signal: await stopped }, 'closing')
    await door.drain()
    await Promise.all([mcp.close(), adminMcp.close()])
  } finally {
    await closeAll(door, engine)
  }
  log.info('closed')
}

async function open(configuration: Configuration, publicUrl: string, log: Log): Promise<Engine> {
  const { database, stripe } = configuration
  if (!database.includes('://')) await mkdir(dirname(database), { recursive: true })
  return openEngine({
    database,
    publicUrl,
    ...(stripe && { stripe }),
    mailer: openMail(configuration),
    onError: error => log.error({ err: error }, 'background work failed'),
  })
}

async function closeAll(door: Door, engine: Engine | undefined): Promise<void> {
  await door.close()
  await engine?.close()
}

/** What to type on this machine: nobody can open 0.0.0.0. */
function localUrl(host: string, port: number): string {
  const isHere = ['127.0.0.1', '0.0.0.0', '::', '::1'].includes(host)
  return `http://${isHere ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`
}

/** The set-up that ran before this process says when it began. */
function secondsSinceStart(): number {
  const began = Number(process.env.MITCHWEB_STARTED_AT) || performance.timeOrigin
  return Math.round(Date.now() - began) / 1000
}

/** The first signal asks for an orderly end; a second one ends at once. One that npm hands on arrives twice together. */
function stopSignal(): Promise<string> {
  return new Promise(resolve => {
    let askedAt: number | undefined
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => {
        askedAt ??= performance.now()
        if (performance.now() - askedAt > 500) process.exit(1)
        resolve(signal)
      })
    }
  })
}

function reasonOf(error: unknown): string | undefined {
  if (error instanceof ConfigurationError) return error.message
  if (error instanceof DatabaseHeldError) return heldText(error)
  const { code, port, address } = (error ?? {}) as { code?: string; port?: number; address?: string }
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Set PORT to a free one.`
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} may not be used by this user. Set PORT to one above 1023.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST ${address ?? ''} is not an address of this machine.`
  return undefined
}

function heldText({ message, url }: DatabaseHeldError): string {
  return url ? `${message}\nThe shop is open already, at ${url}.` : message
}

function refuse(reason: string): number {
  process.stderr.write(`${reason}\n`)
  return 1
}
