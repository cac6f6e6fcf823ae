export function parseCookie(request: Request, name: string): string | undefined {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, value] = part.trim().split('=')
    // Anybody can send a cookie, so only what the shop itself would write counts.
    if (key === name && value !== undefined && /^[\w.-]{1,100}$/.test(value)) return value
  }
  return undefined
}

type SetCookie = { readonly name: string; readonly value: string; readonly seconds: number; readonly isHttps: boolean }

export const stringifySetCookie = ({ name, value, seconds, isHttps }: SetCookie): string =>
  `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isHttps ? '; Secure' : ''}`
