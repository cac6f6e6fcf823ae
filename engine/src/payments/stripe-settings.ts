/** How a shop reaches its account at Stripe. Each shop has its own; nothing of it is kept outside the shop's gateway. */
export type StripeSettings = {
  readonly secretKey: string
  readonly webhookSecret: string
  /** Opens Stripe's form in the browser of whoever pays; without it they pay on Stripe's own page. No secret. */
  readonly publishableKey?: string
  /** Where Stripe's API is, unless at Stripe: a stand-in. */
  readonly apiBase?: string
  /** `manual` authorises first, and captures when nothing else stands between the buyer and the order. */
  readonly capture: 'automatic' | 'manual'
}

/** Names the variable that is wrong and what it may hold, never what it holds. */
export class StripeSettingsError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads what the environment says of Stripe; undefined where it says nothing, and the shop takes no real money. Throws
 * `StripeSettingsError` for what is malformed, and where the key is missing beside the rest.
 */
export function readStripeSettings(environment: Environment): StripeSettings | undefined {
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined
  const secretKey = read('STRIPE_SECRET_KEY')
  const webhookSecret = read('STRIPE_WEBHOOK_SECRET')
  const publishableKey = read('STRIPE_PUBLISHABLE_KEY')
  const apiBase = read('STRIPE_API_BASE')
  if (secretKey === undefined) {
    // A shop that was meant to be paid must not hand out its goods for demo money.
    const lonely = ['STRIPE_WEBHOOK_SECRET', 'STRIPE_PUBLISHABLE_KEY', 'STRIPE_API_BASE'].find(read)
    if (lonely) throw new StripeSettingsError(`${lonely} is set, but STRIPE_SECRET_KEY is not: set both, or neither.`)
    return undefined
  }
  if (/^pk_/.test(secretKey))
    throw new StripeSettingsError('STRIPE_SECRET_KEY holds a publishable key; the shop needs the secret one (sk_…).')
  if (!/^[sr]k_(?:test|live)_[A-Za-z0-9_]{8,250}$/.test(secretKey))
    throw new StripeSettingsError('STRIPE_SECRET_KEY must be a key such as sk_test_… or sk_live_…; this is none.')
  if (webhookSecret === undefined)
    throw new StripeSettingsError(
      'STRIPE_WEBHOOK_SECRET is missing: set it to the signing secret (whsec_…) of the endpoint /webhooks/stripe.',
    )
  if (!/^whsec_[A-Za-z0-9+/=_-]{8,250}$/.test(webhookSecret))
    throw new StripeSettingsError('STRIPE_WEBHOOK_SECRET must be a signing secret such as whsec_…; this is none.')
  return {
    secretKey,
    webhookSecret,
    ...(publishableKey !== undefined && { publishableKey: besides(secretKey, publishableKey) }),
    ...(apiBase !== undefined && { apiBase: addressOf(apiBase) }),
    capture: captureOf(read('STRIPE_CAPTURE')),
  }
}

/** What is handed to every browser is never a secret, and opens forms of the account's same mode only. */
function besides(secretKey: string, publishableKey: string): string {
  if (/^(?:sk|rk|whsec)_/.test(publishableKey))
    throw new StripeSettingsError(
      'STRIPE_PUBLISHABLE_KEY holds a secret, which every browser would be told; it needs the publishable key (pk_…).',
    )
  const mode = /^pk_(test|live)_[A-Za-z0-9_]{8,250}$/.exec(publishableKey)?.[1]
  if (mode === undefined)
    throw new StripeSettingsError('STRIPE_PUBLISHABLE_KEY must be a key such as pk_test_… or pk_live_…; this is none.')
  const other = /^.k_(test|live)_/.exec(secretKey)?.[1]
  if (mode === other) return publishableKey
  throw new StripeSettingsError(
    `STRIPE_PUBLISHABLE_KEY is a ${mode} key and STRIPE_SECRET_KEY a ${other} key: take both from the same mode.`,
  )
}

/** Keys travel only encrypted, or to this machine. */
function addressOf(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isBare = url?.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  const isHere = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (isBare && (url.protocol === 'https:' || (url.protocol === 'http:' && isHere))) return url.origin
  throw new StripeSettingsError(
    'STRIPE_API_BASE must be an https address without a path, or http on this machine, such as http://localhost:12111.',
  )
}

function captureOf(value = 'automatic'): StripeSettings['capture'] {
  if (value === 'automatic' || value === 'manual') return value
  throw new StripeSettingsError('STRIPE_CAPTURE must be automatic or manual.')
}
