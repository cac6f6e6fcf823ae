import { createRequire } from 'node:module'
import type * as htmlparser2 from 'htmlparser2'
import type SanitizeHtml from 'sanitize-html'
import { cleanText } from '../shared/clean-text.ts'

/** Loaded when the first html is saved, and then kept: a shop that only sells starts sooner without. */
const load = createRequire(import.meta.url)
let loaded: { readonly sanitizer: typeof SanitizeHtml; readonly parsing: typeof htmlparser2 } | undefined

function libraries() {
  loaded ??= { sanitizer: load('sanitize-html'), parsing: load('htmlparser2') }
  return loaded
}

/** Html without anything active: no scripts, handlers, styles or frames, and only links to the web and to mailboxes. */
export function cleanHtml(source: string): string {
  const { sanitizer: sanitizeHtml } = libraries()
  return cleanText(
    sanitizeHtml(source, {
      allowedTags: [...sanitizeHtml.defaults.allowedTags.filter(tag => tag !== 'bdo'), 'img'],
      allowedAttributes: {
        a: ['href', 'title'],
        img: ['src', 'alt', 'width', 'height'],
        td: ['colspan', 'rowspan'],
        th: ['colspan', 'rowspan'],
      },
      allowedSchemes: ['http', 'https', 'mailto'],
      allowedSchemesByTag: { img: ['http', 'https'] },
      allowProtocolRelative: false,
      nestingLimit: 100,
    }),
  ).trim()
}

/** The text of html, with line breaks where blocks begin and end. */
export function plainFromHtml(source: string): string {
  const parts: string[] = []
  let silent = 0
  const { Parser } = libraries().parsing
  const parser = new Parser({
    onopentag(name) {
      if (silentTags.has(name)) silent += 1
      if (silent === 0) parts.push(opening(name))
    },
    ontext(text) {
      if (silent === 0) parts.push(text.replace(/[ \t\r\n\f]+/g, ' '))
    },
    onclosetag(name) {
      if (silentTags.has(name)) silent = Math.max(0, silent - 1)
      else if (silent === 0 && blocks.has(name)) parts.push('\n')
    },
  })
  parser.end(source)
  return cleanText(parts.join(''))
    .replace(/[ \t\u00A0]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

function opening(tag: string): string {
  if (tag === 'br') return '\n'
  if (tag === 'li') return '\n- '
  if (tag === 'td' || tag === 'th') return ' '
  return blocks.has(tag) ? '\n' : ''
}

const blocks = new Set(
  'address article aside blockquote dd div dl dt figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
)
const silentTags = new Set('head iframe noscript object script style svg template textarea title'.split(' '))

/** Markdown without raw html and without links to anything but the web, mailboxes and the shop itself. */
export const cleanMarkdown = (source: string): string =>
  cleanText(source)
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|iframe)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<\/?[a-z][^<>]*>/gi, tag => (/^<(https?:|mailto:|[^\s@<>]+@[^\s@<>]+>)/i.test(tag) ? tag : ''))
    .replace(/(\]\(\s*|\]:\s*)(?!https?:|mailto:|[/#.])[a-z][a-z0-9+.-]*:[^\s)]*/gi, '$1#')
    .trim()
