import { CommerceError } from './errors.ts'

/** A page of a list: `cursor` is there exactly when more follows. */
export type Page<T> = { readonly items: readonly T[]; readonly cursor?: string }

/**
 * Cursors are opaque to callers: the list's name and the place to go on from. The name keeps a cursor of one list or
 * sort order from being used in another.
 */
export function encodeCursor(list: string, place: readonly (string | number)[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify([list, ...place]))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

/** Throws `invalid_cursor` for anything that `encodeCursor` did not make for this list. */
export function decodeCursor(list: string, cursor: string): (string | number)[] {
  const place = parse(cursor)
  if (
    !Array.isArray(place) ||
    place[0] !== list ||
    !place.every(part => typeof part === 'string' || Number.isFinite(part))
  ) {
    throw new CommerceError('invalid_cursor', 'This cursor does not belong to this list and sort order.')
  }
  return place.slice(1)
}

function parse(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'))
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, c => c.charCodeAt(0))))
  } catch {
    return undefined
  }
}

/** A short name for a question, so that its cursors are refused for another. */
export function fingerprint(question: unknown): string {
  let hash = 0x811c9dc5
  for (const character of JSON.stringify(question)) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  }
  return hash.toString(36)
}
