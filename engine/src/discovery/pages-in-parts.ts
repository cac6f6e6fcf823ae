import { CommerceError } from '../shared/errors.ts'
import { decodeCursor, encodeCursor } from '../shared/pages.ts'

/** A list in three parts: a few in front, the list itself by its own cursors, and a few behind. */
export type Parts<T> = {
  readonly first: readonly T[]
  readonly main: (page: { limit: number; cursor?: string }) => Promise<{ listed: readonly T[]; cursor?: string }>
  readonly last: readonly T[]
}

type Asked = { readonly list: string; readonly cursor: string | undefined; readonly limit: number }
const parts = ['first', 'main', 'last'] as const
type Place = { readonly part: (typeof parts)[number]; readonly offset: number; readonly cursor?: string }

/** One page of it. Every product comes once, and a cursor is there exactly when more follows. */
export async function pageInParts<T>(
  { list, cursor, limit }: Asked,
  { first, main, last }: Parts<T>,
): Promise<{ listed: T[]; cursor?: string }> {
  const place = cursor === undefined ? { part: 'first' as const, offset: 0 } : placeOf(list, cursor)
  const cursorAt = ({ part, offset, cursor: inner }: Place) => encodeCursor(list, [part, offset, inner ?? ''])
  const listed: T[] = []
  if (place.part === 'first') {
    listed.push(...first.slice(place.offset, place.offset + limit))
    const next = place.offset + limit
    if (next < first.length) return { listed, cursor: cursorAt({ part: 'first', offset: next }) }
  }
  if (place.part !== 'last') {
    const missing = limit - listed.length
    const inner = 'cursor' in place && place.cursor ? { cursor: place.cursor } : {}
    const found = await main({ limit: Math.max(missing, 1), ...inner })
    if (missing === 0) {
      const more = found.listed.length > 0 || last.length > 0
      return { listed, ...(more && { cursor: cursorAt({ part: 'main', offset: 0 }) }) }
    }
    listed.push(...found.listed)
    if (found.cursor !== undefined) {
      return { listed, cursor: cursorAt({ part: 'main', offset: 0, cursor: found.cursor }) }
    }
  }
  const start = place.part === 'last' ? place.offset : 0
  const end = start + limit - listed.length
  listed.push(...last.slice(start, end))
  return { listed, ...(end < last.length && { cursor: cursorAt({ part: 'last', offset: end }) }) }
}

function placeOf(list: string, cursor: string): Place {
  const [name, offset, inner] = decodeCursor(list, cursor)
  const part = parts.find(known => known === name)
  if (part && Number.isSafeInteger(offset) && Number(offset) >= 0 && typeof inner === 'string') {
    return { part, offset: Number(offset), cursor: inner }
  }
  throw new CommerceError('invalid_cursor', 'This cursor was not made by the shop.')
}
