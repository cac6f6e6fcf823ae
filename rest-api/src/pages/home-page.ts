import type { ProductView, StoreDraft } from '@mitchweb/engine/contract'
import { type Html, html, safeUrl } from './html.ts'
import { document } from './layout.ts'
import { priceText } from './price-text.ts'

export type HomePage = {
  readonly store: StoreDraft
  readonly products: readonly ProductView[]
  readonly hasMore: boolean
  readonly publicUrl: string
  readonly hasMcp: boolean
}

/** What this shop is, what it sells, and how people and programs reach it. */
export function homePage({ store, products, hasMore, publicUrl, hasMcp }: HomePage): string {
  const addresses = [
    ...(hasMcp ? [address('For AI assistants (MCP)', `${publicUrl}/mcp`)] : []),
    address('For programs (REST)', `${publicUrl}/api`),
    address('API reference', `${publicUrl}/api/docs`, true),
    address('OpenAPI 3.1', `${publicUrl}/api/openapi.json`, true),
  ]
  return document({
    title: store.name,
    shop: store.name,
    body: html`<section class="hero"><h1>${store.name}</h1><p>${store.description ?? 'A shop that people and AI agents buy from on equal terms.'}</p></section>
${shelf(products, hasMore)}
<section id="connect" class="card connect"><h2>Buy with your assistant</h2>
<p>Add the MCP address to Claude, ChatGPT or any other MCP client, then ask for what you need. Your assistant searches, compares and prepares the order; you review and pay on a page of this shop.</p>
<dl class="addresses">${addresses}</dl></section>`,
  })
}

const address = (name: string, url: string, isLink = false): Html =>
  html`<div><dt>${name}</dt><dd>${isLink ? html`<a href="${url}"><code>${url}</code></a>` : html`<code>${url}</code>`}</dd></div>`

function shelf(products: readonly ProductView[], hasMore: boolean): Html {
  if (products.length === 0) {
    return html`<section class="card"><h2>The shelves are empty</h2><p>Import a catalogue with <code>mitchweb import FILE.csv</code>.</p></section>`
  }
  return html`<section><h2>${hasMore ? 'From the shelves' : `All ${products.length} products`}</h2><ul class="grid">${products.map(card)}</ul></section>`
}

function card({
  title,
  media,
  price_range: { min, max },
  list_price_range: list,
  variants,
  categories,
}: ProductView): Html {
  const image = media?.find(({ type }) => type === 'image')
  const source = safeUrl(image?.url)
  const isReduced = list !== undefined && list.min.amount > min.amount
  const isSoldOut = variants.every(variant => !variant.availability.available)
  return html`<li>${source ? html`<img src="${source}" alt="${image?.alt_text ?? ''}" width="400" height="400" loading="lazy">` : html`<span class="blank"></span>`}
<span class="muted">${categories?.[0]?.value.split(' > ').at(-1)}</span><span class="name">${title}</span>
<span class="price">${max.amount > min.amount && 'from '}${priceText(min)}${isReduced && html` <s>${priceText(list.min)}</s>`}${isSoldOut && html` <em>sold out</em>`}</span></li>`
}
