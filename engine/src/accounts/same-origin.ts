import { CommerceError } from '../shared/errors.ts'

/**
 * What a cookie stands for is taken from the shop's own pages only. Browsers say where a request comes from in headers
 * that a page cannot forge; what says nothing is no browser, and then it has no business with a cookie.
 */
export function assertSameOrigin(request: Request, { publicUrl }: { readonly publicUrl: string }): void {
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  if (site === null && origin === null) {
    if (!request.headers.has('cookie')) return
    throw refused('A request with a cookie says in Origin where it comes from.')
  }
  const own = [new URL(publicUrl).origin, new URL(request.url).origin]
  const isOwn = site === null ? own.includes(origin ?? '') : site === 'same-origin'
  if (!isOwn) throw refused('This is taken from the pages of the shop itself only.')
}

const refused = (message: string) => new CommerceError('forbidden', message, { reason: 'origin' })
