import type { CommerceError } from '@mitchweb/engine/contract'
import type { Language } from '../language/languages.ts'
import { refusalsGerman } from '../language/words-refusals-de.ts'
import { refusalsEnglish } from '../language/words-refusals-en.ts'

const words = { en: refusalsEnglish, de: refusalsGerman }

/** Why the shop refused something, in a sentence for the visitor: by the reason, by the field that it is about, by its code. */
export const refusedIn = (language: Language, error: CommerceError): string =>
  words[language].reasons[String(error.details.reason)] ??
  wrongFieldIn(language, error) ??
  words[language].codes[error.code]

/** Which field of a form was wrong, where the shop says which. */
export function wrongFieldIn(language: Language, { message, details }: CommerceError): string | undefined {
  const [, place, problem] = /^(\$[^\s:]+): (.*)$/s.exec(message) ?? []
  const field = (place ?? String(details.path ?? '')).split('.').at(-1)
  const label = field && words[language].fields[field]
  return label ? words[language].wrongField(label, problem) : undefined
}
