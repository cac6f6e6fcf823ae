import { createHash } from 'node:crypto'
import { onTestFinished, vi } from 'vitest'
import { planted } from '../../test/secrets/kinds.ts'
import type { Actor, DeriveKey, EngineOptions, Letter } from '../src/index.ts'
import type { TestDatabase } from './databases.ts'
import { aFurnishedShop, pays, readyCheckout, type TestShop, totalOf } from './shop.ts'

export const password = planted('correct horse battery staple')

export type Wishes = Pick<Partial<EngineOptions>, 'publicUrl' | 'deriveKey' | 'readDocument'>

/** A shop whose clock is everybody's, with a box for its letters and passwords that cost nothing. */
export async function aShopWithAccounts(database: TestDatabase, wishes: Wishes = {}): Promise<TestShop & Visitors> {
  const letters: Letter[] = []
  const hashed: string[] = []
  const deriveKey: DeriveKey = async (text, salt) => {
    hashed.push(text)
    return createHash('sha256').update(salt).update(text).digest()
  }
  const mailer = { send: async (letter: Letter) => void letters.push(letter) }
  const shop = await aFurnishedShop(database, { clock: () => new Date(), mailer, deriveKey, ...wishes })
  return { ...shop, ...visitorsOf(shop, letters), letters, hashed }
}

export type Visitors = {
  readonly letters: Letter[]
  /** Every password that was hashed, in the order in which it was. */
  readonly hashed: string[]
  /** Sends a request as a browser on the shop's own pages does. */
  readonly sends: (path: string, body?: unknown, sent?: Sent) => Promise<Response>
  /** The letter to this address, once it is there. */
  readonly letterTo: (email: string, subject?: RegExp) => Promise<Letter>
  /** Makes an account and verifies it; answers the cookie of its first session. */
  readonly joins: (email: string, sent?: Sent) => Promise<string>
  readonly whoIs: (cookie: string) => Promise<Actor>
}

export type Sent = { readonly cookie?: string; readonly address?: string; readonly headers?: Record<string, string> }

function visitorsOf(shop: TestShop, letters: Letter[]): Omit<Visitors, 'letters' | 'hashed'> {
  const origin = shop.publicUrl
  const sends: Visitors['sends'] = (path, body, { cookie, address = '192.0.2.1', headers = {} } = {}) => {
    const all = { origin, ...(cookie && { cookie }), ...(body !== undefined && json), ...headers }
    const method = body === undefined ? 'GET' : 'POST'
    const asked = { method, headers: all, ...(body !== undefined && { body: JSON.stringify(body) }) }
    return shop.accounts.handle(new Request(`${origin}/api/auth${path}`, asked), { address })
  }
  const letterTo: Visitors['letterTo'] = (email, subject = /./) =>
    vi.waitFor(() => {
      const letter = letters.findLast(candidate => candidate.to === email && subject.test(candidate.subject))
      if (!letter) throw new Error(`No letter to ${email} is there, only ${JSON.stringify(letters)}`)
      return letter
    })
  return {
    sends,
    letterTo,
    joins: async (email, sent) => {
      await sends('/sign-up/email', { name: 'Ann', email, password }, sent)
      const token = tokenIn(await letterTo(email, /Confirm/))
      return cookieOf(await sends('/verify-email', { token, password }, sent))
    },
    whoIs: async cookie => (await shop.identify({ cookie, audience: `${origin}/api` })).actor,
  }
}

const json = { 'content-type': 'application/json' }

export const tokenIn = ({ link = '' }: Letter): string => new URL(link).searchParams.get('token') ?? ''

/** The session's cookie as a browser sends it back. */
export const cookieOf = (response: Response): string =>
  response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0] ?? '')
    .find(cookie => cookie.includes('session_token=')) ?? ''

/** Moves everybody's clock: the shop's and the library's. */
export function later(milliseconds: number): void {
  if (!vi.isFakeTimers()) {
    vi.useFakeTimers({ toFake: ['Date'] })
    onTestFinished(() => void vi.useRealTimers())
  }
  vi.setSystemTime(Date.now() + milliseconds)
}

/** Buys one of this as a guest who names this address; answers the order's id. */
export async function ordersAsGuest(
  { guest }: Pick<TestShop, 'guest'>,
  variantId: string,
  email: string,
): Promise<string> {
  const { id, fulfillment, ...ready } = await readyCheckout(guest, { [variantId]: 1 })
  const [method] = fulfillment.methods
  const groups = [{ selected_option_id: method?.groups[0]?.selected_option_id ?? '' }]
  const methods = [{ selected_destination_id: method?.selected_destination_id ?? '', groups }]
  await guest.updateCheckout({ id, checkout: { buyer: { email }, fulfillment: { methods } } })
  const { order } = await guest.completeCheckout({
    id,
    checkout: { payment: pays() },
    expected_total: totalOf(ready),
  })
  return order?.id ?? ''
}
