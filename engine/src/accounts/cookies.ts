import { createHmac, timingSafeEqual } from 'node:crypto'

/** How the shop's cookies are named and sent, which follows from its address. */
export type CookieStyle = { readonly prefix: string; readonly secure: boolean }

/**
 * `__Host-` ties a cookie to this very host and to HTTPS. A shop on this machine alone may go without: browsers do not
 * all take secure cookies over http://localhost. Any other address needs HTTPS, or browsers will not keep the session.
 */
export function cookieStyle(publicUrl: string): CookieStyle {
  const { protocol, hostname } = new URL(publicUrl)
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  return protocol === 'http:' && isHere
    ? { prefix: 'mitchweb', secure: false }
    : { prefix: '__Host-mitchweb', secure: true }
}

export const sessionCookie = ({ prefix }: CookieStyle): string => `${prefix}.session_token`

/** The value of the cookie of this name, of the first where there are several. */
export function cookieValue(header: string, name: string): string | undefined {
  for (const part of header.split(';')) {
    const [key, ...value] = part.split('=')
    if (key?.trim() === name) return decoded(value.join('=').trim())
  }
  return undefined
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What a signed cookie says, if the signature is this secret's. */
export function signedValue(cookie: string, secret: string): string | undefined {
  const dot = cookie.lastIndexOf('.')
  if (dot < 1) return undefined
  const value = cookie.slice(0, dot)
  const expected = createHmac('sha256', secret).update(value).digest()
  const given = Buffer.from(cookie.slice(dot + 1), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : undefined
}
