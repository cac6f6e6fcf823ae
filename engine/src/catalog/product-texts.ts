import { cleanLine, cleanText, shorten } from '../shared/clean-text.ts'
import type { ProductDraft } from './contract.ts'
import { cleanHtml, cleanMarkdown, plainFromHtml } from './html.ts'

export type ProductTexts = { readonly plain: string; readonly html: string | null; readonly summary: string }

/** A description as it is answered: its plain text, its html without anything active, and its beginning for lists. */
export function textsOf(source: ProductDraft['description']): ProductTexts {
  const { plain, html, markdown } = source ?? {}
  const text =
    plain !== undefined
      ? cleanText(plain).trim()
      : html !== undefined
        ? plainFromHtml(html)
        : cleanMarkdown(markdown ?? '')
  return { plain: text, html: html === undefined ? null : cleanHtml(html), summary: shorten(cleanLine(text), 120) }
}
