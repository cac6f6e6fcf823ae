import type { ReadTx } from '../storage/port.ts'
import { namesBeginning } from './vocabulary.ts'

const shortest = 4

/** For words that nothing in the shop has nor is near to: what products are called that begins alike, the longer the better. */
export async function similarWords(tx: ReadTx, words: readonly string[]): Promise<string[]> {
  const similar = new Set<string>()
  for (const word of words) {
    const letters = [...word]
    for (let length = letters.length - 1; length >= shortest; length--) {
      const [known] = await namesBeginning(tx, letters.slice(0, length).join(''), 1)
      if (!known) continue
      similar.add(known.word)
      break
    }
  }
  return [...similar].flatMap(name => name.split(' '))
}
