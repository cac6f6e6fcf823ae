/** Markup that is safe to send as it stands. Only `html` makes it. */
export class Html {
  readonly markup: string

  constructor(markup: string) {
    this.markup = markup
  }
}

export type Part = Html | string | number | false | null | undefined | readonly Part[]

/** Puts a page together. Everything that is not `Html` itself is escaped, so shop text can never become markup. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.map((text, index) => (index === 0 ? text : render(parts[index - 1]) + text)).join(''))
}

function render(part: Part): string {
  if (part instanceof Html) return part.markup
  if (Array.isArray(part)) return part.map(render).join('')
  return part === undefined || part === null || part === false ? '' : escapeText(String(part))
}

const escapeText = (text: string): string => text.replace(/[&<>"']/g, character => entities[character] ?? character)

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The address when it may stand in a link or an image, else nothing: no `javascript:`, no `data:`. */
export const safeUrl = (url: string | undefined): string | undefined =>
  url !== undefined && /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(url) ? url : undefined
