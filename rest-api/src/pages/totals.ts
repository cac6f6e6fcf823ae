import type { Total } from '@mitchweb/engine/contract'
import { type Html, html, safeUrl } from './html.ts'
import { priceText, totalText } from './wording.ts'

export const totalsTable = (totals: readonly Total[], currency: string): Html =>
  html`<dl class="totals">${totals.map(
    entry =>
      html`<div class="${entry.type}"><dt>${totalText(entry)}</dt><dd>${priceText({ amount: entry.amount, currency })}</dd></div>${(
        entry.lines ?? []
      ).map(
        line =>
          html`<div class="part"><dt>${line.display_text}</dt><dd>${priceText({ amount: line.amount, currency })}</dd></div>`,
      )}`,
  )}</dl>`

type Line = {
  readonly title: string
  readonly imageUrl?: string | undefined
  readonly quantity: number
  readonly price: number
  readonly amount: number
  readonly note?: string | undefined
}

export const linesList = (lines: readonly Line[], currency: string): Html =>
  html`<ul class="lines">${lines.map(line => {
    const image = safeUrl(line.imageUrl)
    return html`<li>${image ? html`<img src="${image}" alt="" width="64" height="64" loading="lazy">` : html`<span class="blank"></span>`}
<div><span class="name">${line.title}</span><span class="muted">${line.quantity} × ${priceText({ amount: line.price, currency })}${line.note && html` · ${line.note}`}</span></div>
<span class="amount">${priceText({ amount: line.amount, currency })}</span></li>`
  })}</ul>`
