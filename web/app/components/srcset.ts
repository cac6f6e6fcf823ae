/** Hosts of pictures that are sent in the width that is asked for, and how they are asked. */
const resizing: readonly { readonly host: RegExp; readonly parameter: string }[] = [
  { host: /^cdn\.shopify\.com$/, parameter: 'width' },
  { host: /\.imgix\.net$/, parameter: 'w' },
  { host: /^images\.unsplash\.com$/, parameter: 'w' },
]

const widths = [200, 400, 800, 1200]

/** The widths in which a picture can be had; undefined where its host sends it in one. A drawing needs no others. */
export function srcSetOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const address = new URL(url)
  const found = resizing.find(({ host }) => host.test(address.hostname))
  if (!found || address.pathname.endsWith('.svg')) return undefined
  return widths
    .map(width => {
      address.searchParams.set(found.parameter, String(width))
      return `${address.href} ${width}w`
    })
    .join(', ')
}
