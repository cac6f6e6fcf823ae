/** An address within the shop, and nothing that a browser could take for another host. */
export const localPath = (path: string | null | undefined): string | undefined =>
  path && /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,4000}$/.test(path) ? path : undefined
