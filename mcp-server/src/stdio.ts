import { homedir } from 'node:os'
import { PassThrough } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { type CallOptions, type Shop, shopOver } from '@mitchweb/engine/contract'
import type { McpServerFactory } from '@modelcontextprotocol/server'
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio'
import { answering } from './answering-transport.ts'
import { type Command, commandFrom, helpText, type Place } from './cli-options.ts'
import { withKeyedCharges } from './keyed-charges.ts'
import type { ShopEvent, Subscribe } from './live-updates.ts'
import { localPages } from './local-pages.ts'
import type { Access } from './merchant/access.ts'
import { type MerchantOptions, merchantServerFactory } from './merchant/server.ts'
import { mcpServerFactory } from './server.ts'
import { methodOf } from './shop-method.ts'

/**
 * The command `mitchweb-mcp`. It answers the handshake while the shop is still being opened; a call waits for the shop.
 * Standard output carries protocol messages and nothing else.
 */
export async function main(args: readonly string[]): Promise<void> {
  const command = commandFrom(args, { environment: process.env, folder: process.cwd(), home: homedir() })
  if (command.kind === 'help') return void process.stdout.write(helpText)
  if (command.kind === 'mistake') return stop(2, `${command.message} Try --help.`)
  console.log = console.error
  console.info = console.error
  console.debug = console.error
  await serve(command)
}

async function serve({ place, fill, readOnly, staffKey }: Extract<Command, { kind: 'serve' }>): Promise<void> {
  // Input ends later for the protocol than for the process, so that what was asked before is still answered.
  const input = new PassThrough()
  process.stdin.pipe(input, { end: false })
  const { transport, answered, begun } = answering(new StdioServerTransport(input))
  // Loading the engine keeps the processor busy, so the handshake goes first; without one the shop opens anyway.
  // Which tools the staff have is known only by the shop, so theirs is opened before.
  const mayOpen = staffKey ? Promise.resolve() : Promise.race([begun, delay(openAfterMs, undefined, { ref: false })])
  const opened = mayOpen.then(() => openShop({ place, fill, staffKey }))
  opened.catch(error => stop(1, messageOf(error)))
  const shop = laterShop(opened)
  const common: Common = {
    shopFor: () => shop,
    readOnly,
    onFault: (error, reference) => log(`fault ${reference}: ${error instanceof Error ? error.stack : String(error)}`),
  }
  const factory = staffKey
    ? staffFactory(opened, common)
    : mcpServerFactory({ ...common, subscribe: laterEvents(opened) })
  const server = serveStdio(factory, { transport, onerror: error => log(error.message) })
  let leaving = false
  const leave = async () => {
    if (leaving) return
    leaving = true
    await new Promise(setImmediate)
    setTimeout(() => process.exit(0), longestGoodbyeMs).unref()
    await answered()
    await server.close()
    await opened.then(({ close }) => close()).catch(error => log(messageOf(error)))
    process.exit(0)
  }
  process.stdin.once('end', leave)
  process.stdin.once('close', leave)
  process.stdout.once('error', leave)
  process.once('SIGTERM', leave)
  process.once('SIGINT', leave)
}

type Common = Pick<MerchantOptions, 'shopFor' | 'readOnly' | 'onFault'>

/** The tools of whoever holds the key. */
const staffFactory = (opened: Promise<OpenShop>, common: Common): McpServerFactory => {
  const made = opened.then(({ access }) => merchantServerFactory({ ...common, accessOf: () => access }))
  made.catch(() => {})
  return async context => (await made)(context)
}

const longestGoodbyeMs = 10_000
const openAfterMs = 2000

type OpenShop = {
  readonly shop: Shop
  /** Of the staff member whose key it was opened with. */
  readonly access?: Access
  readonly subscribe?: Subscribe
  readonly close: () => Promise<void>
}

type Opening = { readonly place: Place; readonly fill: boolean; readonly staffKey: string | undefined }

