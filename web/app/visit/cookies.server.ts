import { parseCookie, stringifySetCookie } from './cookie-text.server.ts'

const year = 60 * 60 * 24 * 365

/** The visitor's cart. Whoever knows the number may change the cart, so no script can read it. */
export const cartCookie = {
  read: (request: Request): string | undefined => parseCookie(request, 'mitchweb_cart'),
  write: (id: string, publicUrl: string): string =>
    stringifySetCookie({
      name: 'mitchweb_cart',
      value: id,
      seconds: year / 12,
      isHttps: publicUrl.startsWith('https:'),
    }),
}

/** What the visitor chose: `de EUR`. */
export const choiceCookie = {
  read: (request: Request): { language?: string; currency?: string } => {
    const [language, currency] = (parseCookie(request, 'mitchweb_choice') ?? '').split('.')
    return { ...(language && { language }), ...(currency && { currency }) }
  },
  write: ({ language, currency }: { language: string; currency: string }, publicUrl: string): string =>
    stringifySetCookie({
      name: 'mitchweb_choice',
      value: `${language}.${currency}`,
      seconds: year,
      isHttps: publicUrl.startsWith('https:'),
    }),
}
