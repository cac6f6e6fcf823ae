import { createHash } from 'node:crypto'

const mostCharacters = 1000
const mostItems = 100

/**
 * A state as the audit keeps it: long texts and lists are cut, and what is left out is told by its size and by a digest,
 * so that a change in it is seen even where it is not shown.
 */
export function bounded(value: unknown): unknown {
  if (typeof value === 'string') return value.length > mostCharacters ? cutText(value) : value
  if (Array.isArray(value)) return value.length > mostItems ? cutList(value) : value.map(bounded)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, bounded(part)]))
}

function cutText(text: string): string {
  const kept = text.slice(0, mostCharacters).replace(/[\ud800-\udbff]$/, '')
  return `${kept}… (${text.length - kept.length} more characters, ${digestOf(text)})`
}

const cutList = (list: readonly unknown[]): unknown[] => [
  ...list.slice(0, mostItems).map(bounded),
  { left_out: list.length - mostItems, digest: digestOf(JSON.stringify(list)) },
]

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)
