/**
 * Some postal codes of a country: the beginning that they share ("BT"), a form in which "?" stands for one character and
 * "*" for any ("E1???", "97*"), or a range of beginnings ("35000..35999"). Letter case, blanks and hyphens do not count.
 */
export function matchesPostal(pattern: string, postalCode: string): boolean {
  const [wanted, code] = [postalKey(pattern), postalKey(postalCode)]
  const range = rangeOf(wanted)
  if (range) {
    const start = (districtOf(code) ?? code).slice(0, range.from.length)
    return start.length === range.from.length && start >= range.from && start <= range.to
  }
  if (!/[?*]/.test(wanted)) return code.startsWith(wanted)
  return fits(wanted, code)
}

/** What is wrong with a pattern, in words; undefined where it can be used. */
export function postalPatternProblem(pattern: string): string | undefined {
  const wanted = postalKey(pattern)
  if (wanted.includes('..')) {
    const range = rangeOf(wanted)
    if (!range) return 'is a range of two beginnings of one length, such as "35000..35999"'
    return range.from <= range.to ? undefined : 'is a range that ends before it begins'
  }
  return /^[?*]*[A-Z0-9][A-Z0-9?*]*$/.test(wanted)
    ? undefined
    : 'must be a beginning such as "BT", a form such as "E1???" or a range such as "35000..35999"'
}

/** How many characters of a code it settles: of two patterns that match, the greater is the more specific. */
export const postalWeight = (pattern: string): number =>
  (rangeOf(postalKey(pattern))?.from ?? postalKey(pattern).replace(/[?*]/g, '')).length

/** A postal code as codes are compared. */
export const postalKey = (text: string) => text.toUpperCase().replace(/[\s-]/g, '')

/** Of a British code the part before the blank: "IV4 7AA" lies not between "IV40" and "IV56". */
const districtOf = (key: string) => /^([A-Z]{1,2}\d[A-Z\d]?)\d[A-Z]{2}$/.exec(key)?.[1]

function rangeOf(key: string): { from: string; to: string } | undefined {
  const [, from, to] = /^([A-Z0-9]+)\.\.([A-Z0-9]+)$/.exec(key) ?? []
  return from !== undefined && from.length === to?.length ? { from, to } : undefined
}

/** Steps back to the last star only, so that no pattern takes longer than its length times the code's. */
function fits(pattern: string, code: string): boolean {
  let [at, place, star, resume] = [0, 0, -1, 0]
  while (place < code.length) {
    if (pattern[at] === '*') {
      star = at++
      resume = place
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === code[place])) {
      at++
      place++
    } else if (star >= 0) {
      at = star + 1
      place = ++resume
    } else return false
  }
  return /^\**$/.test(pattern.slice(at))
}
