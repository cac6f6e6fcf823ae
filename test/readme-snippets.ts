import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'

export const readme = readFileSync(join(root, 'README.md'), 'utf8')

export type Snippet = { readonly language: string; readonly text: string }

/** The fenced blocks of the README, in their order. */
export const snippets: readonly Snippet[] = [...readme.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(
  ([, language = '', text = '']) => ({ language, text }),
)

/** The commands of its shell blocks, a line each. */
export const commands: readonly string[] = snippets
  .filter(({ language }) => language === 'sh')
  .flatMap(({ text }) => text.trim().split('\n'))

/** The one block that holds the words. */
export function snippetWith(words: string): string {
  const found = snippets.filter(({ text }) => text.includes(words))
  if (found.length !== 1) throw new Error(`${found.length} snippets of the README hold "${words}".`)
  return found[0]!.text
}
