const letters = 'abcdefghijklmnopqrstuvwxyz'

/**
 * The text with one typing error in one of its words of four letters or more: a letter left out, doubled, replaced or
 * swapped with its neighbour. The same for the same seed. Undefined where no word is long enough.
 */
export function mistyped(text: string, seed: number): string | undefined {
  const random = randomFrom(seed)
  const words = [...text.matchAll(/\p{L}{4,}/gu)]
  const word = words[random(words.length)]
  if (!word) return undefined
  const at = 1 + random(word[0].length - 2)
  const typed = [dropped, doubled, replaced, swapped][random(4)]!(word[0], at, letters[random(26)]!)
  return text.slice(0, word.index) + typed + text.slice(word.index + word[0].length)
}

const dropped = (word: string, at: number) => word.slice(0, at) + word.slice(at + 1)
const doubled = (word: string, at: number) => word.slice(0, at) + word[at]! + word.slice(at)
const replaced = (word: string, at: number, letter: string) => word.slice(0, at) + letter + word.slice(at + 1)
const swapped = (word: string, at: number) => word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)

function randomFrom(seed: number): (limit: number) => number {
  let state = (seed * 2654435761) >>> 0
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
