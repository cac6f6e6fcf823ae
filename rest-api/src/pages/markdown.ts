import { type Html, html, safeUrl } from './html.ts'

/** The Markdown of policies: headings, paragraphs, lists, rules, links and emphasis. Markup in it is shown, not obeyed. */
export const markdown = (source: string): Html => html`${blocksOf(source).map(blockHtml)}`

type Block =
  | { readonly kind: 'text' | 'bullets' | 'numbers'; readonly lines: string[] }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'rule' }

function blocksOf(source: string): Block[] {
  const blocks: Block[] = []
  let open: Extract<Block, { lines: string[] }> | undefined
  for (const line of source.split(/\r\n?|\n/)) {
    const found = read(line)
    if (found.kind === 'blank') open = undefined
    else if (found.kind === 'heading' || found.kind === 'rule') {
      open = undefined
      blocks.push(found)
    } else if (open && (open.kind === found.kind || (found.kind === 'text' && open.kind !== 'text'))) {
      if (open.kind === found.kind) open.lines.push(found.text)
      else open.lines.push(`${open.lines.pop()} ${found.text}`)
    } else {
      open = { kind: found.kind, lines: [found.text] }
      blocks.push(open)
    }
  }
  return blocks
}

type Line =
  | { readonly kind: 'blank' }
  | Exclude<Block, { lines: string[] }>
  | { readonly kind: 'text' | 'bullets' | 'numbers'; readonly text: string }

function read(line: string): Line {
  const text = line.trim()
  if (text === '') return { kind: 'blank' }
  const heading = /^(#{1,6})\s+(\S.*)$/.exec(text)
  if (heading) return { kind: 'heading', level: heading[1]?.length ?? 1, text: (heading[2] ?? '').replace(/\s#+$/, '') }
  if (/^(-{3,}|\*{3,}|_{3,})$/.test(text)) return { kind: 'rule' }
  const bullet = /^[-*+]\s+(\S.*)$/.exec(text)
  if (bullet) return { kind: 'bullets', text: bullet[1] ?? '' }
  const number = /^\d{1,9}[.)]\s+(\S.*)$/.exec(text)
  return number ? { kind: 'numbers', text: number[1] ?? '' } : { kind: 'text', text }
}

function blockHtml(block: Block): Html {
  if (block.kind === 'rule') return html`<hr>`
  if (block.kind === 'heading') return headingHtml(block.level, inline(block.text))
  if (block.kind === 'text') return html`<p>${inline(block.lines.join('\n'))}</p>`
  const items = block.lines.map(line => html`<li>${inline(line)}</li>`)
  return block.kind === 'bullets' ? html`<ul>${items}</ul>` : html`<ol>${items}</ol>`
}

/** The page's title is its h1 already. */
function headingHtml(level: number, text: Html): Html {
  if (level <= 2) return html`<h2>${text}</h2>`
  return level === 3 ? html`<h3>${text}</h3>` : html`<h4>${text}</h4>`
}

const inlineMark =
  /`([^`]{1,500})`|\*\*([^*]{1,1000})\*\*|\*([^*\s][^*]{0,1000})\*|\[([^\][]{1,500})\]\(([^()\s]{1,2000})\)/g

function inline(text: string): Html {
  const parts: Html[] = []
  let end = 0
  for (const match of text.matchAll(inlineMark)) {
    parts.push(html`${text.slice(end, match.index)}`, marked(match))
    end = match.index + match[0].length
  }
  return html`${parts}${text.slice(end)}`
}

function marked([whole, code, strong, emphasis, label, address]: RegExpMatchArray): Html {
  if (code !== undefined) return html`<code>${code}</code>`
  if (strong !== undefined) return html`<strong>${inline(strong)}</strong>`
  if (emphasis !== undefined) return html`<em>${emphasis}</em>`
  const url = safeUrl(address)
  return url === undefined ? html`${whole}` : html`<a href="${url}">${label}</a>`
}
