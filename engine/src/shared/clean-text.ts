/**
 * Text of the shop as people, models and terminals may be shown it: without control characters, without marks that
 * reorder or hide text, and with line breaks of one kind. What a merchant saved stays as it was; answers are cleaned.
 */
export const cleanText = (text: string): string =>
  isPlain(text)
    ? text
    : text
        .replace(lineBreaks, '\n')
        .replace(hidden, '')
        .replace(joiners, keepWhereItJoins)
        .replace(/(?<![ \t])[ \t]+\n/g, '\n')
        .replace(/\n{3,}/g, '\n\n')

/** The same on one line, for titles and names. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim()

/** Letters of the Latin alphabets, digits and common marks on one line, as most texts are: nothing there is to clean. */
const isPlain = (text: string): boolean => /^[ -~\u00A1-\u00AC\u00AE-\u024F‐-’“”„•…€]*$/.test(text)

/** At most `max` characters, cut at the end of a word, with an ellipsis where something is missing. */
export function shorten(text: string, max: number): string {
  if (text.length <= max) return text
  const head = text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')
  const word = head.replace(/(?<!\s)\s+\S*$/, '')
  return `${word.length > max / 2 ? word : head}…`
}

const lineBreaks = /\r\n?|[\v\f\u0085\u2028\u2029]/g

/**
 * Controls but tab and line feed; soft hyphens and blanks without width; marks that set the direction of text; fillers,
 * annotations, selectors of shapes other than emoji's, and the invisible alphabet of tags.
 */
const hidden = new RegExp(
  [
    '[\\u0000-\\u0008\\u000E-\\u001F\\u007F-\\u009F\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180F',
    '\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060-\\u206F\\u3164\\uFE00-\\uFE0D\\uFEFF\\uFFA0\\uFFF0-\\uFFFC',
    '\\u{1BCA0}-\\u{1BCA3}\\u{1D173}-\\u{1D17A}\\u{E0000}-\\u{E0FFF}]',
  ].join(''),
  'gu',
)

const joiners = /[\u200C\u200D]+/g

/** Joiners belong between emoji and between letters of scripts that join; anywhere else they only carry hidden bits. */
function keepWhereItJoins(run: string, at: number, text: string): string {
  const before = text.slice(Math.max(0, at - 2), at)
  const after = text.slice(at + run.length, at + run.length + 2)
  return run.length === 1 && joinsBefore.test(before) && joinsAfter.test(after) ? run : ''
}

const joining =
  '[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F\\p{Script=Arabic}\\p{Script=Devanagari}\\p{Script=Bengali}\\p{Script=Gujarati}\\p{Script=Gurmukhi}\\p{Script=Kannada}\\p{Script=Malayalam}\\p{Script=Oriya}\\p{Script=Sinhala}\\p{Script=Tamil}\\p{Script=Telugu}\\p{Script=Khmer}\\p{Script=Mongolian}\\p{Script=Syriac}]'
const joinsBefore = new RegExp(`${joining}$`, 'u')
const joinsAfter = new RegExp(`^${joining}`, 'u')
