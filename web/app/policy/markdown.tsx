import { Fragment, type ReactNode } from 'react'
import { type Block, blocksOf } from './markdown-blocks.ts'

/** The Markdown of policies. It becomes elements of this page only: markup in it is shown, not obeyed. */
export const Markdown = ({ source }: { source: string }) => (
  <div className="grid gap-4">{blocksOf(source).map((block, index) => keyed(index, <BlockOf block={block} />))}</div>
)

/** The parts of a text have no other name than their place. */
const keyed = (index: number, part: ReactNode) => <Fragment key={index}>{part}</Fragment>

function BlockOf({ block }: { block: Block }) {
  if (block.kind === 'rule') return <hr className="border-line" />
  if (block.kind === 'heading') return <Heading level={block.level}>{inline(block.text)}</Heading>
  if (block.kind === 'text') return <p>{inline(block.lines.join('\n'))}</p>
  const items = block.lines.map((line, index) => keyed(index, <li>{inline(line)}</li>))
  return block.kind === 'bullets' ? (
    <ul className="grid list-disc gap-1 pl-6">{items}</ul>
  ) : (
    <ol className="grid list-decimal gap-1 pl-6">{items}</ol>
  )
}

/** The page's title is its h1 already. */
function Heading({ level, children }: { level: number; children: ReactNode }) {
  if (level <= 2) return <h2 className="mt-5 text-lg">{children}</h2>
  return level === 3 ? (
    <h3 className="mt-2 font-semibold">{children}</h3>
  ) : (
    <h4 className="font-semibold">{children}</h4>
  )
}

const inlineMark =
  /`([^`]{1,500})`|\*\*([^*]{1,1000})\*\*|\*([^*\s][^*]{0,1000})\*|\[([^\][]{1,500})\]\(([^()\s]{1,2000})\)/g

function inline(text: string): ReactNode[] {
  const parts: ReactNode[] = []
  let end = 0
  for (const match of text.matchAll(inlineMark)) {
    parts.push(text.slice(end, match.index), keyed(match.index, marked(match)))
    end = match.index + match[0].length
  }
  return [...parts, text.slice(end)]
}

function marked([whole, code, strong, emphasis, label, address]: RegExpMatchArray): ReactNode {
  if (code !== undefined) return <code className="rounded-sm bg-soft px-1">{code}</code>
  if (strong !== undefined) return <strong>{inline(strong)}</strong>
  if (emphasis !== undefined) return <em>{emphasis}</em>
  if (!isSafe(address)) return whole
  return (
    <a href={address} className="underline underline-offset-4">
      {label}
    </a>
  )
}

/** The address may stand in a link: no `javascript:`, no `data:`. */
const isSafe = (url: string | undefined): url is string =>
  url !== undefined && /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(url)
