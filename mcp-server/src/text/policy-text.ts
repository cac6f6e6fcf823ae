import type { OutputOf } from '@mitchweb/engine/contract'
import { dataNotice, linesOf, quoted, quotedBlock } from './shared-text.ts'

export function policiesText({ passages }: OutputOf<'search_store_policies'>): string {
  if (passages.length === 0)
    return 'The shop says nothing about this. Ask in other words, or point the buyer to the shop.'
  return linesOf(
    dataNotice,
    passages.flatMap(({ policy, kind, title, heading, text, url }) => [
      `${quoted(title)}${heading ? `, ${quoted(heading)}` : ''} (${kind}, mitchweb://policies/${policy}, ${url})`,
      ...quotedBlock(text),
    ]),
  )
}
