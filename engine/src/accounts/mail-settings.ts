import { z } from 'zod'

/** How the shop reaches a mail server, and in whose name it writes. */
export type MailSettings = {
  readonly host: string
  readonly port: number
  /** From the first byte on, or only once the server has offered it. */
  readonly tls: 'at_once' | 'demanded' | 'offered'
  readonly login: { readonly user: string; readonly password: string } | undefined
  readonly from: { readonly name: string; readonly address: string }
}

/** Names the variable that is wrong and what it may hold, never what it holds. */
export class MailSettingsError extends Error {}

type Environment = Readonly<Record<string, string | undefined>>

/** Reads what the environment says of mail; undefined where it says nothing. Throws `MailSettingsError` for what is wrong. */
export function readMailSettings(environment: Environment): MailSettings | undefined {
  const read = (name: string): string | undefined => environment[name]?.trim() || undefined
  const [server, from] = [read('SMTP_URL'), read('MAIL_FROM')]
  if (server === undefined) {
    if (from === undefined) return undefined
    throw new MailSettingsError('MAIL_FROM is set, but SMTP_URL is not: set both, or neither.')
  }
  if (from === undefined) {
    throw new MailSettingsError('MAIL_FROM is missing: set it to the address that the shop writes from.')
  }
  return { ...serverIn(server), from: senderIn(from) }
}

function serverIn(value: string): Omit<MailSettings, 'from'> {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isBare = url !== undefined && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === ''
  if (!isBare || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    throw new MailSettingsError('SMTP_URL must be an address such as smtp://user:password@mail.example:587.')
  }
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  const login = url.username === '' ? undefined : { user: decoded(url.username), password: decoded(url.password) }
  const atOnce = url.protocol === 'smtps:' || url.port === '465'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (atOnce ? 465 : 587),
    // A password leaves this machine only encrypted.
    tls: atOnce ? 'at_once' : login && !isHere ? 'demanded' : 'offered',
    login,
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new MailSettingsError('SMTP_URL holds a % that stands for nothing; write %25 for the sign itself.')
  }
}

/** `shop@example.com`, or `Harbour & Hill <shop@example.com>`. */
function senderIn(value: string): MailSettings['from'] {
  const [, name = '', address = value] = /^([^<>\r\n]{0,100})<([^<>\s]+)>$/.exec(value) ?? []
  if (z.email().safeParse(address).success) return { name: name.trim(), address }
  throw new MailSettingsError('MAIL_FROM must be an address such as shop@example.com or Shop <shop@example.com>.')
}