/** Another process that holds the file says where it serves it once it is ready; until then this one asks again. */
async function openShop(opening: Opening, patience = longestWaitMs): Promise<OpenShop> {
  const { place, staffKey } = opening
  if (place.kind === 'url') return shopAt(place.url, staffKey)
  const { DatabaseHeldError } = await import('@mitchweb/engine')
  try {
    return await openHere({ ...opening, database: place.database })
  } catch (error) {
    if (!(error instanceof DatabaseHeldError)) throw error
    if (error.url !== undefined) {
      log(`${place.database} is served at ${error.url}; talking to that shop.`)
      return shopAt(error.url, staffKey)
    }
    if (patience <= 0) throw error
    await delay(askAgainMs)
    return openShop(opening, patience - askAgainMs)
  }
}

const longestWaitMs = 5_000
const askAgainMs = 250

async function openHere({ database, fill, staffKey }: Opening & { readonly database: string }): Promise<OpenShop> {
  const { folderMailer, guest, mailFolderOf, openEngine, readMailSettings, readStripeSettings, smtpMailer, system } =
    await import('@mitchweb/engine')
  const stripe = readStripeSettings(process.env)
  const mail = readMailSettings(process.env)
  const pages = await localPages()
  const publicUrl = process.env.MITCHWEB_PUBLIC_URL || pages.url
  try {
    const engine = await openEngine({
      database,
      publicUrl,
      ...(stripe && { stripe }),
      mailer: mail ? smtpMailer(mail) : folderMailer({ folder: mailFolderOf(database) }),
      onError: error => log(messageOf(error)),
    })
    if (fill) await fillEmptyShop(engine.as(system))
    pages.serve(engine)
    await engine.announce(pages.url)
    const close = async () => {
      pages.close()
      await engine.close()
    }
    const subscribe: Subscribe = listener => engine.subscribe(listener)
    if (!staffKey) return { shop: engine.as(guest), subscribe, close }
    const audience = `${engine.publicUrl}/admin/mcp`
    const { actor, credential } = await engine.identify({ authorization: `Bearer ${staffKey}`, audience })
    return asStaff({ shop: engine.as(actor, { door: 'mcp', credentialId: credential?.id }), subscribe, close })
  } catch (error) {
    pages.close()
    throw error
  }
}

async function shopAt(url: string, staffKey: string | undefined): Promise<OpenShop> {
  const { httpClient } = await import('@mitchweb/rest-api/client')
  if (!staffKey) return { shop: withKeyedCharges(httpClient(url)), close: async () => {} }
  return asStaff({ shop: httpClient(url, { token: staffKey }), close: async () => {} })
}

/** The shop with what its caller may do. Throws where that is nobody of the staff. */
async function asStaff(open: OpenShop): Promise<OpenShop> {
  const { staff_member: member, scopes } = await open.shop.getOwnAccess({})
  if (!member) throw new Error('MITCHWEB_TOKEN is no API key of the shop’s staff.')
  return { ...open, access: { staffId: member.id, scopes } }
}

/** The demo's texts are a second's worth of loading; a shop that has products does without them. */
async function fillEmptyShop(shop: Shop): Promise<void> {
  const { products } = await shop.searchCatalog({ catalog: { pagination: { limit: 1 } } })
  if (products.length > 0) return
  const { fillDemoShop } = await import('@mitchweb/engine')
  await fillDemoShop(shop)
}

/** A shop that can be asked before it is open. */
const laterShop = (opened: Promise<OpenShop>): Shop =>
  shopOver(async (name, input, options) => {
    const { shop } = await opened
    return (shop[methodOf(name)] as (input: unknown, options?: CallOptions) => Promise<never>)(input, options)
  })

function laterEvents(opened: Promise<OpenShop>): Subscribe {
  return listener => {
    let ended = false
    let end: (() => void) | undefined
    const tell = (event: ShopEvent) => listener(event)
    opened.then(
      ({ subscribe }) => {
        if (!ended) end = subscribe?.(tell)
      },
      () => {},
    )
    return () => {
      ended = true
      end?.()
    }
  }
}

const log = (line: string): void => void process.stderr.write(`mitchweb-mcp: ${line}\n`)

function stop(code: number, message: string): void {
  log(message)
  process.exit(code)
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
