/** Only words of so many letters are put right: a shorter one is as near to too many others. */
const shortest = 4
/** Pieces are made of so many letters of a stem's beginning; what follows is compared letter by letter. */
const beginning = 8

/** The pieces under which a stem is filed: its beginning, and that with any one letter left out. */
export function spellingPieces(stem: string): string[] {
  return isSpelt(stem) ? [...shortened([begin(stem)])] : []
}

/** The pieces under which stems near this one may be filed. */
export function piecesNear(stem: string): string[] {
  if (!isSpelt(stem)) return []
  const once = shortened([begin(stem)])
  return [...(errorsAllowed(stem) > 1 ? shortened(once) : once)]
}

/** Of these stems those nearest to the one typed, within the errors allowed for its length; the commonest first. */
export function nearest<T extends { readonly stem: string; readonly products: number }>(
  typed: string,
  candidates: readonly T[],
): T | undefined {
  return candidates
    .map(candidate => ({ candidate, errors: typingErrors(typed, candidate.stem) }))
    .filter(({ candidate, errors }) => errors <= errorsAllowed(typed) && isLikely(typed, candidate.stem))
    .sort(
      (a, b) =>
        a.errors - b.errors ||
        b.candidate.products - a.candidate.products ||
        (a.candidate.stem < b.candidate.stem ? -1 : 1),
    )[0]?.candidate
}

/** Of three letters almost any one changed makes another word: "big" is not "bag". A missing or swapped letter is put right. */
const isLikely = (typed: string, meant: string): boolean =>
  typed.length > 3 || typed.length !== meant.length || [...typed].sort().join('') === [...meant].sort().join('')

/** Letters that JavaScript counts as two are left alone: half a letter is no text that a database keeps. */
const isSpelt = (stem: string): boolean =>
  stem.length >= shortest - 1 && stem.length <= 30 && /^\p{L}+$/u.test(stem) && !/[\u{10000}-\u{10FFFF}]/u.test(stem)
const begin = (stem: string): string => stem.slice(0, beginning)
const errorsAllowed = (stem: string): number => (stem.length >= 8 ? 2 : 1)

/** The words themselves, and each with any one letter left out. */
function shortened(words: Iterable<string>): Set<string> {
  const all = new Set<string>()
  for (const word of words) {
    all.add(word)
    for (let at = 0; at < word.length; at++) all.add(word.slice(0, at) + word.slice(at + 1))
  }
  return all
}

/**
 * How many letters are too many, missing, wrong or swapped with their neighbour (Damerau's and Levenshtein's distance,
 * no letter touched twice).
 */
export function typingErrors(typed: string, meant: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: meant.length + 1 }, (_, index) => index)]
  for (let i = 1; i <= typed.length; i++) {
    const row = [i]
    for (let j = 1; j <= meant.length; j++) {
      const isSame = typed[i - 1] === meant[j - 1]
      const isSwap = i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1]
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1))
      if (isSwap) row[j] = Math.min(row[j]!, before[j - 2]! + 1)
    }
    before = last
    last = row
  }
  return last[meant.length]!
}
