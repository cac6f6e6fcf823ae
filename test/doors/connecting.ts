import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import type { Shop } from '../../engine/src/contract.ts'
import {
  type Engine,
  fillDemoShop,
  type Letter,
  openEngine,
  type ReadDocument,
  type StripeSettings,
  system,
} from '../../engine/src/index.ts'
import { openMcp } from '../../rest-api/src/commands/open-mcp.ts'
import { createApp } from '../../rest-api/src/index.ts'
import { listen } from '../../rest-api/src/server.ts'
import { openBuiltStorefront, type Storefront } from '../../rest-api/src/storefront.ts'
import { silent } from '../../rest-api/test/fake-engine.ts'

export const password = 'correct horse battery staple'

export type ConnectedShop = {
  readonly engine: Engine
  readonly url: string
  readonly mcpUrl: string
  /** Makes an account; answers a browser that is signed in with it. */
  readonly joins: (email: string, name?: string) => Promise<Browser>
  /** The last letter to an address; throws before there is one. */
  readonly letterTo: (email: string) => Letter
  readonly close: () => Promise<void>
}

type Wishes = {
  readonly readDocument?: ReadDocument
  /** Where the shop is kept; in a file of its own unless told. */
  readonly database?: string
  /** Where its money comes from; a demo bank unless told. */
  readonly stripe?: StripeSettings
  /** What the shop has; the demo's unless told. */
  readonly fill?: (staff: Shop) => Promise<unknown>
  /** What becomes of the storefront. */
  readonly pages?: (storefront: Storefront) => Storefront
}

const noDocuments: ReadDocument = () => Promise.reject(new Error('There are no documents.'))

/** A shop behind the gateway that `npm start` opens, under the address that it calls itself by. */
export async function aConnectedShop({
  readDocument = noDocuments,
  database,
  stripe,
  fill = fillDemoShop,
  pages = storefront => storefront,
}: Wishes = {}): Promise<ConnectedShop> {
  const folder = await mkdtemp(join(tmpdir(), 'mitchweb-oauth-'))
  const door = await listen({ port: 0, host: '127.0.0.1' })
  const url = `http://localhost:${door.port}`
  const letters: Letter[] = []
  const letterTo = (email: string): Letter => {
    const found = letters.findLast(({ to }) => to === email)
    if (!found) throw new Error('The letter is not there yet.')
    return found
  }
  const engine = await openEngine({
    database: database ?? join(folder, 'shop.db'),
    publicUrl: url,
    ...(stripe && { stripe }),
    mailer: { send: async letter => void letters.push(letter) },
    deriveKey: async (text, salt) => Buffer.concat([salt, Buffer.from(text)]),
    readDocument,
  })
  await fill(engine.as(system))
  const mcp = await openMcp(engine, silent)
  const storefront = pages(await openBuiltStorefront())
  door.open(createApp({ engine, mcp, storefront, log: silent, limits: false }))
  return {
    engine,
    url,
    mcpUrl: `${url}/mcp`,
    joins: async (email, name = 'Ann') => {
      const browser = aBrowser(url)
      await browser.sends('/api/auth/sign-up/email', { name, email, password })
      const letter = await vi.waitFor(() => letterTo(email))
      const token = new URL(letter.link ?? '').searchParams.get('token')
      await browser.sends('/api/auth/verify-email', { token, password })
      return browser
    },
    letterTo,
    close: async () => {
      await mcp.close()
      await door.close()
      await engine.close()
      await rm(folder, { recursive: true })
    },
  }
}

export type Browser = ReturnType<typeof aBrowser>

/** A person's browser, as far as signing in goes: one cookie, and forms that say where they come from. */
export function aBrowser(origin: string) {
  let cookie = ''
  const goes = async (place: string | URL, init: RequestInit = {}): Promise<Response> => {
    const headers = { ...(cookie && { cookie }), ...(init.headers as Record<string, string>) }
    const answer = await fetch(new URL(place, origin), { ...init, headers, redirect: 'manual' })
    for (const line of answer.headers.getSetCookie()) {
      if (line.includes('session_token=')) cookie = line.split(';')[0] ?? ''
    }
    return answer
  }
  return {
    goes,
    cookie: () => cookie,
    submits: (place: string, fields: Record<string, string>) =>
      goes(place, { method: 'POST', headers: { origin }, body: new URLSearchParams(fields) }),
    sends: async (place: string, body: object) => {
      const headers = { origin, 'content-type': 'application/json' }
      const answer = await goes(place, { method: 'POST', headers, body: JSON.stringify(body) })
      if (!answer.ok) throw new Error(`${place}: ${answer.status} ${await answer.text()}`)
      return answer.json() as Promise<Record<string, unknown>>
    },
  }
}

/** Follows an application's question through the pages of the shop, as a person, and allows what it asks. */
export async function allows(browser: Browser, asked: URL): Promise<{ code: string; iss: string; page: string }> {
  const consent = (await browser.goes(asked)).headers.get('location') ?? ''
  const page = await (await browser.goes(consent)).text()
  const query = hiddenIn(page, 'query')
  const decided = await (await browser.submits('/account/consent', { query, decision: 'allow' })).text()
  const back = leadsTo(decided).searchParams
  return { code: back.get('code') ?? '', iss: back.get('iss') ?? '', page }
}

/** The value of a form's unseen field. */
export const hiddenIn = (page: string, name: string): string =>
  plain(new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '')

/** Where a page leads on to at once. */
export const leadsTo = (page: string, origin?: string): URL =>
  new URL(plain(/http-equiv="refresh" content="0; url=([^"]*)"/.exec(page)?.[1] ?? page), origin)

const plain = (text: string): string => text.replaceAll('&amp;', '&').replaceAll('&#39;', "'")
