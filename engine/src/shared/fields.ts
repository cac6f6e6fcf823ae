import { z } from 'zod'
import { cardNumbersIn } from './card-numbers.ts'
import { isCurrency } from './currencies.ts'
import { isTimeZone } from './local-time.ts'
import { postalPatternProblem } from './postal-pattern.ts'

/**
 * Free text of a caller: at most `max` UTF-16 units, no NUL (PostgreSQL refuses it) and no lone surrogates.
 * Schemas check and never transform: what is stored is what was sent.
 */
export const text = (max: number) => z.string().max(max).refine(isStorableText, unstorable)

const unstorable = 'contains characters that cannot be stored'

const isStorableText = (value: string): boolean => !value.includes('\0') && value.isWellFormed()

/** For objects that a protocol leaves open: every text and name in them can be stored, and nothing lies too deep. */
export const storable = [(value: unknown) => isStorable(value, 16), unstorable] as const

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isStorableText(value)
  if (typeof value !== 'object' || value === null) return true
  return depth > 0 && Object.entries(value).every(([name, part]) => isStorableText(name) && isStorable(part, depth - 1))
}

/** What a person writes of themselves: a card number that lands in the wrong field is refused, and never stored. */
export const personText = (max: number) =>
  text(max).refine(value => cardNumbersIn(value).length === 0, 'must hold no card number')

export const requiredText = (max: number) => text(max).refine(value => value.trim() !== '', 'must not be empty')

export const email = () => z.email('must be an e-mail address such as "ann@example.com"').max(254)

/** An id as the shop makes them; anything else of this length cannot exist either, so it is simply not found. */
export const id = () => text(128).min(1)

/** Lines are capped at 999 units and carts at 100 lines. */
export const quantity = () => z.int().min(1).max(999)

export const count = () => z.int().min(0).max(1_000_000_000)

/** An amount in minor units that is not negative, at most 99,999,999 (guide: overflow). */
export const amount = () => z.int().min(0).max(99_999_999)

export const currency = () => z.string().refine(isCurrency, 'must be an ISO 4217 currency code such as "EUR"')

/** A moment that both databases can hold: PostgreSQL refuses the year 0, and ISO's four digits end with 9999. */
export const instant = () =>
  z.iso.datetime({ offset: true }).refine(value => {
    const year = new Date(value).getUTCFullYear()
    return year >= 1900 && year <= 9999
  }, 'must lie between the years 1900 and 9999')

/** An http or https address; nothing else may become a link or an image. */
export const webUrl = () => text(2000).refine(isWebUrl, 'must be an http or https address')

/** The same, or a path of the shop's own such as "/media/mug.svg", which is answered with the shop's address before it. */
export const mediaUrl = () =>
  text(2000).refine(
    value => /^\/[^/\\]/.test(value) || isWebUrl(value),
    'must be an http or https address, or a path such as "/media/mug.svg"',
  )

function isWebUrl(value: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(value).protocol)
  } catch {
    return false
  }
}

/** Lowercase words joined by hyphens, as they stand in addresses: "blue-mug". Unicode letters are allowed. */
export const handle = () =>
  text(200).regex(
    /^[\p{Ll}\p{Lo}\p{Lm}\p{N}_]+(?:-+[\p{Ll}\p{Lo}\p{Lm}\p{N}_]+)*-*$/u,
    'must be lowercase words joined by hyphens',
  )

/** A time of day as a clock on the wall shows it, such as "14:30"; a day ends with "24:00". */
export const clockTime = () => z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as "14:30"')

export const timeZone = () => text(60).refine(isTimeZone, 'must be a time zone such as "Europe/Berlin"')

/** A calendar day such as "2026-12-24". */
export const day = () => z.iso.date()

export const country = () => z.string().regex(/^[A-Z]{2}$/, 'must be a two-letter country code in capitals')

/** Some postal codes of a country (`matchesPostal`). */
export const postalPattern = () =>
  text(40).refine(value => postalPatternProblem(value) === undefined, {
    error: ({ input }) => postalPatternProblem(String(input)),
  })
