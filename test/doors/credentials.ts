import { createHash } from 'node:crypto'
import { cookieOf, later, password, type Visitors } from '../../engine/test/accounts.ts'
import { anAssistant } from '../../engine/test/agents.ts'
import type { TestShop } from '../../engine/test/shop.ts'

/** The doors at which something can be shown, by their path. */
export const doors = ['/api', '/mcp', '/admin/mcp'] as const
export type DoorPath = (typeof doors)[number]

/** As what a credential is taken; as `nobody` nothing at all is answered, and not what a guest may ask either. */
export type TakenFor = 'guest' | 'customer' | 'agent' | 'staff' | 'nobody'

type Row = Readonly<Record<DoorPath, TakenFor>>

/** The same at each door. */
const everywhere = (as: TakenFor): Row => ({ '/api': as, '/mcp': as, '/admin/mcp': as })
/** A browser calls at one door alone: elsewhere its cookie is as good as none. */
const inBrowser = (as: TakenFor): Row => ({ ...everywhere('guest'), '/api': as })
const onlyAt = (door: DoorPath, as: TakenFor): Row => ({ ...everywhere('nobody'), [door]: as })
const nowhere = everywhere('nobody')

/** What each credential is at each door: the second table of rights. The first says what such a caller may then ask. */
export const credentials = {
  nothing: everywhere('guest'),

  'a session': inBrowser('customer'),
  'a session whose time is over': inBrowser('nobody'),
  'a session that was signed out': inBrowser('nobody'),
  'a session with another signature': inBrowser('nobody'),
  'a session that is sent as a token': nowhere,

  'a token for /mcp': onlyAt('/mcp', 'agent'),
  'a token for /api': onlyAt('/api', 'agent'),
  'a token whose time is over': nowhere,
  'a token that was given back': nowhere,
  'a token of an assistant that was sent away': nowhere,
  'what renews a token': nowhere,

  'a key': everywhere('staff'),
  'a key whose time is over': nowhere,
  'a key that was revoked': nowhere,
  'a key of who was shut out': nowhere,
  'a key with one letter changed': nowhere,
  'the hash of a key': nowhere,

  'a token of another make': nowhere,
  'a name and a password': nowhere,
} as const satisfies Readonly<Record<string, Row>>

export type CredentialName = keyof typeof credentials

/** What is sent along. */
export type Shown = { readonly authorization?: string; readonly cookie?: string }

const bearer = (token: string): Shown => ({ authorization: `Bearer ${token}` })

/** One of each, of one customer and of the staff of one shop; the clock has moved on over those whose time is over. */
export async function aWallet(shop: TestShop & Visitors): Promise<Readonly<Record<CredentialName, Shown>>> {
  const email = 'ann@example.com'
  const early = await shop.joins(email)
  const assistant = anAssistant(shop)
  const { tokens: over } = await assistant.connects(early)
  const keys = keyMaker(shop)
  const expiring = await keys.make({ expires_at: new Date(Date.now() + 60_000).toISOString() })
  later(31 * 86_400_000)

  const signsIn = async () => cookieOf(await shop.sends('/sign-in/email', { email, password }))
  const [cookie, ended] = [await signsIn(), await signsIn()]
  await shop.sends('/sign-out', {}, { cookie: ended })
  const [forMcp, forApi] = [
    await assistant.connects(cookie),
    await anAssistant(shop).connects(cookie, undefined, atApi),
  ]
  const { clientId, tokens: returned } = await assistant.connects(cookie)
  await assistant.revokes(clientId, returned.access_token)
  const sentAway = await assistant.connects(cookie)
  await shop.sends('/disconnect-agent', { client_id: sentAway.clientId }, { cookie })
  const [key, revoked, shutOut] = [await keys.make(), await keys.make(), await keys.make()]
  await keys.revoke(revoked)
  await keys.shutOut(shutOut)

  return {
    nothing: {},
    'a session': { cookie },
    'a session whose time is over': { cookie: early },
    'a session that was signed out': { cookie: ended },
    'a session with another signature': { cookie: flipped(cookie) },
    'a session that is sent as a token': bearer(cookie.split('=')[1] ?? ''),
    'a token for /mcp': bearer(forMcp.tokens.access_token),
    'a token for /api': bearer(forApi.tokens.access_token),
    'a token whose time is over': bearer(over.access_token),
    'a token that was given back': bearer(returned.access_token),
    'a token of an assistant that was sent away': bearer(sentAway.tokens.access_token),
    'what renews a token': bearer(forMcp.tokens.refresh_token),
    'a key': bearer(key),
    'a key whose time is over': bearer(expiring),
    'a key that was revoked': bearer(revoked),
    'a key of who was shut out': bearer(shutOut),
    'a key with one letter changed': bearer(flipped(key)),
    'the hash of a key': bearer(createHash('sha256').update(key).digest('hex')),
    'a token of another make': bearer('eyJhbGciOiJub25lIn0.eyJzdWIiOiJjdXNfYW5uIn0.'),
    'a name and a password': { authorization: `Basic ${Buffer.from(`${email}:${password}`).toString('base64')}` },
  }
}

const atApi = { resource: 'https://shop.test/api' }

/** Each key has an owner of its own. */
function keyMaker({ staff }: TestShop) {
  const made = new Map<string, { readonly id: string; readonly staffId: string }>()
  return {
    make: async (wishes: { readonly expires_at?: string } = {}): Promise<string> => {
      const { id: staffId } = await staff.saveStaffMember({ staff_member: { name: 'Kim', role: 'owner' } })
      const { id, key } = await staff.createApiKey({ api_key: { staff_id: staffId, name: 'Desk', ...wishes } })
      made.set(key, { id, staffId })
      return key
    },
    revoke: (key: string) => staff.revokeApiKey({ id: made.get(key)!.id }),
    shutOut: (key: string) => staff.disableStaffMember({ id: made.get(key)!.staffId }),
  }
}

/** With its last letter but two changed, which counts in every way of writing bytes. */
const flipped = (text: string): string => `${text.slice(0, -3)}${text.at(-3) === 'b' ? 'c' : 'b'}${text.slice(-2)}`
