import type { Media } from './contract.ts'

/** The address of a medium for the outside. The shop's own files are kept as paths, because a shop may move. */
export const addressOf = ({ url }: Pick<Media, 'url'>, { publicUrl }: { readonly publicUrl: string }): string =>
  url.startsWith('/') ? `${publicUrl}${url}` : url
