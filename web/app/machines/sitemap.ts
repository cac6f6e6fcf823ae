/** What one file of a sitemap may hold at most, by sitemaps.org. */
const mostAddresses = 50_000

export type Site = {
  /** Such as `https://shop.example`. */
  readonly publicUrl: string
  readonly paths: readonly string[]
  /** Smaller for a test. */
  readonly most?: number
}

/** All addresses in one file, or where they are too many, the files that they stand in. */
export function sitemap({ publicUrl, paths, most = mostAddresses }: Site): string {
  if (paths.length <= most) return urlSet(publicUrl, paths)
  const files = Array.from({ length: Math.ceil(paths.length / most) }, (_, index) => `/sitemaps/${index + 1}.xml`)
  return document(
    'sitemapindex',
    files.map(path => `<sitemap>${locOf(publicUrl, path)}</sitemap>`),
  )
}

/** The addresses of one of several files, which are counted from 1; none where there is no such file. */
export function sitemapPart({ publicUrl, paths, most = mostAddresses }: Site, number: number): string | undefined {
  const part = paths.slice((number - 1) * most, number * most)
  return number < 1 || part.length === 0 ? undefined : urlSet(publicUrl, part)
}

const urlSet = (publicUrl: string, paths: readonly string[]): string =>
  document(
    'urlset',
    paths.map(path => `<url>${locOf(publicUrl, path)}</url>`),
  )

const document = (name: string, entries: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<${name} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${entries.join('\n')}
</${name}>
`

const locOf = (publicUrl: string, path: string): string =>
  `<loc>${`${publicUrl}${path}`.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</loc>`
