/** The shop's own addresses are paths, so that they lead on by whatever name the shop is reached; no address that runs. */
export function pathOf(url: string | undefined, publicUrl: string): string | undefined {
  if (url === undefined || !URL.canParse(url, publicUrl)) return undefined
  const { protocol, origin, pathname, search, hash, href } = new URL(url, publicUrl)
  if (origin === new URL(publicUrl).origin) return pathname + search + hash
  return ['http:', 'https:', 'mailto:'].includes(protocol) ? href : undefined
}
