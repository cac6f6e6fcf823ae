export type Block =
  | { readonly kind: 'text' | 'bullets' | 'numbers'; readonly lines: string[] }
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'rule' }

/** The Markdown of policies in its parts: headings, paragraphs, lists and rules. */
export function blocksOf(source: string): Block[] {
  const blocks: Block[] = []
  let open: Extract<Block, { lines: string[] }> | undefined
  for (const line of source.split(/\r\n?|\n/)) {
    const found = read(line)
    if (found.kind === 'blank') open = undefined
    else if (found.kind === 'heading' || found.kind === 'rule') {
      open = undefined
      blocks.push(found)
    } else if (open && (open.kind === found.kind || found.kind === 'text')) {
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
