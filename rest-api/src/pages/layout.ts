import type { TextLanguage } from '@mitchweb/engine/contract'
import { html, type Part } from './html.ts'

export type Page = {
  readonly title: string
  readonly shop: string
  readonly body: Part
  /** English unless told. */
  readonly language?: TextLanguage
  readonly refreshSeconds?: number
  /** Where the browser goes on to at once. */
  readonly leadsTo?: string
}

/** The whole document. It works without scripts and loads nothing but the shop's own stylesheet and images. */
export function document({ title, shop, body, language = 'en', refreshSeconds, leadsTo }: Page): string {
  const words = frame[language]
  return `<!doctype html>\n${
    html`<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refreshSeconds !== undefined && html`<meta http-equiv="refresh" content="${refreshSeconds}">`}
${leadsTo !== undefined && html`<meta http-equiv="refresh" content="0; url=${leadsTo}">`}
<title>${title === shop ? shop : `${title} · ${shop}`}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<header class="site"><a class="brand" href="/">${shop}</a><nav><a href="/account">${words.account}</a><a href="/#connect">${words.connect}</a><a href="/api/docs">API</a></nav></header>
<main>${body}</main>
<footer class="site"><span>${shop}</span><a href="/api/docs">${words.reference}</a><a href="/api/openapi.json">OpenAPI</a></footer>
</body>
</html>`.markup
  }\n`
}

/** What stands around every page. */
const frame: Readonly<Record<TextLanguage, Readonly<Record<'account' | 'connect' | 'reference', string>>>> = {
  en: { account: 'Account', connect: 'Connect', reference: 'API reference' },
  de: { account: 'Konto', connect: 'Verbinden', reference: 'API-Referenz' },
}

export const notFoundPage = (shop: string): string =>
  document({
    title: 'Not found',
    shop,
    body: html`<section class="narrow"><h1>There is nothing here</h1>
<p>The address is wrong, or what it led to has expired. Carts and checkouts are kept for a while only; orders stay. What belongs to an account opens once you have <a href="/account/sign-in">signed in</a>.</p>
<p><a class="button quiet" href="/">To the shop</a></p></section>`,
  })
