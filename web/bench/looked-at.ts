import routes from '../app/routes.ts'

/** Addresses of the shop that show no page: they lead on, or are read by machines. */
const notPages = [
  '/account/connect',
  '/account/export',
  '/account/:step',
  '/checkout/:id/confirm',
  '/checkout/:id/return',
  '/choice',
  '/llms.txt',
  '/robots.txt',
  '/sitemap.xml',
  '/sitemaps/:file',
]

type Route = {
  readonly path?: string | undefined
  readonly index?: boolean | undefined
  readonly children?: Route[] | undefined
}

/** Every page of the storefront, as its routes name it: `/products/:handle`. */
export const pagePatterns = (): string[] => patternsOf(routes as Route[]).filter(pattern => !notPages.includes(pattern))

const patternsOf = (of: readonly Route[]): string[] =>
  of.flatMap(({ path, index, children }) =>
    children ? patternsOf(children) : index || path !== undefined ? [`/${path ?? ''}`] : [],
  )

/** The pages that no address in the list shows. */
export function forgotten(addresses: readonly string[]): string[] {
  const patterns = pagePatterns()
  const shown = new Set(addresses.map(address => patternOf(new URL(address, 'http://shop').pathname, patterns)))
  return patterns.filter(pattern => !shown.has(pattern))
}

/** The one that names most of the address: `/account/agents` and not `/account/:step`. */
const patternOf = (path: string, patterns: readonly string[]): string | undefined =>
  patterns.find(pattern => pattern === path) ??
  patterns.find(pattern => new RegExp(`^${pattern.replace('*', '.*').replaceAll(/:\w+/g, '[^/]+')}$`).test(path))
