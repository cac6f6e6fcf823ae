/**
 * The shop's texts as a model may read them: without anything that is invisible, reorders text or steers a terminal,
 * because a person who checks the answer would not see it.
 */
export const cleanText = (text: string): string =>
  text
    .replace(terminalSequences, '')
    .replace(lineBreaks, '\n')
    .replace(unseen, (character, offset: number, whole: string) =>
      character === '\n' || character === '\t' || belongs(character, whole.slice(Math.max(0, offset - 4), offset))
        ? character
        : '',
    )

/** Text for one line: no line breaks that could pass for lines of ours. */
export const oneLine = (text: string): string => cleanText(text).replace(/\s+/gu, ' ').trim()

/** The beginning of a text, cut between words where possible. */
export function shortened(text: string, max: number): string {
  if (text.length <= max) return text
  const cut = text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
  const lastBlank = cut.lastIndexOf(' ')
  return `${(lastBlank > max * 0.6 ? cut.slice(0, lastBlank) : cut).replace(/(?<![\s.,;:])[\s.,;:]+$/u, '')}…`
}

/** The same value with every text in it cleaned; so are keys, because attributes of products are named by merchants. */
export function cleaned<T>(value: T): T {
  if (typeof value === 'string') return cleanText(value) as T
  if (Array.isArray(value)) return value.map(cleaned) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [cleanText(key), cleaned(part)])) as T
}

const [escapeCharacter, bell, controlIntroducer] = ['\\x1B', '\\x07', '\\x9B']

/** Operating system commands (titles, links), then control sequences (colours, cursor), then the two-character ones. */
const terminalSequences = new RegExp(
  `${escapeCharacter}\\][^${bell}${escapeCharacter}]*(?:${bell}|${escapeCharacter}\\\\)|(?:${escapeCharacter}\\[|${controlIntroducer})[0-?]*[ -/]*[@-~]|${escapeCharacter}[ -/]*[0-~]`,
  'g',
)

const lineBreaks = /\r\n?|\p{Zl}|\p{Zp}/gu

/**
 * Controls, private use, halves of pairs, and all that Unicode calls ignorable: bidirectional marks, zero-width blanks,
 * fillers, tag characters and variation selectors, in which text can hide.
 */
const unseen = /\p{Cc}|\p{Co}|\p{Cs}|\p{Default_Ignorable_Code_Point}|[\u{FFF9}-\u{FFFB}]/gu

/** A joiner belongs between the parts of one emoji or inside a word of a script that needs it; elsewhere it hides something. */
function belongs(character: string, before: string): boolean {
  if (character === emojiStyle) return /(?:\p{Emoji}|[#*\d])$/u.test(before)
  if (character === joiner)
    return /(?:\p{Extended_Pictographic}\u{FE0F}?|\p{Emoji_Modifier})$/u.test(before) || joining.test(before)
  return character === nonJoiner && joining.test(before)
}

const [emojiStyle, joiner, nonJoiner] = ['\u{FE0F}', '\u{200D}', '\u{200C}']

const joining =
  /(?:\p{Script=Arabic}|\p{Script=Devanagari}|\p{Script=Bengali}|\p{Script=Kannada}|\p{Script=Telugu}|\p{Script=Malayalam}|\p{Script=Sinhala})$/u
